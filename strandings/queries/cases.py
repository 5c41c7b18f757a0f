"""Finding cases and what belongs to them by what people call them."""

from django.db.models import QuerySet

from strandings.models import Partner, Report, Stranding

_NAMED = ("acknowledged_by", "watcher", "merged_into", "priority_set_by", "incident")


def cases() -> QuerySet[Stranding]:
    """Every case with the people and cases it names."""
    return Stranding.objects.select_related(*_NAMED)


def find_case(reference: str) -> Stranding | None:
    """The case with this reference, however the letters were typed."""
    return cases().filter(reference=reference.strip().upper()).first()


def all_reports() -> QuerySet[Report]:
    """Every report with its case, its person and its photos."""
    return Report.objects.select_related("stranding", "contact", "taken_by").prefetch_related("additions", "media")


def partners() -> QuerySet[Partner]:
    """Institutions a case may be passed to."""
    return Partner.objects.filter(is_active=True).order_by("name")
