"""Courses of rows with due times: doses of a prescription, feeds of a plan, always 14 days (feeds 2) ahead."""

from datetime import datetime, timedelta

from django.utils import timezone

from rehab.models import CareSetting, Dose, Feeding, FeedingPlan, Prescription
from rehab.schedules import HORIZON, due_times

FEED_HORIZON = timedelta(days=2)


def extend_doses(prescription: Prescription, *, at: datetime) -> int:
    """Write the rows still missing up to the horizon, in the caller's transaction; repeats and skips nothing."""
    until = max(at, prescription.starts_at) + HORIZON
    due = due_times(
        prescription.frequency,
        starts_at=prescription.starts_at,
        ends_at=prescription.ends_at,
        until=until,
        zone=timezone.get_default_timezone(),
        round_times=CareSetting.load().round_times,
    )
    have = set(prescription.doses.filter(revision=prescription.revision).values_list("number", flat=True))
    rows = [
        Dose(
            prescription=prescription,
            patient_id=prescription.patient_id,
            revision=prescription.revision,
            number=d.number,
            due_at=d.at,
            amount=prescription.amount,
            volume_ml=prescription.volume_ml,
            weight_kg=prescription.weight_kg,
        )
        for d in due
        if d.number not in have
    ]
    Dose.objects.bulk_create(rows, ignore_conflicts=True)
    prescription.scheduled_until = until
    prescription.save(update_fields=["scheduled_until"])
    return len(rows)


def extend_feeds(plan: FeedingPlan, *, at: datetime) -> int:
    """Write the feeds still missing for the next two days, in the caller's transaction."""
    until = max(at, plan.starts_at) + FEED_HORIZON
    due = due_times(
        plan.frequency,
        starts_at=plan.starts_at,
        ends_at=plan.ended_at,
        until=until,
        zone=timezone.get_default_timezone(),
        round_times=CareSetting.load().round_times,
    )
    have = set(plan.feedings.values_list("number", flat=True))
    rows = [
        Feeding(plan=plan, patient_id=plan.patient_id, number=d.number, due_at=d.at, planned_g=plan.amount_g)
        for d in due
        if d.number not in have
    ]
    Feeding.objects.bulk_create(rows, ignore_conflicts=True)
    plan.scheduled_until = until
    plan.save(update_fields=["scheduled_until"])
    return len(rows)
