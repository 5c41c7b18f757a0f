"""Invariant 8 on the spine: every verb of strandings leaves a row that says who and when, with the change or not."""

from datetime import timedelta

import pytest
from django.db import transaction

from common.folding import fold
from strandings import actions
from strandings.lifecycle import ReferralStatus, StrandingStatus
from strandings.models import Partner, Stranding, TimelineEntry
from strandings.presenters import describe
from strandings.words import Fate, Outcome, PlaceMethod, Resolution
from tests.strandings.test_photos_by_text import picture
from tests.strandings.test_receive_report import told

# Readings, numbers and texts: the texts stand in the outbox, with whom they are about
NO_CHANGE = {"Changed", "unchanged", "draw_number", "next_message_reference", "tell_reporters"}
# Beside a change whose verb has its row: the time something is next due, words that go with the person
PART_OF_ANOTHER = {"set_expected", "erase_words", "note", "note_animal", "needs_person"}


class World:
    """One case with its reporter, a dispatcher and a partner; each story starts from it."""

    def __init__(self, report, dispatcher, at):
        self.report, self.stranding, self.by, self.at = report, report.stranding, dispatcher, at
        self.who = {"by": dispatcher, "at": at}
        self.team = {"by": None, "by_words": "Aktau-1", "at": at}
        self.partner = Partner.objects.create(name="Fish inspection")

    def awaiting(self):
        return actions.ask_for_team(self.stranding, **self.who)

    def responding(self):
        return actions.mark_responding(self.awaiting(), **self.team)

    def closed(self):
        return actions.close(self.stranding, resolution=Resolution.ANSWERED, **self.who)

    def seal(self):
        return actions.record_animal(self.stranding, code_at_examination="1", weight_kg=14, **self.team)

    def loaded(self):
        later = self.at + timedelta(hours=1)
        return actions.load(self.seal(), expected_at=later, at=self.at, by_words="Aktau-1")

    def referral(self):
        day = self.at + timedelta(days=1)
        return actions.refer(self.stranding, partner=self.partner, answer_by=day, passed_on=["place"], **self.who)

    def incident(self):
        return actions.open_incident(title="Net on the coast", cases=[self.stranding], **self.who)

    def merged(self):
        other = actions.receive_report(told=told(phone=""), at=self.at).stranding
        return actions.merge(other, into=self.stranding, **self.who)


STORIES = {
    "receive_report": lambda w: actions.receive_report(told=told(phone=""), at=w.at),
    "add_to_report": lambda w: actions.add_to_report(w.report, source="page", words="worse", at=w.at),
    "add_photo": lambda w: actions.add_photo(w.report, file=picture(), at=w.at),
    "acknowledge": lambda w: actions.acknowledge(w.stranding, **w.who),
    "set_priority": lambda w: actions.set_priority(w.stranding, priority=1, why="worse", **w.who),
    "set_place": lambda w: actions.set_place(
        w.stranding, latitude=43.6, longitude=51.2, accuracy_m=50, method=PlaceMethod.MAP_PIN, **w.who
    ),
    "hold": lambda w: actions.hold(w.stranding, until=w.at + timedelta(hours=1), because="storm", **w.who),
    "release_hold": lambda w: actions.release_hold(
        actions.hold(w.stranding, until=w.at + timedelta(hours=1), because="storm", **w.who), **w.who
    ),
    "ask_for_team": lambda w: w.awaiting(),
    "mark_responding": lambda w: w.responding(),
    "team_left": lambda w: actions.team_left(w.responding(), **w.team),
    "team_on_scene": lambda w: actions.team_on_scene(w.responding(), by_words="Aktau-1", at=w.at, happened_at=w.at),
    "watch": lambda w: actions.watch(
        w.stranding, watcher=w.by, next_look_at=w.at + timedelta(hours=4), why="rests", **w.who
    ),
    "close": lambda w: w.closed(),
    "reopen": lambda w: actions.reopen(w.closed(), to=StrandingStatus.NEW, why="again", **w.who),
    "refer": lambda w: w.referral(),
    "answer_referral": lambda w: actions.answer_referral(w.referral(), to=ReferralStatus.RECEIVED, at=w.at),
    "fall_silent": lambda w: actions.fall_silent(w.referral(), at=w.at + timedelta(days=2)),
    "merge": lambda w: w.merged(),
    "unmerge": lambda w: actions.unmerge(w.merged(), **w.who),
    "record_animal": lambda w: w.seal(),
    "treat_in_field": lambda w: actions.treat_in_field(
        w.seal(), what="water", amount="1 l", given_at=w.at, at=w.at, by_words="Aktau-1"
    ),
    "record_outcome": lambda w: actions.record_outcome(w.seal(), outcome=Outcome.LEFT_IN_PEACE, **w.team),
    "load": lambda w: w.loaded(),
    "unload": lambda w: actions.unload(w.loaded(), at=w.at, by_words="Aktau-1"),
    "admitted": lambda w: actions.admitted(w.loaded(), care_number="CS-26-001", **w.who),
    "arrived_dead": lambda w: actions.arrived_dead(w.loaded(), **w.who),
    "set_fate": lambda w: actions.set_fate(
        actions.admitted(w.loaded(), care_number="CS-26-001", **w.who), fate=Fate.RELEASED, **w.who
    ),
    "direct_animal": lambda w: actions.direct_animal(sex="f", nickname="Aiym", **w.who),
    "end_at_desk": lambda w: actions.end_at_desk(
        w.stranding, outcome=Outcome.LEFT_IN_PEACE, note_text="rested", **w.who
    ),
    "open_incident": lambda w: w.incident(),
    "join_incident": lambda w: actions.join_incident(
        w.stranding, incident=actions.open_incident(title="Net on the coast", **w.who), **w.who
    ),
    "leave_incident": lambda w: actions.leave_incident(w.incident().strandings.get(), **w.who),
    "count_carcasses": lambda w: actions.count_carcasses(w.stranding, total=3, **w.team),
    "write_to_reporter": lambda w: actions.write_to_reporter(w.report, words="Thanks", key="k", **w.who),
    "forget_reporter": lambda w: actions.forget_reporter(w.report, at=w.at),
    "forget_contact": lambda w: actions.forget_contact(w.report.contact, **w.who),
}


@pytest.fixture
def world(db, dispatcher, at, settings):
    settings.AUTO_DISPATCH = "off"
    return World(actions.receive_report(told=told(language="ru"), at=at), dispatcher, at)


def test_every_verb_has_its_story_here():
    assert set(STORIES) == set(actions.__all__) - NO_CHANGE - PART_OF_ANOTHER


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_has_a_row_with_words(world, verb):
    before = set(TimelineEntry.objects.values_list("pk", flat=True))
    STORIES[verb](world)
    rows = TimelineEntry.objects.exclude(pk__in=before)
    assert rows
    for entry in rows:
        assert entry.recorded_at >= world.at
        assert describe(entry)
        assert fold(entry.verb) not in fold(describe(entry))


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_rolled_back_leaves_no_row(world, verb):
    before = (TimelineEntry.objects.count(), Stranding.objects.count())
    with transaction.atomic():
        STORIES[verb](world)
        transaction.set_rollback(True)
    assert (TimelineEntry.objects.count(), Stranding.objects.count()) == before


def test_a_row_that_cannot_be_written_takes_its_change_with_it(world, monkeypatch):
    def fail(**_):
        raise RuntimeError("no room for the row")

    monkeypatch.setattr(TimelineEntry.objects, "create", fail)
    with pytest.raises(RuntimeError):
        actions.acknowledge(world.stranding, **world.who)
    with pytest.raises(RuntimeError):
        actions.receive_report(told=told(phone="+77017654321"), at=world.at)
    world.stranding.refresh_from_db()
    assert world.stranding.acknowledged_at is None
    assert Stranding.objects.count() == 1
