"""Which acknowledgement and which advice a reporter gets. Pure; the words are templates/sms/<language>/<name>.txt."""

from collections.abc import Collection

from strandings.triage import effective_state
from strandings.words import Kind, Sign, State

_ANIMALS = {Kind.SEAL, Kind.CARCASSES, Kind.RESIGHTING}


def acknowledgement(*, kind: str, state: str, signs: Collection[str], has_place: bool) -> str:
    """The template's name for this report: a bitten person first, then a missing place, then the seal."""
    if Sign.BITE in signs:
        return "ack_bite"
    if kind == Kind.THREAT:
        return "ack_threat"
    if kind not in _ANIMALS:
        return "ack_other"
    if not has_place:
        return "ack_place_unknown"
    state = effective_state(state, signs)
    if Sign.NET in signs and state != State.DEAD:
        return net_advice(signs)
    return {
        State.DEAD: "ack_dead",
        State.POSSIBLY_ALIVE: "ack_look",
        State.UNKNOWN: "ack_look",
    }.get(state, "ack_alive")


def net_advice(signs: Collection[str], *, on_land: bool = False) -> str:
    """The text about a net: until we know where the seal is, only the question where it is."""
    if Sign.IN_WATER in signs:
        return "ack_net_water"
    if Sign.IN_BOAT in signs:
        return "ack_net_boat"
    return "ack_net_land" if on_land or Sign.INLAND in signs else "ack_net"


def advice_text(*, kind: str, state: str, signs: Collection[str]) -> str:
    """The second text for people without a page to look at: what not to do; "" when there is no animal."""
    if kind not in _ANIMALS:
        return ""
    if effective_state(state, signs) == State.DEAD:
        return "advice_dead"
    return "advice_net" if Sign.NET in signs else "advice_alive"
