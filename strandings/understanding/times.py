"""When it was seen: more than a day ago, watched for more than a day, gone since, and how many days ago."""

import re
from datetime import date

from strandings.understanding import number_words
from strandings.understanding.listed import listed, numbered
from strandings.understanding.matching import Hit, find, is_word
from strandings.understanding.sign_words import GONE, LONG_WATCHED, STALE
from strandings.understanding.tokens import Message

_STILL_HERE = re.compile("сегодня|сейчас|бугин|казир|today|now")
_MONTHS = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
_NAMED_DATE = re.compile(
    r"(?<!\d)(\d{1,2})\s+(января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})(?:\.(\d{2,4}))?(?!\d)")
_DAYS = numbered(
    """
    0 сегодня бугин today tonight segodnya, 1 вчера вчерашний кеше yesterday vchera, 2 позавчера pozavchera
    """
)
_SPANS = [  # unit, how many days it has; "назад", "бұрын", "ago" follow
    ("секунд[а-я]*|минут[а-я]*|мин|час[а-я]*|сагат|minutes?|mins?|hours?", 0),
    ("дн[а-я]*|день|сут[а-я]*|кун|days?", 1),
    ("недел[а-я]*|апта|weeks?", 7),
    ("месяц[а-я]*|ай|months?", 30),
    ("год[а-я]*|лет|жыл|years?", 365),
]
_AGO = "назад|бурын|ago|nazad"
_PHRASES = [
    (listed("только что, last hour, just now, жана гана, жана"), 0),
    (listed("last night, прошлой ночью"), 1),
    (listed("day before yesterday, алдынгы куни"), 2),
    (listed("на прошлой неделе, на той неделе, last week, откен аптада"), 7),
]
_WEEKDAYS = [
    "понедельник|понедельника|monday|дуйсенбиде",
    "вторник|вторника|tuesday|сейсенбиде",
    "среду|среды|wednesday|сарсенбиде",
    "четверг|четверга|thursday|бейсенбиде",
    "пятницу|пятницы|friday|жумада",
    "субботу|субботы|saturday|сенбиде",
    "воскресенье|воскресенья|sunday|жексенбиде",
]


def read_time(message: Message, hidden: frozenset[int]) -> tuple[list[Hit], list[Hit], list[Hit]]:
    """Hits for: seen more than a day ago; watched for more than a day; gone since. Still there today is not stale."""
    stale = find(message, STALE, hidden)
    named = {at for hit in stale for at in range(hit.start, hit.end)}
    long_watched = [hit for hit in find(message, LONG_WATCHED, hidden) if not named & set(range(hit.start, hit.end))]
    gone = find(message, GONE, hidden)
    still_here = any(_STILL_HERE.fullmatch(form) for token in message.tokens for form in token.forms)
    watched_since = [hit for hit in stale if hit.start and is_word(message.tokens[hit.start - 1], "с|со|since|еще")]
    if watched_since or long_watched or (stale and still_here and not gone):
        return [], [*long_watched, *watched_since], gone
    return stale, [], gone


def days_ago(message: Message, today: date | None, *, gone: bool) -> tuple[int, str] | None:
    """Full days since it was last seen, and the words that say so; None if nothing does.

    Of several times the latest counts, or the earliest when the animal is told to be gone. Dates and weekdays are only
    read when `today` is known.
    """
    told = [(days, message.spoken(start, end)) for days, start, end in _spans(message)]
    if today:
        told += [(days, words) for days, words in dates(message.text, today)]
        told += _weekdays(message, today)
    if not told:
        return None
    return (max if gone else min)(told, key=lambda pair: pair[0])


def dates(text: str, today: date) -> list[tuple[int, str]]:
    """Dates like 15.11, 15.11.2026 or "15 ноября" of the year before `today`: how many days ago, and as written."""
    named = [(*found.groups(), "", found.group()) for found in _NAMED_DATE.finditer(text)]
    named = [(day, str(_MONTHS.index(month[:3].lower()) + 1), year, words) for day, month, year, words in named]
    numbers = [(found[1], found[2], found[3] or "", found.group()) for found in _DATE.finditer(text)]
    result = []
    for day, month, year, words in [*numbers, *named]:
        try:
            full = today.replace(day=int(day), month=int(month), year=_year(year, today.year))
        except ValueError:
            continue
        if 0 <= (today - full).days < 366:
            result.append(((today - full).days, words))
    return result


def _spans(message: Message):
    """(days, first token, token after the last) of every "yesterday", "three days ago", "last week"."""
    for at, token in enumerate(message.tokens):
        days = next((_DAYS[form] for form in token.forms if form in _DAYS), None)
        if days is not None and not _since(message, at):
            yield days, at, at + 1
        for unit, length in _SPANS:
            if is_word(token, unit) and (end := _ago(message, at)):
                start, number = _how_many(message, at)
                yield number * length, start, end
    for phrases, days in _PHRASES:
        for hit in find(message, {"ru": phrases}, frozenset()):
            yield days, hit.start, hit.end


def _since(message: Message, at: int) -> bool:
    return at > 0 and is_word(message.tokens[at - 1], "с|со|since|until|till|до")


def _ago(message: Message, at: int) -> int | None:
    """The token after "ago", when it stands behind the unit, at most one word further."""
    for end in (at + 1, at + 2):
        if end < len(message.tokens) and is_word(message.tokens[end], _AGO):
            return end + 1
    return None


def _how_many(message: Message, at: int) -> tuple[int, int]:
    """The number before a unit and the token it begins at; one when none is told, or when it is vague three."""
    if at == 0:
        return at, 1
    form = message.tokens[at - 1].forms[0]
    if form.isdigit() and len(form) < 4:
        return at - 1, int(form)
    words = number_words.of(message.language)
    if form in words:
        return at - 1, words[form]
    return (at - 1, 3) if form in ("несколько", "бирнеше", "several", "few") else (at, 1)


def _weekdays(message: Message, today: date) -> list[tuple[int, str]]:
    found = []
    for at, token in enumerate(message.tokens):
        for number, names in enumerate(_WEEKDAYS):
            if is_word(token, names) and not _since(message, at):
                last = (today.weekday() - number) % 7 or 7
                found.append((last, token.written))
    return found


def _year(text: str, this_year: int) -> int:
    if not text:
        return this_year
    return int(text) if len(text) == 4 else 2000 + int(text)
