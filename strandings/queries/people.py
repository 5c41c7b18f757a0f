"""Whom a stranding or a seal may be told to, and who may be named to look after one."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission, may
from accounts.roles import Role
from messaging.models import Contact
from strandings.models import Animal, Report, Stranding


def reporters_to_tell(stranding: Stranding) -> list[tuple[Report, Contact]]:
    """One report per reachable person of this stranding, the earliest; people who opted out are left in peace."""
    rows = (
        stranding.reports.filter(contact__isnull=False, contact__opted_out_at=None, contact__erased_at=None)
        .select_related("contact", "status_link", "stranding")
        .order_by("recorded_at", "pk")
    )
    first: dict[int, tuple[Report, Contact]] = {}
    for report in rows:
        first.setdefault(report.contact_id, (report, report.contact))
    return list(first.values())


def finders_of(animal: Animal) -> list[tuple[Report, Contact]]:
    """The reporters of every stranding of this seal who want to hear what became of it, each person once."""
    rows = (
        Report.objects.filter(
            stranding__animals__animal=animal,
            wants_release_news=True,
            contact__isnull=False,
            contact__opted_out_at=None,
            contact__erased_at=None,
        )
        .select_related("contact", "status_link", "stranding")
        .order_by("recorded_at", "pk")
        .distinct()
    )
    first: dict[int, tuple[Report, Contact]] = {}
    for report in rows:
        first.setdefault(report.contact_id, (report, report.contact))
    return list(first.values())


def watchers() -> QuerySet[User]:
    """People who may be named to look again."""
    roles = [role.value for role in Role if may(role, Permission.SEE_BOARD)]
    return User.objects.filter(is_active=True, role__in=roles).order_by("full_name", "username")
