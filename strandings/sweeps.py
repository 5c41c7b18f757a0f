"""Work that waits on the spine: late cases, silent partners, people whose data was kept long enough."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import CentreSetting
from common.rows import one_by_one
from strandings.actions.forgetting import erase_words, forget_contact
from strandings.actions.record import change, lock, move, note
from strandings.actions.referrals import fall_silent
from strandings.deadlines import look_by
from strandings.lifecycle import ReferralStatus, StrandingStatus
from strandings.models import Referral, Report, Stranding
from strandings.queries.personal import contacts_past_keeping

S = StrandingStatus
_BATCH = 100


def wake_late(at: datetime) -> int:
    """Open strandings past their time: the watched and the held come back, the others are marked. Returns how many.

    A late stranding keeps its next_at, so its lateness stays visible, and is marked once.
    """
    late = Stranding.objects.late(at).exclude(needs_person_because="late").order_by("priority", "next_at")
    return sum(one_by_one(late[:_BATCH], lambda stranding: _wake(stranding, at)))


@transaction.atomic
def _wake(stranding: Stranding, at: datetime) -> int:
    stranding = lock(stranding)
    if stranding.next_at is None or stranding.next_at >= at or stranding.needs_person_because == "late":
        return 0
    if stranding.status == S.WITH_PARTNER:
        return 0  # fall_silent brings it back, with its reason
    again = {"next_at": at + look_by(stranding.priority), "acknowledged_at": None}
    if stranding.status == S.WATCHING:
        because = {"needs_person_because": "look_again"}
        move(stranding, S.NEW, verb="look_again", by=None, by_words="system", at=at, **again, **because)
    elif stranding.held_until and stranding.held_until <= at:
        change(stranding, at=at, held_until=None, held_because="", needs_person_because="hold_over", **again)
        note(stranding, verb="hold_over", by_words="system", at=at)
    else:
        change(stranding, at=at, needs_person_because="late")
        note(stranding, verb="late", by_words="system", at=at, details={"status": stranding.status})
    return 1


def hear_silence(at: datetime) -> int:
    """Partners whose time to answer has passed: their cases come back to the dispatcher. Returns how many."""
    silent = Referral.objects.filter(
        silent_since=None,
        answer_by__lte=at,
        status__in=[ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.GOING],
    ).select_related("stranding")[:_BATCH]
    return len(one_by_one(silent, lambda referral: fall_silent(referral, at=at)))


def forget_old(at: datetime) -> int:
    """Personal data whose time is over (CentreSetting.retention_days after closing) is erased. Returns how much."""
    before = at - timedelta(days=CentreSetting.load().retention_days)
    people = list(contacts_past_keeping(before)[:_BATCH])
    one_by_one(people, lambda contact: forget_contact(contact, at=at, by_words="system"))
    is_over = Q(stranding__closed_at__lte=before) | Q(forget_asked_at__isnull=False)
    closed = Report.objects.filter(is_over, words_erased_at=None, stranding__status=S.CLOSED)
    reports = list(closed.order_by("recorded_at")[:_BATCH])
    one_by_one(reports, lambda report: erase_words(report, at=at))
    return len(people) + len(reports)
