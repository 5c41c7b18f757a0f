"""Finding a concept's words in a message, and whether the person says it, denies it, doubts it or asks."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from strandings.understanding.tokens import Message, Token


class Said(StrEnum):
    """How a person means a word."""

    PLAIN = "plain"
    DENIED = "denied"
    DOUBTED = "doubted"
    ASKED = "asked"


@dataclass(frozen=True)
class Hit:
    """A phrase found: tokens start..end, in whose language the phrase is, and how it was said."""

    start: int
    end: int
    language: str
    said: Said
    words: str


_DENIES_BEFORE = re.compile(
    "не|ни|нет|нету|без|никаки[хе]|нисколько|отсутств.*|not|no|isn't|isnt|wasn't|never|without|none"
)
_DENIES_AFTER = re.compile("нет|нету|жок|емес|no")
_CARRIES_DENIAL = re.compile(
    "совсем|очень|похож.*|кажется|был.*|до|конца|на|выгляд.*|тако[йи]|являет.*|еще|пока|уже|вовсе|вид.*|вижу|заметил.*|"
    "наш.*|следов|явн.*|никак.*|особо|a|the|any|really|look|looks|seem|dead|visible|quite|even|at|all|yet|"
    "longer|more|anymore|больше|правда|верно|факт|что"
)
_LOOKS_FOR = re.compile("вид.*|замет.*|обнаруж.*|наблюд.*|наш[ле].*|найд.*|наход.*|found|seen|there|байкал.*|коринб.*")
_ANIMAL = (
    "каспий|каспийск[а-я]*|caspian|тюлен[а-я]*|нерп[а-я]*|итбалы[кг][а-я]*|seals?|бельк[а-я]*|туш[а-я]*|"
    "нигде|никто|мы|я"
)
_ALSO = "тоже|также|вообще|совсем|вроде|пока|уже|нигде|точно|будто|да|тоже|at|here"
_GOES_WITH_NO = "тут|здесь|там|больше|уже|пока|вроде|совсем|и|мунда|here|there"
_MISSING = "связ.*|сет[ьи]|интернет.*|сигнал.*|врем.*|возможн.*|машин.*|никого|людей|рядом|денег|signal|network|time"
_DOUBTS = re.compile(
    "вроде|похоже|кажется|каж[еи]ся|наверн.*|возможно|может|видимо|по-моему|скорее|будто|словно|типа|как|дума[лею].*|подумал.*|"
    "half|наполовину|жартылай|якобы|вид|виду|внешне|слух.*|неправда|ложь|неверно|ошиб.*|"
    "боюсь|предполож.*|почти|притвор.*|перепутал.*|шут.*|сияк.*|сиякты|шыгар|болар|мумкин|устиде|ойла.*|"
    "maybe|might|may|probably|perhaps|possibly|seems|looks|like|think|thought|appears|apparently|almost|pretending|nearly"
)
_THOUGHT = re.compile(
    "дума[лею].*|подумал.*|показалось|казалось|решил[аи]?|неправда|ложь|неверно|ойла.*|thought|think|believed|assumed|guess"
)
_UNSURE = re.compile(
    "не (?:знаю|знаем|понимаю|понял[аи]?|пойму|поймем|понять|уверен[аы]?|понятно|видно|ясно|разобрать|факт|"
    "могу|можем|смог[а-я]*|берусь|скажу|рискну|определить)|непонятно|неясно|неизвестно|сомнева[а-я]+|хз|"
    "(?:сложно|трудно|нельзя|тяжело) (?:понять|сказать|разобрать|определить)|"
    "(?:can't|cannot|cant|can not|hard to) tell|"
    "not (?:sure|clear|certain)|(?:do not|don't|dont) know|no idea"
)
_UNSURE_WORDS = re.compile(
    "билмейм.*|тусиникс.*|белгис.*|непонятно|неясно|неизвестно|хз|unsure|whether|unclear|unknown"
)
_IF = re.compile("if|если|егер")  # before the word; "умрёт, если не приедете" doubts nothing
_ASKS_AFTER = re.compile("ли|или|либо|or")
_EITHER = "или|либо|or|немесе|алде"
_KAZAKH_ASKS = re.compile("ме|ма|ба|бе|па|пе|ше|не|алде|немесе")
_REACH = 3


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern)


def is_word(token: Token, pattern: str) -> bool:
    """Whether any form of the token is the whole pattern."""
    return any(_compiled(pattern).fullmatch(form) for form in token.forms)


def phrases_at(message: Message, at: int, phrases: tuple[str, ...]) -> int:
    """The length in tokens of the longest phrase that starts at token `at`, or 0. No phrase crosses a clause."""
    single, beginning, longer = _sorted(phrases)
    length = 1 if single and is_word(message.tokens[at], single) else 0
    if not longer or not is_word(message.tokens[at], beginning):
        return length
    return max(_length(message.tokens, at, phrase) for phrase in longer) or length


@lru_cache(maxsize=512)
def _sorted(phrases: tuple[str, ...]) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
    """One pattern for all single words, one for how longer phrases begin, and those phrases as their parts."""
    single = "|".join(phrase for phrase in phrases if " " not in phrase)
    longer = tuple(tuple(phrase.split(" ")) for phrase in phrases if " " in phrase)
    return single, "|".join(dict.fromkeys(parts[0] for parts in longer)), longer


def _length(tokens: list[Token], at: int, parts: tuple[str, ...]) -> int:
    window = tokens[at : at + len(parts)]
    if len(window) < len(parts) or window[-1].clause != window[0].clause:
        return 0
    return len(parts) if all(is_word(token, part) for token, part in zip(window, parts, strict=True)) else 0


def find(message: Message, phrases: dict[str, tuple[str, ...]], hidden: frozenset[int]) -> list[Hit]:
    """Every place the concept is named. `hidden` are tokens that belong to a place name or to something else."""
    hits = []
    for language, listed in phrases.items():
        if not _listens(message, language):
            continue
        for at in range(len(message.tokens)):
            length = phrases_at(message, at, listed)
            if length and not hidden & set(range(at, at + length)):
                said = how_said(message, at, at + length, language)
                hits.append(Hit(at, at + length, language, said, message.spoken(at, at + length)))
    return hits


def _listens(message: Message, language: str) -> bool:
    """Kazakh lists are read in Kazakh messages only: "ау", "он", "суда" and "жара" are other words in Russian."""
    return message.language == "kk" if language == "kk" else True


def how_said(message: Message, start: int, end: int, language: str) -> Said:
    """Denied before everything, then asked, then doubted; negation stands before (ru, en) or after (kk) the word."""
    tokens = message.tokens
    if end < len(tokens) and tokens[end].written == "0":
        return Said.DENIED
    clause = tokens[start].clause
    before = [token for token in tokens[max(0, start - _REACH) : start] if token.clause == clause]
    after = [token for token in tokens[end : end + _REACH] if token.clause == clause]
    further = [token for token in tokens[end : end + _REACH + 2] if token.clause == clause]
    if _denied_before(before, language) or _denied_after(further, language):
        return Said.DENIED
    if _asked(message, start, before, after, language):
        return Said.ASKED
    long_before = [token for token in tokens[max(0, start - 3 * _REACH) : start] if token.clause == clause]
    if (
        any(is_word(token, _DOUBTS.pattern) for token in before)
        or any(is_word(token, _THOUGHT.pattern) for token in long_before)
        or _doubted_after(after)
    ):
        return Said.DOUBTED
    return Said.PLAIN


def _denied_before(before: list[Token], language: str) -> bool:
    if language == "kk":
        return False
    for token in reversed(before):
        if is_word(token, _DENIES_BEFORE.pattern):
            return True
        if not is_word(token, _CARRIES_DENIAL.pattern):
            return False
    return False


def _denied_after(after: list[Token], language: str) -> bool:
    """ "Раны нет", "мёртвых тюленей не видел", "өлген жоқ", "өлген итбалық көрмедім": the denial follows."""
    skipped = 0
    while skipped < len(after) and is_word(after[skipped], _ANIMAL):
        skipped += 1
    rest = after[skipped:]
    if len(rest) > 1 and is_word(rest[0], _ALSO) and is_word(rest[1], _DENIES_AFTER.pattern):
        rest = rest[1:]
    if not rest:
        return False
    if language == "kk" and is_word(rest[0], "жок|емес"):
        return True
    if is_word(rest[0], _DENIES_AFTER.pattern):
        return len(rest) == 1 or is_word(rest[1], _GOES_WITH_NO) if skipped else not _lacks_something_else(rest)
    if len(rest) > 1 and is_word(rest[0], "не|not") and is_word(rest[1], _LOOKS_FOR.pattern):
        return True
    return language == "kk" and (_not_seen(rest) or (len(after) > 1 and is_word(after[1], "жок|емес")))


def _lacks_something_else(rest: list[Token]) -> bool:
    """ "Мёртвый, нет связи": what is missing is named after the "no"."""
    return len(rest) > 1 and is_word(rest[1], _MISSING)


def _not_seen(rest: list[Token]) -> bool:
    return any(is_word(token, "(?:кор|тап|байка)(?:ме|ма|па)[а-я]*") for token in rest[:2])


def _asked(message: Message, start: int, before: list[Token], after: list[Token], language: str) -> bool:
    if message.tokens[start].clause in message.questions:
        return True
    if after and is_word(after[0], (_KAZAKH_ASKS if language == "kk" else _ASKS_AFTER).pattern):
        return True
    if before and is_word(before[-1], "или|or|немесе|алде|не" if language == "kk" else "или|or|либо|то"):
        return True
    if _one_of_two(message, start):
        return True
    clause = message.tokens[start].clause
    earlier = [token for token in message.tokens[max(0, start - 2 * _REACH) : start] if token.clause == clause]
    around = [*earlier, *after]
    if any(_UNSURE.search(" ".join(token.forms[which] for token in around)) for which in (0, -1)):
        return True
    if any(is_word(token, _IF.pattern) for token in earlier):
        return True
    return any(is_word(token, _UNSURE_WORDS.pattern) for token in [*earlier, *after])


def _one_of_two(message: Message, at: int) -> bool:
    """ "Дохлый он или отдыхает": an "or" near the word; the "or" of "5 или 6 туш" is between numbers."""
    tokens, clause = message.tokens, message.tokens[at].clause
    for near in range(max(0, at - _REACH), min(len(tokens) - 1, at + _REACH + 2)):
        if near and tokens[near].clause == clause and is_word(tokens[near], _EITHER):
            before, after = tokens[near - 1], tokens[near + 1]
            if not (before.written.isdigit() and after.written.isdigit()):
                return True
    return False


def _doubted_after(after: list[Token]) -> bool:
    return any(
        is_word(token, "сиякты|шыгар|болар|деп|кажется|вроде|похоже|наверн.*|видимо|maybe|probably")
        for token in after[:2]
    )
