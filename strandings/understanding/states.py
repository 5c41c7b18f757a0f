"""Alive, dead, both or unknown: dead only from a plain, unnegated word, and alive beats dead where words contradict."""

import re
from dataclasses import dataclass

from strandings.understanding import vocabulary
from strandings.understanding.matching import Hit, Said, find, is_word
from strandings.understanding.tokens import Message
from strandings.words import State

_NONE_SEEN = re.compile(
    r"не (?:вид|наш|найд|обнаруж|замет|встреч)|(?:кор|тап|байка)(?:ме|ма|па)|not (?:seen|found|see)|\bno dead|"
    r"нет (?:мертв|дохл|погиб)|(?:мертвых|дохлых|погибших|туш|трупов)(?: \w+)? нет|"
    r"(?:оли|олген) итбалы\w+ (?:жок|\w+ жок)"
)

_WAS = "был|была|были|was|were|еще вчера"


@dataclass(frozen=True)
class StateRead:
    """The state, whether it was said or only follows from circumstances, and the hits it rests on."""

    state: State
    sure: bool
    hits: tuple[Hit, ...]
    contradicted: bool = False


@dataclass(frozen=True)
class _Heard:
    dead: list[Hit]
    alive: list[Hit]
    hints: list[Hit]
    asleep: list[Hit]
    still: list[Hit]
    was: list[Hit]  # "it was alive" is of an earlier hour
    none_seen: bool  # "no dead seals seen" says nothing of a live one

    def said(self, name: str, *how: Said) -> list[Hit]:
        return [hit for hit in getattr(self, name) if hit.said in how]


def read_state(message: Message, hidden: frozenset[int], *, several: bool, stale: bool, decayed: bool) -> StateRead:
    """What the words say of the seals' life. several: more than one counted; decayed: smell or rot was named."""
    still = find(message, vocabulary.STILL, hidden)
    busy = hidden | _tokens_of(still)
    alive = find(message, vocabulary.ALIVE, busy)
    dying = _tokens_of([hit for hit in alive if hit.end - hit.start > 1])  # "half dead", "хотят убить"
    heard = _Heard(
        dead=[hit for hit in find(message, vocabulary.DEAD, hidden | dying) if not _of_something_else(message, hit)],
        alive=alive,
        hints=find(message, vocabulary.ALIVE_BY_CIRCUMSTANCE, busy),
        asleep=find(message, vocabulary.ASLEEP, busy),
        still=still,
        was=[hit for hit in alive if hit.start and is_word(message.tokens[hit.start - 1], _WAS)],
        none_seen=bool(_NONE_SEEN.search(" ".join(token.forms[0] for token in message.tokens))),
    )
    if heard.said("dead", Said.PLAIN):
        return _with_a_plain_dead(heard, several)
    return _without_a_plain_dead(heard, stale=stale, decayed=decayed)


def _with_a_plain_dead(heard: _Heard, several: bool) -> StateRead:
    dead = heard.said("dead", Said.PLAIN)
    alive = heard.said("alive", Said.PLAIN, Said.DOUBTED)
    if alive and several:
        return StateRead(State.MIXED, True, (*dead, *alive))
    if alive and all(hit in heard.was for hit in alive):
        return StateRead(State.POSSIBLY_ALIVE, False, (*dead, *alive), contradicted=True)
    if alive:
        return StateRead(State.ALIVE, False, (*alive, *dead), contradicted=True)
    against = heard.said("dead", Said.DENIED, Said.DOUBTED, Said.ASKED) + heard.said("alive", Said.ASKED)
    if against:
        return StateRead(State.POSSIBLY_ALIVE, False, (*against, *dead), contradicted=True)
    if heard.asleep:
        return StateRead(State.POSSIBLY_ALIVE, False, (*heard.asleep, *dead), contradicted=True)
    return StateRead(State.DEAD, True, tuple(dead))


def _without_a_plain_dead(heard: _Heard, *, stale: bool, decayed: bool) -> StateRead:
    alive = heard.said("alive", Said.PLAIN)
    if alive:
        return StateRead(State.ALIVE, True, tuple(alive))
    asked = heard.said("dead", Said.ASKED) + heard.said("alive", Said.ASKED)
    if asked:
        return StateRead(State.UNKNOWN, False, tuple(asked))
    if denied := heard.said("dead", Said.DENIED):
        return StateRead(State.UNKNOWN if heard.none_seen else State.ALIVE, not heard.none_seen, tuple(denied))
    if doubted := heard.said("alive", Said.DOUBTED):
        return StateRead(State.ALIVE, False, tuple(doubted))
    lying = (*heard.said("dead", Said.DOUBTED), *heard.still, *heard.asleep)
    if lying:
        gone = decayed or stale
        return StateRead(State.UNKNOWN if gone else State.POSSIBLY_ALIVE, False, lying)
    if not_alive := heard.said("alive", Said.DENIED):
        return StateRead(State.POSSIBLY_ALIVE, False, tuple(not_alive))
    hints = heard.said("hints", Said.PLAIN, Said.DOUBTED)
    if hints and not (stale or decayed):
        return StateRead(State.ALIVE, False, tuple(hints))
    return StateRead(State.UNKNOWN, False, ())


def _tokens_of(hits: list[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.start, hit.end))


def _of_something_else(message: Message, hit: Hit) -> bool:
    """ "Dead" beside a telephone, a battery, a bird: not our animal."""
    tokens = message.tokens
    clause = tokens[hit.start].clause
    beside = [*tokens[max(0, hit.start - 1) : hit.start], *tokens[hit.end : hit.end + 1]]
    return any(token.clause == clause and is_word(token, vocabulary.DEAD_OF_OTHERS) for token in beside)
