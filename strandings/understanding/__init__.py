"""Reads a caller's message: kind, state, count, signs, place and language, each with the words it came from.

Pure: no Django, no clock, no network. It never raises for any text and never reads a negated, questioned or
contradicted "dead" as dead.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from strandings.gazetteer import nearest
from strandings.understanding import vocabulary
from strandings.understanding.coordinates import Point, Region, has_short_link, read_point, without_links
from strandings.understanding.counts import count_seals
from strandings.understanding.kinds import read_kind
from strandings.understanding.matching import Hit, Said, find
from strandings.understanding.place_names import Named, best, find_places
from strandings.understanding.signs import is_on_land, net_is_doubtful, read_signs
from strandings.understanding.states import StateRead, read_state
from strandings.understanding.tags import read_tag
from strandings.understanding.times import days_ago, read_time
from strandings.understanding.tokens import Message, cut, joined
from strandings.words import Kind, PlaceMethod, Sign, State

_LONGEST = 2000
_NEAR_M = 1000
_CALL_ME = re.compile(
    r"(?:абонент|abonent)\D{0,20}(\+?\d[\d\s()-]{8,16}\d)\D{0,40}(?:перезвон|pere?zvon|позвон)|"
    r"^\W*(?:please call(?: me)?|call me|перезвоните?(?: мне)?|маған хабарлас\w*)\W{0,4}(\+?\d[\d\s()-]{8,16}\d)\W*$|"
    r"(\+?\d[\d\s()-]{8,16}\d)\D{0,40}(?:просит (?:вас )?перезвонить|asks? you to call|қоңырау шалуыңызды)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlaceRead:
    """Where: slug and name are the gazetteer's when one is named or within 1 km of a measured one."""

    slug: str
    name: str
    latitude: float
    longitude: float
    accuracy_m: int
    method: PlaceMethod


@dataclass(frozen=True)
class Understood:
    """What a message says. evidence: which words gave what. sure: nothing of it was guessed."""

    kind: Kind = Kind.OTHER
    state: State = State.UNKNOWN
    count_from: int = 0
    count_to: int = 0
    signs: tuple[Sign, ...] = ()
    place: PlaceRead | None = None
    language: str = "ru"
    stale: bool = False
    seen_days_ago: int | None = None  # full days since it was last seen, where the words say so
    tag: str = ""  # the code on its tag, as written
    flags: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    sure: bool = False
    call_back: str = ""  # the number inside an operator's "please call me" text

    def stored(self) -> dict:
        """As a JSON object for a report's row, without the telephone number."""
        whole = asdict(self)
        del whole["call_back"]
        return whole


def understand(text: str, *, today=None, region: Region | None = None) -> Understood:
    """Everything a first reading can tell of a message. `today` (a date) lets old dates in the text be seen."""
    text = joined(text[:_LONGEST])
    region = region or Region()
    point = read_point(text, region)
    message = cut(_without_point(without_links(text), point))
    short = _short_answer(message)
    if short and point is None and not has_short_link(text):
        return short
    if found := _CALL_ME.search(text[:200]):
        return Understood(language=message.language, flags=("call_me",), call_back=next(filter(None, found.groups())))
    named = find_places(message)
    read = _read_animals(message, named, today)
    place, words, flags = _place(text, message, named, point, region)
    return replace(
        read,
        place=place,
        flags=(*flags, *read.flags),
        evidence={**read.evidence, **({"place": words} if words else {})},
        sure=read.sure and "place_guessed" not in flags,
    )


def _without_point(text: str, point: Point | None) -> str:
    """The text without its coordinates, whose figures are no count of seals."""
    return text.replace(point.words, " " * len(point.words), 1) if point and point.how == "coordinates" else text


def _read_animals(message: Message, named: list[Named], today) -> Understood:
    """Kind, state, count, signs and time; words that belong to place names are not read again."""
    hidden = frozenset(at for one in named if not one.guessed for at in range(one.start, one.end))
    seals = find(message, vocabulary.SEAL, hidden)
    stale, watched, gone = read_time(message, hidden)
    seen = days_ago(message, today, gone=bool(gone))
    is_stale = bool(stale) or (seen is not None and seen[0] > 1 and not watched)
    found = read_signs(message, hidden)
    tag = read_tag(message.text) if seals else None
    numbered = _tokens_in(message, tag[1]) if tag else frozenset()
    denied = _tokens_of(hit for hit in seals if hit.said == Said.DENIED)
    count = count_seals(message, _tokens_of(seals), hidden | numbered, denied)
    decayed = Sign.OLD in found or Sign.BONES in found
    state = read_state(message, hidden, several=count.high > 1, stale=is_stale, decayed=decayed)
    signs = _signs(found, state, is_stale, watched)
    kind = read_kind(message, seals, state.state, signs, count.high, placed=bool(named))
    animal = kind.kind in (Kind.SEAL, Kind.CARCASSES, Kind.RESIGHTING)
    evidence = {str(sign): _words(hits) for sign, hits in found.items()}
    evidence |= {"state": _words(state.hits), "count": count.words, "stale": _words(stale)}
    evidence |= {"tag": tag[0] if tag else "", "seen": seen[1] if seen else ""}
    remarks = [flag for flag, holds in _remarks(message, hidden, state, gone, count.clear) if holds]
    return Understood(
        kind=kind.kind,
        state=state.state if animal else State.UNKNOWN,
        count_from=count.low if animal else 0,
        count_to=count.high if animal else 0,
        signs=tuple(signs),
        language=message.language,
        stale=is_stale,
        seen_days_ago=seen[0] if seen and animal else None,
        tag=tag[0] if tag and animal else "",
        flags=(*kind.flags, *remarks),
        evidence={about: words for about, words in evidence.items() if words},
        sure=kind.sure and state.sure and count.clear,
    )


def _tokens_of(hits: Iterable[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.start, hit.end))


def _tokens_in(message: Message, span: tuple[int, int]) -> frozenset[int]:
    return frozenset(at for at, token in enumerate(message.tokens) if token.start < span[1] and token.end > span[0])


def _short_answer(message: Message) -> Understood | None:
    """STOP, "yes", "1", or nothing at all: harmless, whoever sends it."""
    words = [token.forms[0] for token in message.tokens]
    language = message.language
    if not words:
        return Understood(language=language, flags=("no_words",))
    if len(words) <= 2 and words[0] in vocabulary.OPT_OUT:
        return Understood(language=language, flags=("opt_out",))
    answers = {word for listed in vocabulary.YES_NO.values() for word in listed}
    if len(words) == 1 and (words[0] in answers or words[0].isdigit()):
        return Understood(language=language, flags=("short_answer",))
    return None


def _signs(found: dict[Sign, list[Hit]], state: StateRead, stale: bool, watched: list[Hit]) -> list[Sign]:
    signs = set(found)
    if state.state == State.DEAD:
        signs -= {Sign.STILL, Sign.BREATHING, Sign.SICK}
    if stale:
        signs.add(Sign.STALE)
    if watched and state.state != State.DEAD:
        signs.add(Sign.LONG_WATCHED)
    return [sign for sign in Sign if sign in signs]


def _remarks(
    message: Message, hidden: frozenset[int], state: StateRead, gone: list[Hit], clear: bool
) -> list[tuple[str, bool]]:
    return [
        ("contradiction", state.contradicted),
        ("net_doubtful", net_is_doubtful(message, hidden)),
        ("on_land", is_on_land(message, hidden)),
        ("gone", bool(gone)),
        ("count_unclear", not clear),
    ]


def _place(
    text: str, message: Message, named: list[Named], point: Point | None, region: Region
) -> tuple[PlaceRead | None, str, list[str]]:
    """Coordinates before names; a name gives its own accuracy; flags say what a person should check."""
    flags = ["short_link"] if has_short_link(text) else []
    if point:
        flags += ["longitude_first"] if point.swapped else []
        flags += [] if region.holds(point.latitude, point.longitude) else ["outside_region"]
        near = nearest(point.latitude, point.longitude, _NEAR_M)
        slug, name = (near.slug, near.name(message.language)) if near else ("", "")
        method = PlaceMethod.MAP_LINK if point.how == "map_link" else PlaceMethod.COORDINATES
        place = PlaceRead(slug, name, point.latitude, point.longitude, point.accuracy_m, method)
        return place, point.words, flags
    one = best(named)
    if one is None:
        return None, "", flags
    flags += ["place_guessed"] if one.guessed else []
    flags += ["place_may_be_home"] if one.home else []
    spot = one.place
    place = PlaceRead(
        slug=spot.slug,
        name=spot.name(message.language),
        latitude=spot.latitude,
        longitude=spot.longitude,
        accuracy_m=spot.accuracy_m,
        method=PlaceMethod.PLACE_NAME if spot.verified else PlaceMethod.ESTIMATE,
    )
    return place, message.spoken(one.start, one.end), flags


def _words(hits) -> str:
    return "; ".join(dict.fromkeys(hit.words for hit in hits))
