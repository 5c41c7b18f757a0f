"""What the accounts app knows: whether the centre is set up, who works here, where each role begins."""

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from accounts.models import CentreSetting, User
from accounts.permissions import Permission, may
from accounts.roles import Role

# The first page of each role, by the name of its address
FIRST_PAGE = {
    Role.DISPATCHER: "board",
    Role.COORDINATOR: "board",
    Role.DIRECTOR: "board",
    Role.VET: "rehab",
    Role.KEEPER: "rehab",
    Role.RESPONDER: "my_assignments",
}


def is_set_up() -> bool:
    """Whether the first-run page has been filled in."""
    return CentreSetting.objects.filter(set_up_at__isnull=False).exists()


def setup_is_open_to(user) -> bool:
    """The first-run page opens once: to anybody while nobody exists, else to a coordinator, never after it is done."""
    if is_set_up():
        return False
    if user.is_authenticated:
        return may(user.role, Permission.MANAGE_CENTRE)
    return not User.objects.exists()


def people() -> QuerySet[User]:
    """Everybody who has or had an account: those who still work here first, then by role and name."""
    return User.objects.order_by("-is_active", "role", "full_name", "username")


def is_last_coordinator(person: User) -> bool:
    """Whether nobody could manage the centre if this person could not."""
    others = User.objects.filter(is_active=True, role=Role.COORDINATOR).exclude(pk=person.pk)
    return person.is_active and person.role == Role.COORDINATOR and not others.exists()


def address_or_none(name: str) -> str | None:
    """The address of a named page, or None where the app that has it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
