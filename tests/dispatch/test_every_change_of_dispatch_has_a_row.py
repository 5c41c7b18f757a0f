"""Every verb of dispatch leaves a row that says who and when, in the transaction of the change."""

import pytest
from django.db import transaction

from dispatch import actions
from dispatch.models import DutyShift, Responder, ResponseTeam, RosterEvent
from dispatch.presenters.timeline import VERBS
from dispatch.queries.roster import Week
from dispatch.words import CheckInKind, DeclineReason
from strandings.models import TimelineEntry
from strandings.presenters import describe
from strandings.words import Outcome, Resolution
from tests.dispatch.conftest import AT, later

# They write no change of a case: answers, the repeated-tap check, a position, a further alert of an offer on record
NO_CHANGE = {"Answer", "Said", "TeamChanged", "once", "remember", "seen_at", "alert_next_member"}
STORIES = {}


def story(act):
    STORIES[act.__name__] = act
    return act


@story
def offer_next(world):
    actions.offer_next(world.stranding, at=AT)


@story
def offer_to(world):
    actions.offer_to(world.stranding, world.teams[1], by=world.by, at=AT)


@story
def accept(world):
    actions.accept(world.offer(), eta_min=30, at=AT)


@story
def record_phone_accept(world):
    actions.record_phone_accept(world.offer(), eta_min=30, by=world.by, at=AT)


@story
def decline(world):
    actions.decline(world.offer(), reason=DeclineReason.BUSY, at=AT)


@story
def expire(world):
    actions.expire(world.offer(), at=AT)


@story
def stand_down(world):
    actions.stand_down(world.offer(), at=AT)


@story
def withdraw(world):
    actions.withdraw(world.going(), by=world.by, at=AT)


@story
def case_left(world):
    going = world.going()
    actions.case_left(going.stranding, at=AT, by=world.by)


@story
def en_route(world):
    actions.en_route(world.going(), at=AT)


@story
def set_eta(world):
    actions.set_eta(world.going(), eta_min=20, at=AT)


@story
def arrive(world):
    actions.arrive(world.going(), at=AT)


@story
def transport(world):
    actions.transport(world.going(), at=AT)


@story
def take_back(world):
    going = world.going()
    actions.arrive(going, at=AT)
    actions.take_back(going, at=later(minutes=1))


@story
def check_in(world):
    actions.check_in(world.going(), kind=CheckInKind.WELL, at=AT)


@story
def record_seal(world):
    actions.record_seal(world.going(), number=None, findings={}, outcome=Outcome.LEFT_IN_PEACE, at=AT)


@story
def finish(world):
    actions.finish(world.going(), resolution=Resolution.NOT_FOUND, at=AT)


@story
def give_up(world):
    actions.give_up(world.going(), why="ice", at=AT)


@story
def save_team(world):
    team = ResponseTeam(name="New", base_name="Port", latitude=43.6, longitude=51.2)
    actions.save_team(team, version=None, equipment={"crate": 1}, by=world.by, at=AT)


@story
def save_member(world):
    actions.save_member(Responder(team=world.teams[0], name="Dana", phone="+77021112233"), by=world.by, at=AT)


@story
def add_shifts(world):
    shift = world.teams[0].shifts.get()
    day, starts, ends = shift.starts_at.date(), shift.starts_at.time(), shift.ends_at.time()
    actions.add_shifts(world.teams[1], days=[day], starts=starts, ends=ends, by=world.by, at=AT)


@story
def remove_shift(world):
    actions.remove_shift(DutyShift.objects.first(), by=world.by, at=AT)


@story
def go_off_duty(world):
    actions.go_off_duty(world.teams[0], by=world.by, at=AT)


@story
def copy_week(world):
    week = Week.of(AT.date())
    actions.copy_week(from_start=week.start(), to_start=week.moved(1).start(), by=world.by, at=AT)


class World:
    def __init__(self, stranding, teams, by):
        self.stranding, self.teams, self.by = stranding, teams, by

    def offer(self):
        return actions.offer_next(self.stranding, at=AT)[0]

    def going(self):
        return actions.accept(self.offer(), eta_min=30, at=AT).assignment


@pytest.fixture
def world(stranding, teams, dispatcher):
    return World(stranding, teams, dispatcher)


def rows():
    return TimelineEntry.objects.count() + RosterEvent.objects.count()


def test_every_verb_has_its_story_here():
    assert set(STORIES) == set(actions.__all__) - NO_CHANGE


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_has_a_row_with_words(world, verb):
    before = rows()
    STORIES[verb](world)
    assert rows() > before
    for entry in TimelineEntry.objects.filter(verb__in=VERBS):
        assert entry.by or entry.by_words, entry
        assert describe(entry)
        assert entry.verb not in describe(entry)


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_rolled_back_leaves_no_row(world, verb):
    before = rows()
    with transaction.atomic():
        STORIES[verb](world)
        transaction.set_rollback(True)
    assert rows() == before


def test_every_word_of_the_timeline_is_a_sentence():
    assert all("%(team)s" in str(words) for words in VERBS.values())
