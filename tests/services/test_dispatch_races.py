"""Teams and dispatchers who hurry: one commitment, whoever comes second hears why, twenty times over."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from dispatch.actions import Answer, Said, accept, expire, go_off_duty, offer_next, offer_to, offering, withdraw
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment, ResponseTeam
from dispatch.sweeps import audit, expire_offers, offer_waiting
from messaging.models import OutgoingMessage
from messaging.sweeps import deliver
from strandings.actions import close
from strandings.models import Stranding
from strandings.words import Resolution
from tests.dispatch.conftest import AT, centre, dispatcher, make_team, report
from tests.services.conftest import ROUNDS, at_once

__all__ = ["centre", "dispatcher"]
pytestmark = [pytest.mark.services, pytest.mark.usefixtures("on_postgres", "centre")]
S = AssignmentStatus
LATER = AT + timedelta(hours=1)


def case(number: int = 0) -> Stranding:
    """A seal in a net that waits for a team."""
    return report(phone=f"+77015{number:06d}").stranding


def many_cases(round_: int, number: int) -> list[Stranding]:
    """So many cases that wait for a team, laid in one go."""
    return Stranding.objects.bulk_create(
        Stranding(
            reference=f"K-26-{round_ * number + index:04d}",
            status="awaiting_team",
            first_reported_at=AT,
            opened_at=AT,
            changed_at=AT,
            next_at=LATER,
        )
        for index in range(number)
    )


def asked(pairs: list[tuple[Stranding, ResponseTeam]]) -> list[Assignment]:
    """An open offer for each case and team, as a dispatcher's pick would make it."""
    times = {"offered_at": AT, "answer_by": LATER, "mode": "chosen"}
    return Assignment.objects.bulk_create(Assignment(stranding=case, team=team, **times) for case, team in pairs)


def crew(round_: int, number: int = 0, **facts) -> ResponseTeam:
    """A team of this round; each is a little farther away than the one before."""
    return make_team(f"Team {round_}-{number}", 43.62 + number / 100, 51.2, (round_ * 3 + number) % 100, **facts)


def yes(offer: Assignment, at=AT, **facts) -> partial:
    """The team's yes, to be said later."""
    return partial(accept, offer, eta_min=30, at=at, **facts)


def said(answers: list) -> list[Said]:
    """What each yes heard; an error is raised here."""
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return [answer.said for answer in answers if isinstance(answer, Answer)]


def all_is_well() -> bool:
    """Case and commitment agree, and nobody was owed the same text twice."""
    keys = Counter(OutgoingMessage.objects.values_list("dedupe_key", flat=True))
    return audit(AT) == 0 and (not keys or max(keys.values()) == 1)


def everybody_home(dispatcher) -> None:
    """Ends what a round left open and takes its teams off the list."""
    for stranding in Stranding.objects.exclude(status="closed"):
        close(stranding, resolution=Resolution.NOT_FOUND, by=dispatcher, at=AT)
    assert not Assignment.objects.filter(status__in=COMMITTED).exists()
    ResponseTeam.objects.update(is_active=False)


def test_forty_cases_want_one_team_and_one_gets_it(dispatcher):
    """Forty dispatchers record the same team's yes by telephone, each for a case of their own."""
    for round_ in range(ROUNDS):
        team = crew(round_, members=1)
        offers = asked([(stranding, team) for stranding in many_cases(round_, 40)])
        answers = at_once([yes(offer, by=dispatcher) for offer in offers])
        assert Counter(said(answers)) == {Said.YOURS: 1, Said.BUSY: 39}
        assert Assignment.objects.committed().filter(team=team).count() == 1
    assert all_is_well()


def test_forty_teams_say_yes_to_one_case_and_one_goes(dispatcher):
    crews = [make_team(f"Team {number}", 43.62, 51.2, number, members=1) for number in range(40)]
    for stranding in many_cases(0, ROUNDS):
        offers = asked([(stranding, team) for team in crews])
        assert Counter(said(at_once([yes(offer) for offer in offers]))) == {Said.YOURS: 1, Said.TAKEN: 39}
        assert stranding.assignments.committed().count() == 1
        assert not stranding.assignments.offered().exists()
        close(stranding, resolution=Resolution.NOT_FOUND, by=dispatcher, at=AT)  # frees the team for the next round
    assert all_is_well()


def test_two_say_yes_in_the_same_millisecond(dispatcher):
    for round_ in range(ROUNDS):
        stranding = case(round_)
        offers = [offer_to(stranding, crew(round_, number), by=dispatcher, at=AT) for number in range(2)]
        assert sorted(said(at_once([yes(offer) for offer in offers]))) == [Said.TAKEN, Said.YOURS]
    assert all_is_well()


def test_one_yes_pressed_ten_times_at_once_is_one_yes(dispatcher):
    for round_ in range(ROUNDS):
        offer = offer_to(case(round_), crew(round_, members=1), by=dispatcher, at=AT)
        deliver(AT)  # the alert reaches the team
        assert said(at_once([yes(offer)] * 10)) == [Said.YOURS] * 10
        assert offer.stranding.timeline.filter(verb="team_accepted").count() == 1
    assert OutgoingMessage.objects.filter(template="team_ok").count() == ROUNDS


def test_a_yes_against_the_clock(dispatcher):
    """Accepted in time or expired and then accepted late: either way the team has it."""
    for round_ in range(ROUNDS):
        offer = offer_to(case(round_), crew(round_), by=dispatcher, at=AT)
        assert said(at_once([yes(offer, LATER), partial(expire, offer, at=LATER)])) == [Said.YOURS]
        offer.refresh_from_db()
        assert offer.status == S.ACCEPTED
    assert audit(AT) == 0


def test_a_yes_against_another_teams_turn(dispatcher):
    """While the engine gives the case to the next team, the first one's late yes arrives: one team goes."""
    for round_ in range(ROUNDS):
        for number in range(2):
            crew(round_, number, members=1)
        first = offer_next(case(round_), at=AT)[0]
        late = first.answer_by + timedelta(seconds=1)
        assert said(at_once([yes(first, late), partial(expire_offers, late)])) == [Said.YOURS]
        rows = Assignment.objects.filter(stranding=first.stranding)
        assert rows.committed().count() == 1
        assert not rows.offered().exists()
        everybody_home(dispatcher)
    assert audit(AT) == 0


def test_a_yes_against_a_withdrawal(dispatcher):
    """Whoever comes first, the dispatcher's word stands in the end, and the case waits for a team again."""
    for round_ in range(ROUNDS):
        offer = offer_to(case(round_), crew(round_), by=dispatcher, at=AT)
        answers = said(at_once([yes(offer), partial(withdraw, offer, by=dispatcher, at=AT)]))
        assert answers[0] in {Said.YOURS, Said.OVER}
        offer.refresh_from_db()
        offer.stranding.refresh_from_db()
        assert (offer.status, offer.stranding.status) == (S.WITHDRAWN, "awaiting_team")
    assert all_is_well()


def test_a_yes_against_the_end_of_the_case(dispatcher):
    """Closed wins in the end: nobody is left on the way to a closed case, and whoever said yes hears of it."""
    for round_ in range(ROUNDS):
        stranding = case(round_)
        offer = offer_to(stranding, crew(round_), by=dispatcher, at=AT)
        end = partial(close, stranding, resolution=Resolution.NOT_FOUND, by=dispatcher, at=AT)
        answers = said(at_once([yes(offer), end]))
        offer.refresh_from_db()
        stranding.refresh_from_db()
        assert stranding.status == "closed"
        assert offer.status == {Said.YOURS: S.WITHDRAWN, Said.OVER: S.STOOD_DOWN}[answers[0]]
    assert all_is_well()


def test_a_team_off_duty_between_choice_and_offer_is_not_asked(dispatcher, monkeypatch):
    """The roster changes after the ranking was made: the next team is asked, never the one that went home."""
    ranked = offering.candidates
    for round_ in range(ROUNDS):
        near, far = crew(round_, 0), crew(round_, 1)
        stranding = case(round_)

        def rank_and_lose(stranding, *, at, crews=None, near=near):
            ranking = ranked(stranding, at=at)
            assert at_once([partial(go_off_duty, near, by=dispatcher, at=at)]) == [1]
            return ranking

        monkeypatch.setattr(offering, "candidates", rank_and_lose)
        assert [row.team for row in offer_next(stranding, at=AT)] == [far]
        everybody_home(dispatcher)


def test_a_team_that_leaves_at_the_very_moment_is_asked_before_or_not_at_all(dispatcher):
    for round_ in range(ROUNDS):
        near, far = crew(round_, 0), crew(round_, 1)
        answers = at_once([partial(offer_next, case(round_), at=AT), partial(go_off_duty, near, by=dispatcher, at=AT)])
        assert answers[0][0].team in {near, far}, answers
        assert answers[1] == 1
        everybody_home(dispatcher)


def test_ten_engines_at_once_ask_one_team_with_one_text(dispatcher):
    for round_ in range(ROUNDS):
        for number in range(3):
            crew(round_, number, members=1)
        cases = [case(round_ * 3 + number) for number in range(3)]
        assert said(at_once([partial(offer_waiting, AT)] * 10)) == []
        assert [stranding.assignments.count() for stranding in cases] == [1, 1, 1]
        assert OutgoingMessage.objects.filter(template="offer", about__in=[c.about for c in cases]).count() == 3
        everybody_home(dispatcher)
    assert all_is_well()


def test_two_dispatchers_edit_one_stranding_and_the_second_sees_both(dispatcher):
    """One change is made; the other comes back with what was typed and what stands now."""
    desks = [Client(headers={"accept-language": "en"}) for _ in range(2)]
    for desk in desks:
        desk.force_login(dispatcher)
    for round_ in range(ROUNDS):
        stranding = case(round_)
        address = reverse("case_act", args=[stranding.reference, "priority"])
        seen = {"version": stranding.version}
        typed = [seen | {"priority": each, "why": f"round {round_}, says desk {each}"} for each in (3, 4)]
        pages = at_once([partial(desk.post, address, told) for desk, told in zip(desks, typed, strict=True)])
        assert sorted(page.status_code for page in pages) == [302, 409], pages
        lost = next(number for number, page in enumerate(pages) if page.status_code == 409)
        stranding.refresh_from_db()
        assert stranding.priority == typed[1 - lost]["priority"]
        shown = pages[lost].content.decode()
        assert "Somebody changed this case while you were writing" in shown
        assert all(each["why"] in shown for each in typed)  # what stands now, and what this person typed
        assert stranding.timeline.filter(verb="priority_set").count() == 1
