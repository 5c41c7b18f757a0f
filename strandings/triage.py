"""How urgent a report is, why, and what to tell the person. Pure; the table is in docs/triage.md."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from strandings.words import Kind, Sign, State

PUP_SEASON = frozenset({12, 1, 2, 3})  # a white coat on shore in these months depends on its mother
SURGE_DEAD = 5  # this many dead together are looked at sooner: it may be the first news of a mass mortality


class Reason(StrEnum):
    """Why a priority is what it is; worded by strandings.reason_labels."""

    BITE = "bite"
    NET = "net"
    NET_STATE_UNKNOWN = "net_state_unknown"
    WOUND = "wound"
    DOGS_AND_WEAK = "dogs_and_weak"
    INLAND = "inland"
    WHITE_COAT = "white_coat"
    WHITE_COAT_OUT_OF_SEASON = "white_coat_out_of_season"
    DOGS = "dogs"
    PEOPLE = "people"
    WEAK = "weak"
    BREATHING = "breathing"
    OIL = "oil"
    LONE_PUP = "lone_pup"
    LONG_WATCHED = "long_watched"
    MAY_BE_ALIVE = "may_be_alive"
    ALIVE = "alive"
    RESTING_SEEN = "resting_seen"
    RESTING_UNSEEN = "resting_unseen"
    FRESH_DEAD = "fresh_dead"
    MANY_DEAD = "many_dead"
    SEVERAL_DEAD = "several_dead"
    DEAD = "dead"
    DECOMPOSED = "decomposed"
    BONES = "bones"
    STATE_UNKNOWN = "state_unknown"
    THREAT = "threat"
    NO_SEAL = "no_seal"
    STALE = "stale"


class Advice(StrEnum):
    """What the person should hear, in this order of importance; texts are templates, never built here."""

    BITE = "bite"
    PEOPLE_FIRST = "people_first"
    NET_WHERE = "net_where"
    NET_WATER = "net_water"
    NET_BOAT = "net_boat"
    NET_LAND = "net_land"
    KEEP_AWAY = "keep_away"
    WHITE_COAT = "white_coat"
    DOGS = "dogs"
    PEOPLE = "people"
    WATCH_BREATHING = "watch_breathing"
    DEAD = "dead"
    SEND_PHOTO = "send_photo"


@dataclass(frozen=True)
class Facts:
    """What is known. `month` is the month it was seen (1-12), None counts as pup season."""

    kind: str = Kind.SEAL
    state: str = State.UNKNOWN
    signs: Collection[str] = frozenset()
    count_from: int = 1
    count_to: int = 1
    month: int | None = None
    photo_seen: bool = False  # a person of the centre looked at a photo or video and agrees


@dataclass(frozen=True)
class Triage:
    """priority 1 (most urgent) to 5; the reasons that made it, strongest first; advice codes; is a team needed."""

    priority: int
    reasons: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    team_needed: bool = False


def triage(facts: Facts) -> Triage:
    """Priority with reasons and advice. Doubt makes a seal alive, and old news lowers what cannot be in danger."""
    signs = frozenset(facts.signs)
    state = effective_state(facts.state, signs)
    found = _bite(signs) + (_no_animal(facts) or _animal(facts, state, signs))
    found.sort(key=lambda pair: pair[0])
    priority = found[0][0]
    reasons = [reason for _, reason in found]
    if Sign.STALE in signs and not _keeps_its_level(state, signs, reasons):
        priority = min(5, priority + 1)
        reasons.append(Reason.STALE)
    team = priority <= 4 and not {Reason.NO_SEAL, Reason.THREAT, Reason.RESTING_UNSEEN} & set(reasons)
    return Triage(priority, [str(reason) for reason in reasons], _advice(facts.kind, state, signs), team)


def effective_state(state: str, signs: Collection[str]) -> State:
    """The state triage works with: alive beats dead, and a motionless whole seal of today may be alive."""
    signs = frozenset(signs)
    if state == State.DEAD and Sign.BREATHING in signs:
        return State.POSSIBLY_ALIVE
    gone = signs & {Sign.OLD, Sign.BONES, Sign.FRESH, Sign.STALE}
    if state == State.UNKNOWN and Sign.STILL in signs and not gone:
        return State.POSSIBLY_ALIVE
    return State(state)


def _bite(signs: frozenset) -> list[tuple[int, Reason]]:
    return [(1, Reason.BITE)] if Sign.BITE in signs else []


def _no_animal(facts: Facts) -> list[tuple[int, Reason]]:
    if facts.kind == Kind.THREAT and facts.state == State.UNKNOWN:
        return [(3, Reason.THREAT)]
    in_danger = frozenset(facts.signs) & {Sign.NET, Sign.WOUND, Sign.BITE}
    if facts.kind in (Kind.QUESTION, Kind.OTHER) or (facts.kind == Kind.RESIGHTING and not in_danger):
        return [(5, Reason.NO_SEAL)]
    return []


def _animal(facts: Facts, state: State, signs: frozenset) -> list[tuple[int, Reason]]:
    found: list[tuple[int, Reason]] = []
    if state in (State.ALIVE, State.POSSIBLY_ALIVE, State.MIXED):
        found += _living(facts, state, signs)
    if state in (State.DEAD, State.MIXED):
        found += _dead(facts, signs)
    if state == State.UNKNOWN:
        found += _unknown(signs)
    return found


def _living(facts: Facts, state: State, signs: frozenset) -> list[tuple[int, Reason]]:
    weak = signs & {Sign.THIN, Sign.SICK, Sign.STILL, Sign.BREATHING}
    small = signs & {Sign.PUP, Sign.WHITE_COAT}
    in_season = facts.month is None or facts.month in PUP_SEASON
    rules = [
        (1, Reason.NET, Sign.NET in signs),
        (1, Reason.WOUND, Sign.WOUND in signs),
        (1, Reason.INLAND, Sign.INLAND in signs),
        (1, Reason.WHITE_COAT, Sign.WHITE_COAT in signs and in_season),
        (1, Reason.DOGS_AND_WEAK, Sign.DOGS in signs and (weak or small)),
        (2, Reason.DOGS, Sign.DOGS in signs and not (weak or small)),
        (2, Reason.WHITE_COAT_OUT_OF_SEASON, Sign.WHITE_COAT in signs and not in_season),
        (2, Reason.BREATHING, Sign.BREATHING in signs),
        (2, Reason.WEAK, weak - {Sign.BREATHING}),
        (2, Reason.OIL, Sign.OIL in signs),
        (2, Reason.PEOPLE, Sign.PEOPLE in signs),
        (2, Reason.LONE_PUP, Sign.PUP in signs and Sign.WHITE_COAT not in signs),
        (2, Reason.LONG_WATCHED, Sign.LONG_WATCHED in signs),
    ]
    found = [(priority, reason) for priority, reason, holds in rules if holds]
    if not found and Sign.RESTING_GROUP in signs and state == State.ALIVE:
        return [(5, Reason.RESTING_SEEN)] if facts.photo_seen else [(3, Reason.RESTING_UNSEEN)]
    if state == State.POSSIBLY_ALIVE:
        found.append((2, Reason.MAY_BE_ALIVE))
    return found or [(2, Reason.ALIVE)]


def _dead(facts: Facts, signs: frozenset) -> list[tuple[int, Reason]]:
    found = []
    if facts.count_to >= SURGE_DEAD:
        found.append((3, Reason.MANY_DEAD))
    if Sign.FRESH in signs:
        found.append((3, Reason.FRESH_DEAD))
    elif 2 <= facts.count_to < SURGE_DEAD:
        found.append((4, Reason.SEVERAL_DEAD))
    if Sign.OLD in signs:
        found.append((4, Reason.DECOMPOSED))
    elif Sign.BONES in signs:
        found.append((5, Reason.BONES))
    return found or [(4, Reason.DEAD)]


def _unknown(signs: frozenset) -> list[tuple[int, Reason]]:
    if Sign.NET in signs:
        return [(1, Reason.NET_STATE_UNKNOWN)]
    if (
        signs & {Sign.THIN, Sign.BREATHING, Sign.SICK, Sign.WOUND, Sign.WHITE_COAT, Sign.PUP}
        and Sign.STALE not in signs
    ):
        return [(2, Reason.MAY_BE_ALIVE)]
    return [(3, Reason.STATE_UNKNOWN)]


def _keeps_its_level(state: State, signs: frozenset, reasons: list[Reason]) -> bool:
    if state == State.DEAD:
        return False
    inland_pup = Sign.INLAND in signs and bool(signs & {Sign.PUP, Sign.WHITE_COAT})
    return Sign.NET in signs or inland_pup or Reason.BITE in reasons


def _advice(kind: str, state: State, signs: frozenset) -> list[str]:
    advice = [Advice.BITE] if Sign.BITE in signs else []
    if kind in (Kind.QUESTION, Kind.OTHER):
        return [str(code) for code in advice]
    living = state != State.DEAD
    advice.append(Advice.PEOPLE_FIRST)
    if Sign.NET in signs and living:
        advice.append(_net_advice(signs))
    rules = [
        (Advice.KEEP_AWAY, living),
        (Advice.WHITE_COAT, living and Sign.WHITE_COAT in signs),
        (Advice.DOGS, living and Sign.DOGS in signs),
        (Advice.PEOPLE, living and Sign.PEOPLE in signs),
        (Advice.WATCH_BREATHING, state in (State.POSSIBLY_ALIVE, State.DEAD, State.UNKNOWN)),
        (Advice.DEAD, state in (State.DEAD, State.MIXED)),
    ]
    advice += [code for code, holds in rules if holds]
    return [str(code) for code in [*advice, Advice.SEND_PHOTO]]


def _net_advice(signs: frozenset) -> Advice:
    if Sign.IN_WATER in signs:
        return Advice.NET_WATER
    if Sign.IN_BOAT in signs:
        return Advice.NET_BOAT
    return Advice.NET_LAND if Sign.INLAND in signs else Advice.NET_WHERE
