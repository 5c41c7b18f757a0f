"""Who goes: a team says no, a team stays silent, nobody is free, a partner takes it over."""

import pytest

from dispatch.models import Assignment, DutyShift, ResponseTeam
from messaging.models import Alarm
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding
from tests.journeys.people import Person, World

RESIDENT = "+77025550901"


@pytest.fixture
def story(world):
    return Story(world)


def test_a_team_that_declines_is_followed_by_the_next(story):
    story.given_a_live_seal_is_reported_in_aktau()
    first = story.when_the_first_team_is_asked()
    story.when_it_answers_by_text(first, "2")
    second = story.then_another_team_is_asked(but=first)
    story.when_it_answers_by_text(second, "1")
    story.then_the_team_has_the_case(second)


def test_a_silent_team_is_followed_by_the_next(story):
    story.given_a_live_seal_is_reported_in_aktau()
    first = story.when_the_first_team_is_asked()
    story.world.pass_time(minutes=6)
    second = story.then_another_team_is_asked(but=first)
    story.when_it_answers_by_text(second, "1")
    story.then_the_team_has_the_case(second)


def test_a_late_yes_still_counts_while_nobody_else_goes(story):
    story.given_a_live_seal_is_reported_in_aktau()
    first = story.when_the_first_team_is_asked()
    story.world.pass_time(minutes=6)
    story.when_it_answers_by_text(first, "1")
    story.then_the_team_has_the_case(first)


def test_when_nobody_is_on_duty_the_desk_is_alarmed(story):
    story.given_nobody_is_on_duty()
    story.given_a_live_seal_is_reported_in_aktau()
    story.then_the_desk_is_alarmed()


class Story:
    """The sentences of these journeys."""

    def __init__(self, world: World) -> None:
        self.world = world

    def given_a_live_seal_is_reported_in_aktau(self) -> None:
        resident = Person("kk")
        page = resident.get("/")
        self.world.clock.shift(40)
        resident.send(
            page,
            page.form(action="/report/"),
            place="aktau-port",
            place_words="Порттың жанында, жағада",
            alive="yes",
            phone=RESIDENT,
        )
        self.world.work()
        assert self.world.texts_on(RESIDENT)

    def given_nobody_is_on_duty(self) -> None:
        DutyShift.objects.all().delete()

    def when_the_first_team_is_asked(self) -> ResponseTeam:
        offers = Assignment.objects.offered()
        assert offers.count() == 1
        return offers.get().team

    def when_it_answers_by_text(self, team: ResponseTeam, words: str) -> None:
        leader = team.members.get(is_leader=True)
        assert self.world.texts_on(leader.phone)
        self.world.text(leader.phone, words)

    def then_another_team_is_asked(self, *, but: ResponseTeam) -> ResponseTeam:
        offer = Assignment.objects.offered().get()
        assert offer.team != but
        assert self.world.texts_on(offer.team.members.get(is_leader=True).phone)
        return offer.team

    def then_the_team_has_the_case(self, team: ResponseTeam) -> None:
        assert Assignment.objects.committed().get().team == team
        assert Stranding.objects.get().status == StrandingStatus.RESPONDING

    def then_the_desk_is_alarmed(self) -> None:
        assert Stranding.objects.get().needs_person_because == "no_team"
        assert Alarm.objects.filter(key__startswith="no-team").count() == 1
        on_desk = "+77015550102"  # the dispatcher whose shift this is
        assert any(self.world.texts_on(phone) for phone in (on_desk, "+77015550101", "+77015550103"))
