"""What is kept about one person, who looked at a number, and whose time is over."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccountEvent, CentreSetting, User
from common.phones import normalise
from messaging.models import Contact, IncomingMessage, OutgoingMessage
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, ReportAddition, TimelineEntry

LOOKS = ("personal_shown", "personal_exported", "personal_erased")


@dataclass(frozen=True)
class Look:
    """Somebody saw, exported or erased what tells who a reporter is."""

    at: datetime
    verb: str
    who: str
    reference: str  # of the case, where it was on one
    contact_id: int | None


def contacts_past_keeping(before: datetime) -> QuerySet[Contact]:
    """People none of whose cases is open or was closed after `before`, and with whom we exchanged no text since.

    Whoever works here or in a team keeps the number: teams and desks are written to, and have their own register.
    """
    mine = Report.objects.filter(contact=OuterRef("pk"))
    alive = mine.filter(~Q(stranding__status=StrandingStatus.CLOSED) | Q(stranding__closed_at__gt=before))
    heard = IncomingMessage.objects.filter(contact=OuterRef("pk"), received_at__gt=before)
    told = OutgoingMessage.objects.filter(contact=OuterRef("pk"), created_at__gt=before)
    works_here = User.objects.filter(is_active=True, phone=OuterRef("phone"))
    return (
        Contact.objects.filter(Exists(mine), erased_at=None)
        .exclude(Exists(alive) | Exists(heard) | Exists(told) | Exists(works_here))
        .order_by("pk")
    )


def contacts_found(asked: str) -> list[Contact]:
    """The people behind a telephone number or behind the reports of a case's reference."""
    number = normalise(asked, CentreSetting.load().country)
    by_number = Q(phone=number) if number else Q(pk=None)
    by_case = Q(reports__stranding__reference__iexact=asked.strip())
    return list(Contact.objects.filter(by_number | by_case, erased_at=None).distinct().order_by("pk")[:20])


def reports_of(contact: Contact) -> QuerySet[Report]:
    """Everything this person reported, newest first."""
    return contact.reports.select_related("stranding").prefetch_related("media").order_by("-recorded_at")


def looks(limit: int = 100) -> list[Look]:
    """The latest looks at a number from a case page, a team's page or the page of personal data, newest first."""
    seen = TimelineEntry.objects.filter(verb="number_seen").select_related("by", "stranding")
    cases = [
        Look(row.recorded_at, row.verb, str(row.by) if row.by else row.by_words, row.stranding.reference, None)
        for row in seen.order_by("-recorded_at", "-pk")[:limit]
    ]
    desk = [
        Look(row.at, row.verb, str(row.by), "", int(row.changed[0]))
        for row in AccountEvent.objects.filter(verb__in=LOOKS).select_related("by")[:limit]
    ]
    return sorted(cases + desk, key=lambda look: look.at, reverse=True)[:limit]


def everything_about(contact: Contact) -> dict:
    """All that is kept about one person, as plain values for a file they may take with them."""
    reports = reports_of(contact)
    additions = ReportAddition.objects.filter(report__contact=contact).order_by("pk")
    return {
        "person": _columns(contact, "phone", "name", "language", "opted_out_at", "last_in_at"),
        "reports": [_report(report) for report in reports],
        "additions": [_columns(row, "report_id", "source", "words", "facts", "recorded_at") for row in additions],
        "messages_from_you": [
            _columns(row, "channel", "body", "latitude", "longitude", "received_at")
            for row in contact.sent_us.order_by("pk")
        ],
        "messages_to_you": [
            _columns(row, "reference", "body", "status", "created_at") for row in contact.owed.order_by("pk")
        ],
        "who_looked_at_the_number": [
            {"at": row.recorded_at, "who": str(row.by) if row.by else row.by_words, "case": row.stranding.reference}
            for row in TimelineEntry.objects.filter(
                verb="number_seen", details__report__in=[report.pk for report in reports]
            ).select_related("by", "stranding")
        ],
    }


def _report(report: Report) -> dict:
    told = ("channel", "kind", "words", "place_words", "language", "state", "signs", "count_from", "count_to")
    where = ("latitude", "longitude", "accuracy_m", "place_name", "happened_at", "recorded_at")
    agreed = ("consent_version", "consent_at", "consent_words")
    photos = [f"{kept.kind} {kept.pk}, {kept.received_at:%Y-%m-%d %H:%M}" for kept in report.media.all()]
    return {"case": report.stranding.reference, **_columns(report, *told, *where, *agreed), "photos": photos}


def _columns(row, *names: str) -> dict:
    return {name: getattr(row, name) for name in names}
