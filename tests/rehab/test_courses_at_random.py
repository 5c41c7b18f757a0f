"""Whatever the order of sweeps, edits, holds and taps: no dose is lost, none is doubled, what was given stays given."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from rehab import actions, sweeps
from rehab.models import Dose, Prescription
from rehab.schedules import HORIZON
from tests.rehab.conftest import make_order

DECIDED = {"given", "partly", "refused", "missed"}


def one_step(dice, course, drug, vet, now):
    """Something a person or a sweep does now."""
    deed = dice.choice(["sweep", "miss", "give", "refuse", "undo", "revise", "hold", "resume", "weigh"])
    doses = Dose.objects.filter(prescription=course)
    due = doses.filter(status="due", due_at__lte=now).order_by("due_at").first()
    done = doses.filter(status="given").order_by("-due_at").first()
    if deed == "sweep":
        sweeps.schedule_doses(now)
    elif deed == "miss":
        sweeps.miss_doses(now)
    elif deed in {"give", "refuse"} and due:
        actions.mark(due, status={"give": "given", "refuse": "refused"}[deed], by=vet, at=now)
    elif deed == "undo" and done:
        actions.undo(done, by=vet, at=now)
    elif deed == "revise":
        frequency = dice.choice(["BID", "Q8H", "SID", "Q48H"])
        actions.revise(course, order=make_order(drug, now, frequency=frequency), by=vet, at=now)
    elif deed == "hold":
        actions.hold_course(course, because="fast", by=vet, at=now)
    elif deed == "resume":
        actions.resume_course(course, by=vet, at=now)
    elif deed == "weigh":
        weight = Decimal(dice.randint(150, 250)) / 10
        actions.measure(course.patient, numbers=actions.Numbers(weight_kg=weight), by=vet, at=now)
    return deed


@pytest.mark.parametrize("seed", range(10))
def test_no_dose_is_lost_or_doubled(prescription, amoxicillin, vet, at, seed):
    dice, now = Random(seed), at
    given: dict[int, tuple] = {}
    for _ in range(40):
        now += timedelta(hours=dice.randint(0, 30))
        course = Prescription.objects.get(pk=prescription.pk)
        deed = one_step(dice, course, amoxicillin, vet, now)
        rows = {d.pk: (d.amount, d.due_at, d.revision) for d in course.doses.filter(status="given")}
        if deed == "undo":
            given = rows
        assert given.items() <= rows.items()  # what was given stays as it was given
        given = rows
    sweeps.schedule_doses(now)
    course = Prescription.objects.get(pk=prescription.pk)
    for revision in range(1, course.revision + 1):
        numbers = list(course.doses.filter(revision=revision).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        times = list(course.doses.filter(revision=revision).order_by("number").values_list("due_at", flat=True))
        assert times == sorted(set(times))
    old = course.doses.filter(revision__lt=course.revision)
    assert not old.exclude(status__in=[*DECIDED, "voided"]).exists()
    last = course.doses.filter(revision=course.revision).order_by("-due_at").first()
    assert last.due_at >= now + HORIZON - timedelta(days=3)
