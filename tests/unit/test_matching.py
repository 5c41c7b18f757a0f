"""Ranking: who can go comes first, the soonest first, with reasons; water is not driven over."""

import random
from datetime import datetime

import pytest

from common.geo import distance_m, quick_distance_m
from dispatch import matching
from dispatch.matching import CaseNeeds, TeamFacts, rank, way
from dispatch.shoreline import detour_km
from dispatch.words import EquipmentKind, Means

AKTAU = (43.6500, 51.1600)
BAUTINO = (44.5430, 50.2530)
NOON = datetime(2026, 11, 22, 12)
NIGHT = datetime(2026, 11, 22, 3)


def dry(*ends):
    return 0.0


def team(number=1, **changes):
    facts = {
        "team_id": number,
        "name": f"Team {number}",
        "latitude": AKTAU[0],
        "longitude": AKTAU[1],
        "means": Means.CAR,
        "speed_kmh": 60,
        "road_factor": 1.3,
        "mobilisation_day_min": 10,
        "mobilisation_night_min": 30,
        "range_km": 200,
        "equipment": frozenset({EquipmentKind.CRATE}),
    }
    return TeamFacts(**{**facts, **changes})


def case(**changes):
    return CaseNeeds(**{"latitude": 43.60, "longitude": 51.25, **changes})


def codes(candidate):
    return [reason.code for reason in candidate.reasons]


def test_the_soonest_comes_first_and_says_why():
    near, far = team(1), team(2, latitude=BAUTINO[0], longitude=BAUTINO[1])
    ranked = rank(case(), [far, near], at_local=NOON, detour_km=dry)
    assert [c.team_id for c in ranked] == [1, 2]
    assert ranked[0].minutes < ranked[1].minutes
    assert ranked[0].reasons[0].values["minutes"] == ranked[0].minutes


def test_minutes_are_mobilisation_and_way():
    there = case(latitude=AKTAU[0], longitude=AKTAU[1])
    assert rank(there, [team()], at_local=NOON, detour_km=dry)[0].minutes == 10
    assert rank(there, [team()], at_local=NIGHT, detour_km=dry)[0].minutes == 30


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on_duty": False}, "off_duty"),
        ({"busy_with": "K-26-0001"}, "busy"),
        ({"equipment": frozenset()}, "unequipped"),
        ({"range_km": 1}, "out_of_range"),
        ({"reachable": False}, "unreachable"),
    ],
)
def test_who_cannot_go_stands_last_with_the_reason(changes, code):
    needs = case(required=frozenset({EquipmentKind.CRATE}))
    far = team(2, latitude=44.0)
    ranked = rank(needs, [team(1, **changes), far], at_local=NOON, detour_km=dry)
    assert [c.team_id for c in ranked] == [2, 1]
    assert ranked[0].excluded_because is None
    assert ranked[1].excluded_because.code == code


def test_a_missing_wish_costs_a_quarter_of_an_hour():
    needs = case(wished=frozenset({EquipmentKind.CRATE}))
    bare, equipped = team(1, equipment=frozenset()), team(2, mobilisation_day_min=20)
    ranked = rank(needs, [bare, equipped], at_local=NOON, detour_km=dry)
    assert [c.team_id for c in ranked] == [2, 1]
    assert "lacks" in codes(ranked[1])


def test_equal_teams_keep_the_order_of_their_numbers_whatever_the_input():
    teams = [team(n) for n in (3, 1, 2)]
    assert [c.team_id for c in rank(case(), teams, at_local=NOON, detour_km=dry)] == [1, 2, 3]


def test_carcass_contact_is_told_for_a_live_seal_only():
    tired = team(carcass_today=True, worked_last_night=True)
    assert {"carcass_today", "worked_last_night"} <= set(codes(rank(case(), [tired], at_local=NOON, detour_km=dry)[0]))
    assert "carcass_today" not in codes(rank(case(live=False), [tired], at_local=NOON, detour_km=dry)[0])


def test_of_many_teams_the_soonest_are_those_that_measuring_every_way_would_find(monkeypatch):
    """The way round the water is measured for some only; whose turn comes first must not change by that."""
    chance = random.Random(7)
    things = [frozenset(), frozenset({EquipmentKind.CRATE})]
    for _ in range(60):
        teams = [
            team(
                n,
                latitude=chance.uniform(42.5, 45.5),
                longitude=chance.uniform(50.0, 53.0),
                on_duty=chance.random() < 0.8,
                range_km=chance.choice([60, 150, 400]),
                equipment=chance.choice(things),
                means=chance.choice([Means.CAR, Means.BOAT]),
            )
            for n in range(80)
        ]
        stretches = {(each.latitude, each.longitude): chance.choice([0, 0, 5, 40, 200]) for each in teams}
        needs = case(wished=things[1])

        def detour(lat1, lon1, *_, stretches=stretches):
            return stretches[lat1, lon1]

        quick = rank(needs, teams, at_local=NOON, detour_km=detour)
        monkeypatch.setattr(matching, "MEASURED", 1000)
        whole = rank(needs, teams, at_local=NOON, detour_km=detour)
        monkeypatch.undo()
        assert quick[: matching.MEASURED] == whole[: matching.MEASURED]
        assert {one.team_id for one in quick} == {one.team_id for one in teams}


def test_the_quick_distance_is_the_distance():
    chance = random.Random(3)
    for _ in range(500):
        ends = [chance.uniform(*edges) for edges in ((36, 48), (46, 56)) * 2]
        assert quick_distance_m(*ends) == pytest.approx(distance_m(*ends), rel=1e-4, abs=1)
    assert quick_distance_m(44, 51, 44, 51) == 0


def test_a_car_goes_round_the_bay_and_a_boat_across():
    buzachi = (45.0, 51.8)
    across = case(latitude=buzachi[0], longitude=buzachi[1])
    car = team(1, latitude=BAUTINO[0], longitude=BAUTINO[1])
    boat = team(2, latitude=BAUTINO[0], longitude=BAUTINO[1], means=Means.BOAT)
    assert 40 < detour_km(*BAUTINO, *buzachi) < 120
    assert way(across, car, detour_km)[0] > way(across, boat, detour_km)[0] + 40
    assert "detour" in codes(rank(across, [car], at_local=NOON, detour_km=detour_km)[0])


def test_a_shallow_bay_costs_little():
    assert detour_km(*AKTAU, *BAUTINO) < 20


@pytest.mark.parametrize(
    "ends",
    [
        (43.6500, 51.1500, 43.6550, 51.1200),  # to the water's edge
        (43.6500, 51.2500, 43.6000, 52.9000),  # inland all the way
        (43.6500, 51.1600, 43.6500, 50.8000),  # a place out at sea
    ],
)
def test_no_detour_is_made_up(ends):
    assert detour_km(*ends) == 0


def test_a_candidate_can_be_stored():
    stored = rank(case(), [team()], at_local=NOON, detour_km=dry)[0].as_json()
    assert stored["reasons"][0]["code"] == "way"
    assert stored["excluded_because"] is None
