"""Work of dispatch that waits: offers to make, offers to end, and whether its picture agrees with the spine's."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.rows import one_by_one
from dispatch.actions import alert_next_member, decline, expire, offer_next
from dispatch.actions.telling import purpose_of
from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment
from dispatch.queries.candidates import crews_at
from dispatch.words import DeclineReason
from messaging.actions import clear_alarm, raise_alarm
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding

logger = logging.getLogger(__name__)
_LOST = {MessageStatus.FAILED, MessageStatus.UNDELIVERED}
_SILENT_ENDS = _LOST | {MessageStatus.UNCERTAIN}
BATCH = 50
RUN_S = 8  # of one run; shorter than the sweep's lease


def offer_waiting(at: datetime) -> int:
    """Strandings that wait for a team and have no open offer: the most urgent first. Returns offers made.

    All of them, for at most RUN_S: those nobody can take must not stand before those behind them.
    """
    offered = Assignment.objects.offered().filter(stranding=OuterRef("pk"))
    waiting = Stranding.objects.open().filter(status=StrandingStatus.AWAITING_TEAM).exclude(held_until__gt=at)
    in_order = waiting.exclude(Exists(offered)).order_by("priority", "opened_at", "pk")
    crews = cache(lambda: crews_at(at))  # asked once, and only if somebody waits
    made = one_by_one(_in_lots(in_order), lambda case: offer_next(case, at=at, crews=crews()))
    return sum(len(offers) for offers in made)


def _in_lots(waiting: QuerySet[Stranding]) -> Iterator[Stranding]:
    seen, began = [], time.monotonic()
    while time.monotonic() - began < RUN_S and (lot := list(waiting.exclude(pk__in=seen)[:BATCH])):
        seen += [case.pk for case in lot]
        yield from lot


def expire_offers(at: datetime) -> int:
    """Offers unanswered, unreachable or of a team that went elsewhere end; half-way the next member is alerted too."""
    offers = list(Assignment.objects.offered().select_related("team", "stranding").order_by("answer_by", "pk"))
    busy = set(Assignment.objects.committed().values_list("team_id", flat=True))
    look = partial(_look_at_offer, busy=busy, alerts=_alerts(offers), at=at)
    ended: list[int] = []
    try:
        one_by_one(offers, lambda offer: ended.append(offer.pk) if look(offer) else None)
    finally:
        if ended:  # else the sweep beside this one is enough: two at once would only wait for each other's rows
            offer_waiting(at)
    return len(ended)


def _look_at_offer(assignment: Assignment, *, busy: set[int], alerts: dict[str, list[str]], at: datetime) -> bool:
    """True when the offer ended. busy: committed teams; alerts: what became of each offer's texts."""
    sent = alerts.get(purpose_of(assignment), [])
    if assignment.answer_by <= at:
        expire(assignment, at=at)
    elif assignment.team_id in busy:
        decline(assignment, reason=DeclineReason.BUSY, at=at)
    elif _nobody_reached(assignment, sent):
        expire(assignment, at=at, because=DeclineReason.UNREACHABLE)
    else:
        _remind(assignment, sent, at)
        return False
    return True


def audit(at: datetime) -> int:
    """RESPONDING if and only if a team is committed; a committed team long past its time is asked about."""
    committed = Assignment.objects.committed().filter(stranding=OuterRef("pk"))
    deserted = Stranding.objects.open().filter(~Exists(committed), status=StrandingStatus.RESPONDING)
    elsewhere = Assignment.objects.committed().exclude(stranding=None).select_related("stranding")
    wrong = [*deserted[:BATCH]]
    wrong += [row.stranding for row in elsewhere.exclude(stranding__status=StrandingStatus.RESPONDING)[:BATCH]]
    found = {f"disagree:{stranding.about}": stranding for stranding in wrong}
    late = (
        Assignment.objects.open()
        .filter(
            status__in=[AssignmentStatus.ACCEPTED, AssignmentStatus.EN_ROUTE], eta_at__lt=at - timedelta(minutes=60)
        )
        .select_related("stranding")
    )
    found |= {f"team-late:{row.stranding.about}": row.stranding for row in late[:BATCH] if row.stranding}
    for key, stranding in found.items():
        template = "alarm_team_late" if key.startswith("team-late:") else "alarm_disagree"
        logger.warning("dispatch audit: %s", key)
        raise_alarm(key=key, template=template, context={"case": stranding.reference}, about=stranding.about, at=at)
    ours = Q(key__startswith="disagree:stranding:") | Q(key__startswith="team-late:stranding:")
    for alarm in Alarm.objects.filter(ours, cleared_at=None).exclude(key__in=found):
        clear_alarm(key=alarm.key, at=at)
    return len(found)


def _alerts(offers: list[Assignment]) -> dict[str, list[str]]:
    """Purpose of an offer's alerts -> the status of each."""
    found: dict[str, list[str]] = {}
    rows = OutgoingMessage.objects.filter(purpose__in=[purpose_of(offer) for offer in offers])
    for purpose, status in rows.values_list("purpose", "status"):
        found.setdefault(purpose, []).append(status)
    return found


def _nobody_reached(assignment: Assignment, statuses: list[str]) -> bool:
    """Every member's alert was surely lost (or, for a P1, nobody knows): the outcome hook has tried them all."""
    ends = _SILENT_ENDS if assignment.stranding.priority == 1 else _LOST
    return bool(statuses) and all(status in ends for status in statuses)


def _remind(assignment: Assignment, statuses: list[str], at: datetime) -> None:
    half = assignment.offered_at + (assignment.answer_by - assignment.offered_at) / 2
    if at >= half and len(statuses) == 1:
        alert_next_member(assignment, at=at)
