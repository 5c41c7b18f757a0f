"""What the page of one case asks: its reports, texts, timeline, teams, partners, seals, and cases near it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from common.geo import distance_m
from dispatch.models import Assignment
from messaging.models import IncomingMessage, OutgoingMessage
from strandings.lifecycle import ReferralStatus
from strandings.models import Referral, Report, StrandedAnimal, Stranding, StrandingLink, TimelineEntry
from strandings.queries.cases import find_case, partners
from strandings.queries.people import watchers

__all__ = ["find_case", "partners", "watchers"]  # asked of the spine, offered here with the rest of the page
TIMELINE_ROWS = 200
NEAR_M, NEAR_TIME = 3000, timedelta(hours=48)


def reports_of(case: Stranding) -> list[Report]:
    """What people told, oldest first, with what they added and their photos."""
    return list(case.reports.select_related("contact", "taken_by").prefetch_related("additions", "media"))


def timeline_of(case: Stranding) -> list[TimelineEntry]:
    """Newest first; at most TIMELINE_ROWS."""
    return list(case.timeline.select_related("by")[:TIMELINE_ROWS])


@dataclass(frozen=True)
class Spoken:
    """One text in either direction: exactly one of the two is set."""

    at: datetime
    sent: OutgoingMessage | None = None
    heard: IncomingMessage | None = None


def thread_of(case: Stranding) -> list[Spoken]:
    """All texts about this case and those joined to it, in the order they were said; the last 100 each way."""
    abouts = [case.about, *(other.about for other in case.absorbed.only("pk"))]
    sent = OutgoingMessage.objects.filter(about__in=abouts).select_related("contact").order_by("-pk")[:100]
    heard = IncomingMessage.objects.filter(about__in=abouts).select_related("contact").order_by("-pk")[:100]
    spoken = [Spoken(message.created_at, sent=message) for message in sent]
    spoken += [Spoken(message.received_at, heard=message) for message in heard]
    return sorted(spoken, key=lambda one: one.at)


def assignments_of(case: Stranding) -> list[Assignment]:
    """Every team ever asked for this case, the newest first."""
    return list(case.assignments.select_related("team"))


def open_assignments_of(case: Stranding) -> list[Assignment]:
    """Teams asked or committed now."""
    return list(case.assignments.open().select_related("team"))


def referrals_of(case: Stranding) -> list[Referral]:
    """What was passed to partners, the newest first."""
    return list(case.referrals.select_related("partner").order_by("-sent_at", "-pk"))


def open_referral(case: Stranding, pk: int) -> Referral | None:
    """A referral of this case that still waits for the partner's word."""
    waiting = [ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.GOING]
    return case.referrals.filter(pk=pk, status__in=waiting).select_related("partner").first()


def animals_of(case: Stranding) -> list[StrandedAnimal]:
    """The seals written down at this case."""
    return list(case.animals.select_related("animal"))


def last_merge(case: Stranding) -> StrandingLink | None:
    """The merge that made this case part of another, while it can still be taken back."""
    return case.links_out.filter(kind="merged", undone_at=None).select_related("target").order_by("-pk").first()


def absorbed_merges(case: Stranding) -> list[StrandingLink]:
    """Cases that became part of this one and may be separated again."""
    found = case.links_in.filter(kind="merged", undone_at=None, source__merged_into=case)
    return list(found.select_related("source").order_by("-pk"))


def maybe_same(case: Stranding) -> list[tuple[Stranding, int]]:
    """Open cases within 3 km and 48 h of this one, nearest first, with the distance in metres; at most five."""
    if not case.has_place:
        return []
    near = Q(latitude__range=(case.latitude - 0.03, case.latitude + 0.03))
    near &= Q(longitude__range=(case.longitude - 0.05, case.longitude + 0.05))
    span = (case.opened_at - NEAR_TIME, case.opened_at + NEAR_TIME)
    others = Stranding.objects.open().filter(near, opened_at__range=span).exclude(pk=case.pk)[:50]
    found = []
    for other in others:
        metres = round(distance_m(case.latitude, case.longitude, other.latitude, other.longitude))
        if metres <= NEAR_M:
            found.append((other, metres))
    return sorted(found, key=lambda pair: pair[1])[:5]


def merge_of(case: Stranding, pk: int) -> StrandingLink | None:
    """A merge into or out of this case that has not been undone."""
    links = StrandingLink.objects.filter(pk=pk, kind="merged", undone_at=None)
    return links.filter(Q(source=case) | Q(target=case)).select_related("source", "target").first()


def report_of(case: Stranding, pk: int) -> Report | None:
    """A report of this case, with what is needed to write to its person."""
    return case.reports.filter(pk=pk).select_related("contact", "status_link", "stranding").first()
