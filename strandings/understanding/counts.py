"""How many seals a message speaks of: only numbers that stand with a seal, a carcass or a counting word."""

import re
from dataclasses import dataclass

from strandings.understanding import number_words, vocabulary
from strandings.understanding.listed import any_of
from strandings.understanding.matching import is_word, phrases_at
from strandings.understanding.tokens import Message

_BETWEEN = any_of(number_words.BETWEEN)
_COUNTERS = any_of(number_words.COUNTERS)
_CARCASS = any_of(number_words.CARCASS)
_UNITS = any_of(number_words.UNITS)
_LIVE_OR_DEAD = "жив[а-я]+|м[её]ртв[а-я]*|дохл[а-я]*|тири|оли|олген|alive|live|dead"
_MOST = 20000


@dataclass(frozen=True)
class Count:
    """From how many to how many; clear is False when only a plural or "many" was said."""

    low: int
    high: int
    clear: bool
    words: str = ""


def count_seals(message: Message, seal_tokens: frozenset[int], hidden: frozenset[int]) -> Count:
    """The number of seals told. Numbers tied to several groups add up ("3 dead and a live one")."""
    groups: list[tuple[int, int, int, int]] = []
    taken: set[int] = set()
    for at in range(len(message.tokens)):
        if at in hidden or at in taken:
            continue
        group = _group(message, at, seal_tokens, hidden) or (_more_of_them(message, at, groups) if groups else None)
        if group:
            groups.append(group)
            taken |= set(range(group[2], group[3]))
    if groups:
        groups = _whole_without_parts(message, _own(message, groups))
        low, high = sum(group[0] for group in groups), sum(group[1] for group in groups)
        words = "; ".join(message.spoken(group[2], group[3]) for group in groups)
        return Count(min(low, _MOST), min(high, _MOST), low == high, words)
    if any(phrases_at(message, at, vocabulary.PLURAL.get(message.language, ())) for at in sorted(seal_tokens)):
        return Count(2, 2, False)
    return Count(1, 1, True)


def _own(message: Message, groups: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Without "a seal" beside real numbers of the same kind: an article counts only in "and a live one"."""
    return [group for group in groups if not _is_article(message, group)] + [
        group for group in groups if _is_article(message, group) and (len(groups) == 1 or _joined(message, group[2]))
    ]


def _is_article(message: Message, group: tuple[int, int, int, int]) -> bool:
    return message.tokens[group[2]].forms[0] in ("a", "an", "бир", "бір")


def _joined(message: Message, at: int) -> bool:
    return at > 0 and is_word(message.tokens[at - 1], "and|plus|и|жане")


def _group(
    message: Message, at: int, seals: frozenset[int], hidden: frozenset[int]
) -> tuple[int, int, int, int] | None:
    """A number with its seal that starts at `at`: low, high, first token, token after the last."""
    read = _number(message, at)
    if read is None:
        return None
    low, high, end = read
    if not 0 < low <= _MOST or _part_of_a_whole(message, at):
        return None
    reach = _reaches_a_seal(message, end, seals, hidden)
    if reach is None and _follows_a_seal(message, at, end, seals):
        reach = end
    return None if reach is None else (low, high, at, reach)


def _reaches_a_seal(message: Message, end: int, seals: frozenset[int], hidden: frozenset[int]) -> int | None:
    tokens = message.tokens
    counted, at = False, end
    for at in range(end, min(end + 5, len(tokens))):
        if at in seals or (is_word(tokens[at], _CARCASS) and at not in hidden):
            return at + 1
        if is_word(tokens[at], _COUNTERS):
            counted = True
        elif not is_word(tokens[at], _BETWEEN):
            break
        if tokens[at].clause != tokens[end - 1].clause:
            break
    return end + 1 if counted else None


def _follows_a_seal(message: Message, at: int, end: int, seals: frozenset[int]) -> bool:
    """ "штук 50", "тюленей 50 штук", "мертвых тюленей 5": the number stands behind what it counts."""
    tokens = message.tokens
    if end < len(tokens) and is_word(tokens[end], _UNITS):
        return False
    if at == 0:
        return False
    if is_word(tokens[at - 1], _COUNTERS):
        return True
    if is_word(tokens[at - 1], "больше|более|около|примерно|порядка|свыше|about|over"):
        return bool(seals) and (end == len(tokens) or tokens[end].clause != tokens[at].clause)
    plural = any(phrases_at(message, at - 1, listed) for listed in vocabulary.PLURAL.values())
    return at - 1 in seals and plural


def _whole_without_parts(message: Message, groups: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """ "Two seals, one dead, one alive" are two: the parts of a whole named first are not added to it."""
    groups = sorted(groups, key=lambda group: group[2])
    first, rest = groups[0], groups[1:]
    stated = any(is_word(token, _LIVE_OR_DEAD) for token in message.tokens[first[2] : first[3] + 1])
    return [first] if rest and not stated and sum(group[0] for group in rest) <= first[0] else groups


def _more_of_them(
    message: Message, at: int, groups: list[tuple[int, int, int, int]]
) -> tuple[int, int, int, int] | None:
    """ "2 live seals, 1 dead": a number with nothing but its state; after a bare "2 seals" it is part of them."""
    before = message.tokens[groups[0][2] : groups[0][3] + 1]
    if not any(is_word(token, _LIVE_OR_DEAD) for token in before):
        return None
    read = _number(message, at)
    if read is None or _part_of_a_whole(message, at) or read[2] >= len(message.tokens):
        return None
    low, high, end = read
    if _is_article(message, (low, high, at, end)) or not is_word(message.tokens[end], _LIVE_OR_DEAD):
        return None
    return low, high, at, end + 1


def _part_of_a_whole(message: Message, at: int) -> bool:
    """ "у двух на шее сети", "из них три": part of seals counted already."""
    before = message.tokens[max(0, at - 2) : at]
    if before and is_word(before[-1], "у|на"):
        return True
    return len(before) == 2 and is_word(before[0], "из|of") and is_word(before[1], "них|them")


def _number(message: Message, at: int) -> tuple[int, int, int] | None:
    """The number or range that starts at `at`, and the token after it."""
    token = message.tokens[at]
    for form in token.forms:
        if form in number_words.VAGUE:
            return *number_words.VAGUE[form], at + 1
    value, end = _plain_number(message, at)
    if value is None:
        return None
    between = message.text[message.tokens[end - 1].end : message.tokens[end].start] if end < len(message.tokens) else ""
    is_range = between.strip() in ("-", "–", "—", "..")
    if end < len(message.tokens) and (is_range or is_word(message.tokens[end], "до|или|to|or")):
        second, second_end = _plain_number(message, end if is_range else min(end + 1, len(message.tokens) - 1))
        if second is not None and second > value:
            return value, second, second_end
    return value, value, end


def _plain_number(message: Message, at: int) -> tuple[int | None, int]:
    form = message.tokens[at].forms[0]
    if re.fullmatch(r"\d{1,5}", form):
        return int(form), at + 1
    if found := re.fullmatch(r"(\d{1,5})(?:-[^\W\d]{1,4}|х|ти|ми|ех|и)", form):
        return int(found[1]), at + 1
    words = (
        number_words.KAZAKH
        if message.language == "kk"
        else number_words.ENGLISH
        if message.language == "en"
        else number_words.RUSSIAN
    )
    total, end = 0, at
    while end < len(message.tokens) and (value := _word_value(message, end, words)) is not None:
        if total and (value >= 10 or total % 10):
            break
        total, end = total + value, end + 1
    return (total, end) if end > at else (None, at)


def _word_value(message: Message, at: int, words: dict[str, int]) -> int | None:
    forms = message.tokens[at].forms
    return next(
        (words[form] for form in forms if form in words),
        number_words.RUSSIAN.get(forms[-1]) if words is number_words.KAZAKH else None,
    )
