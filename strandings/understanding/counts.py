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
_ADULTS = any_of(number_words.ADULTS)
_YOUNG = any_of(number_words.YOUNG)
# "Одна мёртвая, вторая дышит": the first and another one; not of days, times and microdistricts.
_FIRST = "один|одна|одного|одну|первый|первая|первого|one|first|биреуи"
_OTHERS = [
    (2, "друг(?:ой|ая|ого|ую)|втор(?:ой|ая|ого|ую)|another|second|екинши|екиншиси|екиншисин"),
    (3, "трет(?:ий|ья|ьего|ью)|third|ушинши|ушиншиси"),
]
_ONE_OF = "туша|тушу|туше|тушка|труп|скелет|тело|голова|детеныш[а]?|щенок|останки|самка|самец"
_MOTHER = "самк[а-я]*|мать|мама|матер[а-я]*|mother|анасы|ургашы"
_WITH = "с|со|и|with|and|мен|бен|пен|жане|her|a"
_LIVE_OR_DEAD = "жив[а-я]+|м[её]ртв[а-я]*|дохл[а-я]*|тири|оли|олген|alive|live|dead"
_MOST = 20000


@dataclass(frozen=True)
class Count:
    """From how many to how many; clear is False when only a plural or "many" was said."""

    low: int
    high: int
    clear: bool
    words: str = ""


def count_seals(
    message: Message, seal_tokens: frozenset[int], hidden: frozenset[int], denied: frozenset[int] = frozenset()
) -> Count:
    """The number of seals told. Numbers tied to several groups add up ("3 dead and a live one"); a total wins.

    A bare plural counts as two at least, unless it is among the `denied` ("тюленей не видели").
    """
    if total := _total(message):
        return total
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
        if high == 1 and (others := _one_by_one(message)):
            return others
        words = "; ".join(message.spoken(group[2], group[3]) for group in groups)
        return Count(min(low, _MOST), min(high, _MOST), low == high, words)
    if others := _one_by_one(message):
        return others
    if any(_is_plural(message, at) for at in sorted(seal_tokens - denied)):
        return Count(2, 2, False)
    return Count(1, 1, True)


def _is_plural(message: Message, at: int) -> bool:
    """Several by its ending; "туша нерпы" and "детёныш нерпы" are one."""
    of_one = at > 0 and is_word(message.tokens[at - 1], _ONE_OF)
    return not of_one and bool(phrases_at(message, at, vocabulary.PLURAL.get(message.language, ())))


def _total(message: Message) -> Count | None:
    """ "Всего теперь 9", "барлығы 12": the number within two words after the announcement, of no other unit."""
    for at, token in enumerate(message.tokens):
        if not is_word(token, number_words.TOTAL):
            continue
        for start in (at + 1, at + 2):
            read = _number(message, start) if start < len(message.tokens) else None
            if read and 0 < read[0] <= _MOST and not _is_unit(message, read[2]):
                return Count(read[0], read[1], read[0] == read[1], message.spoken(at, read[2]))
    return None


def _is_unit(message: Message, at: int) -> bool:
    return at < len(message.tokens) and is_word(message.tokens[at], _UNITS)


def _one_by_one(message: Message) -> Count | None:
    """Seals counted by naming each: the one and the other, a mother and her pup."""
    tokens = message.tokens
    for at, token in enumerate(tokens):
        if is_word(token, _MOTHER) and any(
            is_word(further, _YOUNG) and all(is_word(between, _WITH) for between in tokens[at + 1 : end])
            for end, further in enumerate(tokens[at + 2 : at + 5], at + 2)
        ):
            return Count(2, 2, True, token.written)
    first = next((at for at, token in enumerate(tokens) if is_word(token, _FIRST)), None)
    if first is None:
        return None
    for number, words in reversed(_OTHERS):
        for at in range(first + 1, len(tokens)):
            if is_word(tokens[at], words) and not _is_unit(message, at + 1):
                return Count(number, number, True, f"{tokens[first].written}; {tokens[at].written}")
    return None


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
    with_pups = any(is_word(token, _YOUNG) for token in tokens)
    for at in range(end, min(end + 5, len(tokens))):
        if tokens[at].clause != tokens[end - 1].clause and not counted:
            break
        if at in seals or (is_word(tokens[at], _CARCASS) and at not in hidden):
            return at + 1
        if is_word(tokens[at], _COUNTERS) or (with_pups and is_word(tokens[at], _ADULTS)):
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
    if at - 1 in seals or is_word(tokens[at - 1], _CARCASS):
        between = message.text[tokens[at - 1].end : tokens[at].start]
        if between.strip() in ("-", "–", "—", ":", "=", "- "):
            return True
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
            low, high = number_words.VAGUE[form]
            times = _times(message, at + 1)
            return low * times, high * times, at + 1 + (times > 1)
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
    for words, value in number_words.PHRASES.items():
        if words == tuple(token.forms[-1] for token in message.tokens[at : at + len(words)]):
            return value, at + len(words)
    form = message.tokens[at].forms[0]
    if _within_a_figure(message, at):
        return None, at
    if found := re.fullmatch(r"((?!0)\d{1,5})(?:-[^\W\d]{1,4}|х|ти|ми|ех|и)?", form):
        times = _times(message, at + 1)
        return int(found[1]) * times, at + 1 + (times > 1)
    words = number_words.of(message.language)
    total, end = 0, at
    while end < len(message.tokens) and (value := _word_value(message, end, words)) is not None:
        times = _times(message, end)
        if total and times > 1 and total < times:
            total, end = total * times, end + 1
            continue
        if total and value >= _free_below(total):
            break
        total, end = total + value, end + 1
    if end > at and (times := _times(message, end)) > total:
        total, end = total * times, end + 1
    return (total, end) if end > at else (None, at)


def _free_below(total: int) -> int:
    """What the next number word must be smaller than: 10 after "двадцать", 100 after "сто", 1 after "три"."""
    return next(place for place in (1, 10, 100, 1000) if total % (place * 10) or place == 1000)


def _times(message: Message, at: int) -> int:
    """How many times "десятков", "hundred", "жүз" at this token multiply the number before; 1 for other words."""
    if at >= len(message.tokens):
        return 1
    return next((number_words.TIMES[form] for form in message.tokens[at].forms if form in number_words.TIMES), 1)


def _within_a_figure(message: Message, at: int) -> bool:
    """Whether the digits are part of a date, a time, a decimal or a code: 19.11.2026, 17:40, 1,5, KZ-123."""
    token, text = message.tokens[at], message.text
    before, after = text[max(0, token.start - 5) : token.start], text[token.end : token.end + 2]
    return bool(
        token.written[0].isdigit()
        and (re.search(r"\d[.,:/]$|\b[A-ZА-Я]{1,3}-$|[№#]\s?$", before) or re.match(r"[.,:/]\d", after))
    )


def _word_value(message: Message, at: int, words: dict[str, int]) -> int | None:
    forms = message.tokens[at].forms
    return next(
        (words[form] for form in forms if form in words),
        number_words.RUSSIAN.get(forms[-1]) if words is number_words.KAZAKH else None,
    )
