"""Invariant 8: every verb of the rehab writes who, when and what on the seal's timeline, and its words exist."""

import inspect
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from rehab import actions
from rehab.models import Feeding, Task
from rehab.models.labels import GATE
from rehab.presenters.timeline import VERBS
from strandings.models import TimelineEntry
from strandings.presenters import describe
from tests.rehab.conftest import make_order, make_patient, make_stranded

# Told about no seal: the water of a pool, the centre's rooms, its book of ranges, its limits
WITHOUT_A_SEAL = {"read_water", "approve_range", "load_examples", "write_range", "set_limit", "set_care"}
WITHOUT_A_SEAL |= {"write_enclosure"}


class World:
    """A seal with a prescription, a feeding plan and a task; each story starts from it."""

    def __init__(self, patient, prescription, drug, rooms, people, at):
        self.patient, self.prescription, self.drug, self.at = patient, prescription, drug, at
        self.pool, self.quarantine = rooms
        self.vet, self.keeper = people
        self.who = {"by": self.vet, "at": at}
        self.dose = prescription.doses.order_by("due_at").first()
        actions.plan_feeding(patient, stage=3, food="sprat", amount_g=300, frequency="5XD", **self.who)
        self.feed = Feeding.objects.order_by("due_at").first()
        self.task = Task.objects.first()

    def ready(self):
        actions.stop(self.prescription, because="healed", **self.who)
        for task in Task.objects.filter(done_at=None):
            actions.do_task(task, **self.who)
        for gate in GATE:
            actions.sign_gate(self.patient, gate=gate, verdict="passed", evidence="seen", **self.who)
        actions.prepare_release(self.patient, **self.who)

    def given(self):
        return actions.mark(self.dose, status="given", **self.who).dose

    def as_needed(self):
        order = make_order(self.drug, self.at, frequency="PRN")
        return actions.prescribe(self.patient, order=order, **self.who)


STORIES = {
    "admit": lambda w: make_patient(w.pool, w.keeper, w.at),
    "admit_dead_on_arrival": lambda w: actions.admit_dead_on_arrival(
        stranded=make_stranded(w.at), text="cold", **w.who
    ),
    "move": lambda w: actions.move(w.patient, enclosure=w.quarantine, why="eye", **w.who),
    "start_quarantine": lambda w: actions.start_quarantine(w.patient, why="pox?", planned_until=None, **w.who),
    "end_quarantine": lambda w: (
        actions.start_quarantine(w.patient, why="pox?", planned_until=None, **w.who),
        actions.end_quarantine(w.patient, grounds="PCR", **w.who),
    ),
    "count_heads": lambda w: actions.count_heads(w.pool, seen=0, text="hiding", **w.who),
    "measure": lambda w: actions.measure(w.patient, numbers=actions.Numbers(temp_c=Decimal(37)), **w.who),
    "void_measurement": lambda w: actions.void_measurement(w.patient.measurements.get(), because="slip", **w.who),
    "examine": lambda w: actions.examine(w.patient, findings="well", **w.who),
    "write_note": lambda w: actions.write_note(w.patient, text="well", **w.who),
    "record_bite": lambda w: actions.record_bite(patient=w.patient, person=w.keeper, **w.who),
    "prescribe": lambda w: w.as_needed(),
    "countersign": lambda w: actions.countersign(
        actions.prescribe(w.patient, order=make_order(w.drug, w.at), ordered_by=w.vet, by=w.keeper, at=w.at), **w.who
    ),
    "revise": lambda w: actions.revise(w.prescription, order=make_order(w.drug, w.at, dose=Decimal(15)), **w.who),
    "stop": lambda w: actions.stop(w.prescription, because="healed", **w.who),
    "hold_course": lambda w: actions.hold_course(w.prescription, because="fast", **w.who),
    "resume_course": lambda w: (
        actions.hold_course(w.prescription, because="fast", **w.who),
        actions.resume_course(w.prescription, **w.who),
    ),
    "mark": lambda w: w.given(),
    "undo": lambda w: actions.undo(w.given(), **w.who),
    "give_as_needed": lambda w: actions.give_as_needed(w.as_needed(), **w.who),
    "miss_passed": lambda w: actions.miss_passed(w.dose, at=w.at),
    "plan_feeding": lambda w: actions.plan_feeding(
        w.patient, stage=4, food="herring", amount_g=500, frequency="BID", **w.who
    ),
    "feed": lambda w: actions.feed(w.feed, eaten_g=100, **w.who),
    "undo_feed": lambda w: (actions.feed(w.feed, eaten_g=100, **w.who), actions.undo_feed(w.feed, **w.who)),
    "add_task": lambda w: actions.add_task(kind="weigh", due_at=w.at, patient=w.patient, **w.who),
    "do_task": lambda w: actions.do_task(w.task, **w.who),
    "undo_task": lambda w: (actions.do_task(w.task, **w.who), actions.undo_task(w.task, **w.who)),
    "drop_task": lambda w: actions.drop_task(w.task, because="done yesterday", **w.who),
    "describe": lambda w: actions.describe(
        w.patient, nickname="Ai", sex="female", age_class="yearling", version=w.patient.version, **w.who
    ),
    "put_mark": lambda w: actions.put_mark(w.patient, type="flipper_tag", number="0417", colour="orange", **w.who),
    "lose_mark": lambda w: actions.lose_mark(
        actions.put_mark(w.patient, type="flipper_tag", number="0417", **w.who), patient=w.patient, **w.who
    ),
    "set_zoonosis": lambda w: actions.set_zoonosis(w.patient, text="pox?", **w.who),
    "sign_gate": lambda w: actions.sign_gate(w.patient, gate="vet_signoff", verdict="passed", evidence="seen", **w.who),
    "prepare_release": lambda w: actions.prepare_release(w.patient, **w.who),
    "back_to_care": lambda w: (
        actions.prepare_release(w.patient, **w.who),
        actions.back_to_care(w.patient, why="cough", **w.who),
    ),
    "keep_long_term": lambda w: actions.keep_long_term(w.patient, why="blind", **w.who),
    "release": lambda w: (w.ready(), actions.release(w.patient, site="Cape", category="releasable", **w.who)),
    "die": lambda w: actions.die(w.patient, text="found", **w.who),
    "euthanise": lambda w: actions.euthanise(w.patient, method="by law", second=w.keeper, text="", **w.who),
    "transfer": lambda w: actions.transfer(w.patient, to="Astrakhan", text="", **w.who),
    "escape": lambda w: actions.escape(w.patient, text="", **w.who),
    "lose_track": lambda w: actions.lose_track(w.patient, text="", **w.who),
    "correct_end": lambda w: (
        actions.die(w.patient, text="wrong seal", **w.who),
        actions.correct_end(w.patient, enclosure=w.pool, why="another seal", **w.who),
    ),
}


@pytest.fixture
def world(patient, prescription, amoxicillin, pool, quarantine, vet, keeper, at):
    return World(patient, prescription, amoxicillin, (pool, quarantine), (vet, keeper), at)


def test_every_verb_has_its_story_here():
    verbs = {name for name in actions.__all__ if inspect.isfunction(getattr(actions, name))}
    assert verbs == set(STORIES) | WITHOUT_A_SEAL


@pytest.mark.parametrize("name", STORIES)
def test_a_change_has_a_row_with_words(world, name):
    before = TimelineEntry.objects.count()
    STORIES[name](world)
    rows = TimelineEntry.objects.order_by("id")[before:]
    assert rows
    for row in rows:
        assert row.recorded_at == world.at
        assert row.by or row.by_words or row.verb in {"photo_added"} or row.stranding_id
        if row.verb.startswith("care_"):
            assert row.verb in VERBS
            with translation.override("en"):
                assert "%(" not in describe(row)


@pytest.mark.parametrize("name", STORIES)
def test_a_rolled_back_change_leaves_no_row(world, name):
    before = TimelineEntry.objects.count()

    @transaction.atomic
    def changes_and_fails():
        STORIES[name](world)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        changes_and_fails()
    assert TimelineEntry.objects.count() == before


def test_nothing_happened_in_the_future(world):
    late = replace(make_order(world.drug, world.at), starts_at=world.at - timedelta(days=1))
    actions.prescribe(world.patient, order=late, **world.who)
    assert not TimelineEntry.objects.filter(happened_at__gt=world.at).exists()
