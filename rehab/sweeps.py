"""Work of the rehab that waits for a time: rows of doses and feeds ahead, and doses that were missed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import CentreSetting
from common.rows import one_by_one
from rehab.actions import miss_passed
from rehab.actions.courses import extend_doses, extend_feeds
from rehab.lifecycle import DoseStatus
from rehab.models import Dose, Feeding, FeedingPlan, Patient, Prescription
from rehab.schedules import HORIZON

BATCH = 200


def schedule_doses(at: datetime) -> int:
    """Keep the doses of running courses written 14 days ahead, and feeds two; returns the rows written."""
    short = Prescription.objects.running(at).filter(
        Q(scheduled_until=None) | Q(scheduled_until__lt=at + HORIZON - timedelta(days=1))
    )
    short = short.filter(Q(ends_at=None) | Q(scheduled_until=None) | Q(scheduled_until__lt=F("ends_at")))
    courses = list(short.exclude(frequency="PRN")[:BATCH])
    plans = FeedingPlan.objects.filter(ended_at=None).filter(
        Q(scheduled_until=None) | Q(scheduled_until__lt=at + timedelta(days=1))
    )
    return sum(one_by_one([*courses, *plans[:BATCH]], lambda row: _extend(row, at)))


@transaction.atomic
def _extend(row: Prescription | FeedingPlan, at: datetime) -> int:
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if isinstance(row, Prescription):
        return 0 if row.stopped_at else extend_doses(row, at=at)
    return 0 if row.ended_at else extend_feeds(row, at=at)


def miss_doses(at: datetime) -> int:
    """A due dose whose course's next one has fallen due is missed; a feed likewise is "not recorded"."""
    later = Dose.objects.filter(
        prescription=OuterRef("prescription"),
        revision=OuterRef("revision"),
        due_at__gt=OuterRef("due_at"),
        due_at__lte=at,
    ).exclude(status=DoseStatus.VOIDED)
    passed = Dose.objects.filter(status=DoseStatus.DUE, due_at__lt=at).filter(Exists(later))
    next_feed = Feeding.objects.filter(plan=OuterRef("plan"), due_at__gt=OuterRef("due_at"), due_at__lte=at)
    feeds = Feeding.objects.filter(status="due", due_at__lt=at).filter(Exists(next_feed))
    pks = list(feeds.values_list("pk", flat=True)[:BATCH])
    unfed = Feeding.objects.filter(pk__in=pks, status="due").update(status="missed", recorded_at=at)
    return unfed + len(one_by_one(passed.order_by("due_at")[:BATCH], lambda dose: miss_passed(dose, at=at)))


def forget_bringers(at: datetime) -> int:
    """From whom a seal came is forgotten retention_days after its stay ended. Returns how many."""
    before = at - timedelta(days=CentreSetting.load().retention_days)
    return Patient.objects.filter(ended_at__lte=before).exclude(came_from="").update(came_from="")
