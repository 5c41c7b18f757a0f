"""Incidents with the number of their cases."""

from django.db.models import Count, Q, QuerySet

from strandings.lifecycle import StrandingStatus
from strandings.models import Incident


def all_incidents() -> QuerySet[Incident]:
    """Every incident with `cases` and `open_cases`."""
    still_open = ~Q(strandings__status=StrandingStatus.CLOSED) & Q(strandings__isnull=False)
    counted = {"cases": Count("strandings"), "open_cases": Count("strandings", filter=still_open)}
    return Incident.objects.select_related("opened_by").annotate(**counted)
