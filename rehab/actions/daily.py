"""Feeding plans and feeds, tasks: what is done all day, marked once, undone with one tap."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from rehab.actions.courses import extend_feeds
from rehab.actions.record import Refused, bounded, lock_in_house, note
from rehab.models import Enclosure, Feeding, FeedingPlan, Patient, Task


@transaction.atomic
def plan_feeding(
    patient: Patient,
    *,
    stage: int,
    food: str,
    amount_g: int,
    frequency: str,
    by: User,
    at: datetime,
    text: str = "",
) -> FeedingPlan:
    """Start a feeding plan now; the one before ends and its feeds ahead are voided."""
    patient = lock_in_house(patient)
    end_feeding(patient, at=at)
    plan = FeedingPlan.objects.create(
        patient=patient,
        stage=stage,
        food=food,
        amount_g=amount_g,
        frequency=frequency,
        starts_at=at,
        note=text,
        by=by,
    )
    extend_feeds(plan, at=at)
    note(patient, "feeding_planned", by=by, at=at, stage=stage, food=food, amount_g=amount_g, frequency=frequency)
    return plan


def end_feeding(patient: Patient, *, at: datetime) -> None:
    """End the running plan and void its feeds ahead, in the caller's transaction."""
    for plan in patient.feeding_plans.filter(ended_at=None):
        plan.ended_at = max(at, plan.starts_at)
        plan.save(update_fields=["ended_at"])
        plan.feedings.filter(status="due").update(status="voided", recorded_at=at)


@transaction.atomic
def feed(
    feeding: Feeding,
    *,
    eaten_g: int,
    by: User,
    at: datetime,
    fed_at: datetime | None = None,
    text: str = "",
    client_uuid: UUID | None = None,
) -> Feeding:
    """Write down what a seal ate of a feed. Told before: nothing changes, and the first telling stands."""
    feeding = Feeding.objects.select_for_update(of=("self",)).select_related("patient__animal").get(pk=feeding.pk)
    if feeding.status in {"eaten", "part", "none"}:
        return feeding
    if feeding.status == "voided":
        raise Refused("feed_voided")
    feeding.status = "none" if eaten_g == 0 else "eaten" if eaten_g >= feeding.planned_g else "part"
    feeding.eaten_g, feeding.fed_at, feeding.recorded_at = eaten_g, bounded(fed_at, at), at
    feeding.by, feeding.note, feeding.client_uuid = by, text, client_uuid
    feeding.save()
    note(
        feeding.patient,
        "fed",
        by=by,
        at=at,
        happened_at=feeding.fed_at,
        feeding=feeding.pk,
        eaten_g=eaten_g,
        planned_g=feeding.planned_g,
    )
    return feeding


@transaction.atomic
def undo_feed(feeding: Feeding, *, by: User, at: datetime) -> Feeding:
    """Take back what was written of a feed: it is due again."""
    feeding = Feeding.objects.select_for_update(of=("self",)).select_related("patient__animal").get(pk=feeding.pk)
    if feeding.status not in {"eaten", "part", "none"}:
        return feeding
    feeding.status, feeding.eaten_g, feeding.fed_at, feeding.by, feeding.note = "due", None, None, None, ""
    feeding.recorded_at = at
    feeding.save()
    note(feeding.patient, "feed_undone", by=by, at=at, feeding=feeding.pk)
    return feeding


@transaction.atomic
def add_task(
    *,
    kind: str,
    due_at: datetime,
    by: User,
    at: datetime,
    patient: Patient | None = None,
    enclosure: Enclosure | None = None,
    text: str = "",
) -> Task:
    """Something to do for a seal or an enclosure, by a time."""
    task = Task.objects.create(patient=patient, enclosure=enclosure, kind=kind, text=text, due_at=due_at, made_by=by)
    if patient:
        note(patient, "task_added", by=by, at=at, task=task.pk, kind=kind)
    return task


@transaction.atomic
def do_task(
    task: Task,
    *,
    by: User,
    at: datetime,
    result: str = "",
    done_at: datetime | None = None,
    client_uuid: UUID | None = None,
) -> Task:
    """Mark a task as done, once; the first telling stands."""
    task = _task(task)
    if task.done_at is not None:
        return task
    task.done_at, task.recorded_at, task.done_by = bounded(done_at, at), at, by
    task.result, task.client_uuid = result, client_uuid
    task.save()
    if task.patient:
        note(task.patient, "task_done", by=by, at=at, happened_at=task.done_at, task=task.pk, kind=task.kind)
    return task


@transaction.atomic
def undo_task(task: Task, *, by: User, at: datetime) -> Task:
    """Take back that a task was done."""
    task = _task(task)
    if task.done_at is None:
        return task
    task.done_at, task.recorded_at, task.done_by, task.result = None, at, None, ""
    task.save()
    if task.patient:
        note(task.patient, "task_undone", by=by, at=at, task=task.pk, kind=task.kind)
    return task


@transaction.atomic
def drop_task(task: Task, *, because: str, by: User, at: datetime) -> Task:
    """A task that need not be done, with the reason."""
    task = _task(task)
    task.dropped_because, task.recorded_at = because, at
    task.save(update_fields=["dropped_because", "recorded_at"])
    if task.patient:
        note(task.patient, "task_dropped", by=by, at=at, task=task.pk, kind=task.kind, why=because)
    return task


def _task(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("patient__animal").get(pk=task.pk)
