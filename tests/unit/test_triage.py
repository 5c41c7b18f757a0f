"""The table of priorities, row by row."""

import itertools

import pytest

from strandings.reason_labels import REASON
from strandings.triage import Advice, Facts, Reason, effective_state, triage
from strandings.words import Kind, Sign, State

TABLE = [
    # what, facts, priority, a reason among those given
    ("alive in a net", {"state": State.ALIVE, "signs": {Sign.NET}}, 1, Reason.NET),
    ("bleeding", {"state": State.ALIVE, "signs": {Sign.WOUND}}, 1, Reason.WOUND),
    ("dogs and a pup", {"state": State.ALIVE, "signs": {Sign.DOGS, Sign.PUP}}, 1, Reason.DOGS_AND_WEAK),
    ("dogs and an adult", {"state": State.ALIVE, "signs": {Sign.DOGS}}, 2, Reason.DOGS),
    ("on a road", {"state": State.ALIVE, "signs": {Sign.INLAND}}, 1, Reason.INLAND),
    ("white coat in season", {"state": State.ALIVE, "signs": {Sign.WHITE_COAT}, "month": 2}, 1, Reason.WHITE_COAT),
    (
        "white coat in July",
        {"state": State.ALIVE, "signs": {Sign.WHITE_COAT}, "month": 7},
        2,
        Reason.WHITE_COAT_OUT_OF_SEASON,
    ),
    ("a bitten person, seal unknown", {"signs": {Sign.BITE}}, 1, Reason.BITE),
    ("a bitten person who asks", {"kind": Kind.QUESTION, "signs": {Sign.BITE}}, 1, Reason.BITE),
    ("thin", {"state": State.ALIVE, "signs": {Sign.THIN}}, 2, Reason.WEAK),
    ("pup alone", {"state": State.ALIVE, "signs": {Sign.PUP}}, 2, Reason.LONE_PUP),
    ("watched since yesterday", {"state": State.ALIVE, "signs": {Sign.LONG_WATCHED}}, 2, Reason.LONG_WATCHED),
    ("just alive", {"state": State.ALIVE}, 2, Reason.ALIVE),
    ("possibly alive", {"state": State.POSSIBLY_ALIVE}, 2, Reason.MAY_BE_ALIVE),
    ("motionless, whole, today", {"signs": {Sign.STILL}}, 2, Reason.MAY_BE_ALIVE),
    ("motionless, rotten", {"signs": {Sign.STILL, Sign.OLD}}, 3, Reason.STATE_UNKNOWN),
    ("said dead but it coughs", {"state": State.DEAD, "signs": {Sign.BREATHING}}, 2, Reason.BREATHING),
    ("in a net, state unknown", {"signs": {Sign.NET}}, 1, Reason.NET_STATE_UNKNOWN),
    ("state unknown", {}, 3, Reason.STATE_UNKNOWN),
    ("fresh dead", {"state": State.DEAD, "signs": {Sign.FRESH}}, 3, Reason.FRESH_DEAD),
    ("five dead", {"state": State.DEAD, "count_from": 5, "count_to": 5}, 3, Reason.MANY_DEAD),
    ("three dead", {"state": State.DEAD, "count_from": 3, "count_to": 3}, 4, Reason.SEVERAL_DEAD),
    ("one dead", {"state": State.DEAD}, 4, Reason.DEAD),
    ("one decomposed", {"state": State.DEAD, "signs": {Sign.OLD}}, 4, Reason.DECOMPOSED),
    ("bones", {"state": State.DEAD, "signs": {Sign.BONES}}, 5, Reason.BONES),
    ("dead in a net", {"state": State.DEAD, "signs": {Sign.NET}}, 4, Reason.DEAD),
    ("three dead, one alive in a net", {"state": State.MIXED, "signs": {Sign.NET}, "count_to": 4}, 1, Reason.NET),
    ("resting group, no photo", {"state": State.ALIVE, "signs": {Sign.RESTING_GROUP}}, 3, Reason.RESTING_UNSEEN),
    (
        "resting group, photo seen",
        {"state": State.ALIVE, "signs": {Sign.RESTING_GROUP}, "photo_seen": True},
        5,
        Reason.RESTING_SEEN,
    ),
    ("resting group with a net", {"state": State.ALIVE, "signs": {Sign.RESTING_GROUP, Sign.NET}}, 1, Reason.NET),
    ("nets set, no animal", {"kind": Kind.THREAT}, 3, Reason.THREAT),
    ("a question", {"kind": Kind.QUESTION}, 5, Reason.NO_SEAL),
    ("a tagged seal seen", {"kind": Kind.RESIGHTING, "state": State.ALIVE}, 5, Reason.NO_SEAL),
    (
        "a tagged seal in a net",
        {"kind": Kind.RESIGHTING, "state": State.ALIVE, "signs": {Sign.NET}},
        1,
        Reason.NET,
    ),
    ("alive yesterday", {"state": State.ALIVE, "signs": {Sign.STALE}}, 3, Reason.STALE),
    ("in a net yesterday", {"state": State.ALIVE, "signs": {Sign.STALE, Sign.NET}}, 1, Reason.NET),
    (
        "pup inland yesterday",
        {"state": State.ALIVE, "signs": {Sign.STALE, Sign.PUP, Sign.INLAND}},
        1,
        Reason.INLAND,
    ),
    ("adult inland yesterday", {"state": State.ALIVE, "signs": {Sign.STALE, Sign.INLAND}}, 2, Reason.STALE),
    ("dead yesterday", {"state": State.DEAD, "signs": {Sign.STALE}}, 5, Reason.STALE),
]


@pytest.mark.parametrize(("what", "facts", "priority", "reason"), TABLE, ids=[row[0] for row in TABLE])
def test_priority_and_reason(what, facts, priority, reason):
    found = triage(Facts(**facts))
    assert found.priority == priority, found
    assert reason in found.reasons


def test_every_pair_of_signs_in_every_state_has_a_priority_and_a_labelled_reason():
    for kind, state in itertools.product(Kind, State):
        for pair in itertools.combinations(Sign, 2):
            found = triage(Facts(kind=kind, state=state, signs=pair))
            assert 1 <= found.priority <= 5
            assert found.reasons
            assert all(Reason(code) in REASON for code in found.reasons)
            assert all(Advice(code) for code in found.advice)


def test_more_danger_never_lowers_a_living_seals_priority():
    for sign in set(Sign) - {Sign.STALE, Sign.RESTING_GROUP}:
        assert triage(Facts(state=State.ALIVE, signs={sign})).priority <= triage(Facts(state=State.ALIVE)).priority


def test_people_come_first_in_every_advice_about_an_animal():
    for state, sign in itertools.product(State, set(Sign) - {Sign.BITE}):
        assert triage(Facts(state=state, signs={sign})).advice[0] == Advice.PEOPLE_FIRST


def test_advice_of_a_net_depends_on_where_the_seal_is():
    def first(*signs):
        return triage(Facts(state=State.ALIVE, signs={Sign.NET, *signs})).advice[1]

    assert first() == Advice.NET_WHERE
    assert first(Sign.IN_WATER) == Advice.NET_WATER
    assert first(Sign.IN_BOAT) == Advice.NET_BOAT
    assert first(Sign.INLAND) == Advice.NET_LAND


def test_the_state_is_alive_when_in_doubt():
    assert effective_state(State.UNKNOWN, [Sign.STILL]) == State.POSSIBLY_ALIVE
    assert effective_state(State.UNKNOWN, [Sign.STILL, Sign.STALE]) == State.UNKNOWN
    assert effective_state(State.DEAD, [Sign.STILL]) == State.DEAD


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({"state": State.ALIVE}, True),
        ({"state": State.DEAD}, True),
        ({"state": State.DEAD, "signs": [Sign.BONES]}, False),
        ({"kind": Kind.QUESTION}, False),
        ({"kind": Kind.THREAT}, False),
    ],
)
def test_who_needs_a_team(facts, needed):
    assert triage(Facts(**facts)).team_needed is needed
