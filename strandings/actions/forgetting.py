"""A reporter asks to be forgotten."""

from datetime import datetime

from django.db import transaction

from messaging.actions import erase_contact
from strandings.actions.record import note
from strandings.models import Report, Stranding


@transaction.atomic
def forget_reporter(report: Report, *, at: datetime) -> Report:
    """Delete the person's number and name from every report of theirs; the reports and seals stay."""
    contact = report.contact
    if contact is None:
        return report
    for stranding in Stranding.objects.select_for_update().filter(pk__in=contact.reports.values("stranding_id")):
        note(stranding, verb="reporter_forgotten", by_words="reporter", at=at, details={"contact": contact.pk})
    contact.reports.update(contact=None)
    erase_contact(contact, at=at)
    report.contact = None
    return report
