"""The database refuses what must never be: each index of "one commitment", each by its name."""

import pytest
from django.db import IntegrityError, transaction

from dispatch.lifecycle import COMMITTED
from dispatch.lifecycle import AssignmentStatus as S
from dispatch.models import Assignment
from dispatch.words import Mode
from strandings.models import Incident, Sector
from tests.dispatch.conftest import AT, report


@pytest.fixture
def case(teams):
    return report().stranding


@pytest.fixture
def other(teams):
    return report(phone="+77015550109").stranding


@pytest.fixture
def sector(db):
    incident = Incident.objects.create(title="Storm", opened_at=AT)
    return Sector.objects.create(incident=incident, name="North", next_at=AT)


def assign(team, *, stranding=None, sector=None, status=S.OFFERED, mode=Mode.CHOSEN, is_extra=False):
    ended = {} if status in COMMITTED | {S.OFFERED} else {"ended_at": AT}
    accepted = {"accepted_at": AT} if status in COMMITTED else {}
    return Assignment.objects.create(
        team=team,
        stranding=stranding,
        sector=sector,
        status=status,
        mode=mode,
        is_extra=is_extra,
        offered_at=AT,
        answer_by=AT,
        **ended,
        **accepted,
    )


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


@pytest.mark.parametrize("first", sorted(COMMITTED))
@pytest.mark.parametrize("is_extra", [False, True])
def test_a_team_has_one_commitment_extra_or_not(case, other, teams, first, is_extra):
    assign(teams[0], stranding=case, status=first)
    refused(lambda: assign(teams[0], stranding=other, status=S.ACCEPTED, is_extra=is_extra))


def test_a_team_may_hold_several_offers_beside_its_commitment(case, other, teams):
    assign(teams[0], stranding=case, status=S.ON_SCENE)
    assign(teams[0], stranding=other)


@pytest.mark.parametrize("where", ["stranding", "sector"])
def test_a_case_has_one_lead_team_and_any_number_of_extras(case, sector, teams, where):
    place = {"stranding": case} if where == "stranding" else {"sector": sector}
    assign(teams[0], status=S.EN_ROUTE, **place)
    refused(lambda: assign(teams[1], status=S.ACCEPTED, **place))
    assign(teams[1], status=S.ACCEPTED, is_extra=True, **place)
    assign(teams[2], status=S.ACCEPTED, is_extra=True, **place)


@pytest.mark.parametrize("where", ["stranding", "sector"])
def test_one_team_is_asked_in_turn(case, sector, teams, where):
    place = {"stranding": case} if where == "stranding" else {"sector": sector}
    assign(teams[0], mode=Mode.IN_TURN, **place)
    refused(lambda: assign(teams[1], mode=Mode.IN_TURN, **place))
    assign(teams[1], mode=Mode.TO_ALL, **place)
    assign(teams[2], mode=Mode.CHOSEN, **place)


@pytest.mark.parametrize("where", ["stranding", "sector"])
@pytest.mark.parametrize("first", [S.OFFERED, S.TRANSPORTING])
def test_a_team_is_asked_once_for_a_case(case, sector, teams, where, first):
    place = {"stranding": case} if where == "stranding" else {"sector": sector}
    assign(teams[0], status=first, **place)
    refused(lambda: assign(teams[0], **place))


def test_ended_assignments_forbid_nothing(case, teams):
    for status in (S.DECLINED, S.EXPIRED, S.DONE, S.GAVE_UP, S.WITHDRAWN, S.STOOD_DOWN):
        assign(teams[0], stranding=case, status=status)
    assign(teams[0], stranding=case, mode=Mode.IN_TURN)


def test_an_assignment_is_of_a_stranding_or_a_sector(case, sector, teams):
    refused(lambda: assign(teams[0], stranding=case, sector=sector))
    refused(lambda: assign(teams[0]))


def test_an_end_and_a_yes_have_their_times(case, teams):
    made = assign(teams[0], stranding=case)
    refused(lambda: Assignment.objects.filter(pk=made.pk).update(status=S.DONE))
    refused(lambda: Assignment.objects.filter(pk=made.pk).update(status=S.ACCEPTED))
    refused(lambda: Assignment.objects.filter(pk=made.pk).update(ended_at=AT))
    refused(lambda: Assignment.objects.filter(pk=made.pk).update(status="lost"))
