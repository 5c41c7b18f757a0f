"""What a message is about: a seal, carcasses, a threat, a marked seal, a question, or something else."""

from collections.abc import Collection
from dataclasses import dataclass

from strandings.understanding import vocabulary
from strandings.understanding.matching import Hit, Said, find
from strandings.understanding.tokens import Message
from strandings.words import Kind, Sign, State

_DANGERS = {Sign.NET, Sign.WOUND, Sign.THIN, Sign.SICK, Sign.BREATHING, Sign.STILL, Sign.BITE}
_ONLY_ANIMALS = {
    Sign.NET,
    Sign.WOUND,
    Sign.THIN,
    Sign.SICK,
    Sign.BREATHING,
    Sign.STILL,
    Sign.PUP,
    Sign.WHITE_COAT,
    Sign.BITE,
}


@dataclass(frozen=True)
class KindRead:
    """The kind, the flags that explain it, and whether a seal was named at all."""

    kind: Kind
    flags: tuple[str, ...] = ()
    sure: bool = True


def read_kind(
    message: Message, seals: list[Hit], state: State, signs: Collection[Sign], count: int, *, placed: bool
) -> KindRead:
    """The kind of the message; a message about no animal at all is a question or "other", never lost."""
    if seals and state == State.UNKNOWN and not signs and all(hit.said == Said.DENIED for hit in seals):
        return KindRead(Kind.OTHER, ("not_seal",), sure=False)
    if seals:
        return _about_seals(message, state, signs, count, placed)
    if find(message, vocabulary.A_PERSON, frozenset()):
        return KindRead(Kind.OTHER, ("person_in_danger",))
    others = find(message, vocabulary.NOT_A_SEAL, frozenset())
    if others and not _means_a_nameless_seal(message, others, signs):
        return KindRead(Kind.OTHER, ("not_seal",))
    if Sign.BITE in signs:
        return KindRead(Kind.SEAL, ("animal_not_named",), sure=False)
    if find(message, vocabulary.THREAT, frozenset()) and state == State.UNKNOWN:
        return KindRead(Kind.THREAT, (), sure=False)
    if state != State.UNKNOWN or set(signs) & _ONLY_ANIMALS:
        kind = Kind.CARCASSES if state == State.DEAD and count > 1 else Kind.SEAL
        return KindRead(kind, ("animal_not_named",), sure=False)
    asks = message.questions or find(message, vocabulary.QUESTION, frozenset())
    return KindRead(Kind.QUESTION if asks else Kind.OTHER)


def _about_seals(message: Message, state: State, signs: Collection[Sign], count: int, placed: bool) -> KindRead:
    if find(message, vocabulary.MARKED, frozenset()) and state == State.ALIVE and not set(signs) & _DANGERS:
        return KindRead(Kind.RESIGHTING)
    if state == State.DEAD and count > 1:
        return KindRead(Kind.CARCASSES)
    if state == State.UNKNOWN and not signs and find(message, vocabulary.TRADE, frozenset()):
        return KindRead(Kind.THREAT, sure=False)
    imagined = not placed and find(message, vocabulary.IMAGINED, frozenset())
    if state == State.UNKNOWN and not signs and (imagined or _only_asks(message)):
        return KindRead(Kind.QUESTION, sure=False)
    return KindRead(Kind.SEAL)


def _only_asks(message: Message) -> bool:
    """A question from beginning to end that reports nothing: "how many seals live in the Caspian?"."""
    clauses = {token.clause for token in message.tokens}
    asks = find(message, vocabulary.QUESTION, frozenset())
    return clauses <= message.questions and bool(asks)


def _means_a_nameless_seal(message: Message, others: list[Hit], signs: Collection[Sign]) -> bool:
    """Only dogs were named, as a danger to something that is thin or netted: the something is our animal."""
    dogs = find(message, {"ru": ("собак[а-я]*",), "kk": ("ит", "иттер[а-я]*"), "en": ("dogs?",)}, frozenset())
    return len(dogs) == len(others) and bool(set(signs) & (_ONLY_ANIMALS - {Sign.BITE, Sign.WOUND}))
