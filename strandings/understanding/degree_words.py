"""Words around coordinates as the signs they stand for ("43 градуса 38 минут"), every letter staying at its place."""

import re

_SIGNS = [
    (re.compile(r"(?<=\d)\s*(?:градус[а-я]*|гр\b\.?|град\b\.?|degrees?|deg\b\.?)", re.IGNORECASE), "°"),
    (re.compile(r"(?<=\d)\s*(?:минут[а-я]*|minutes?)", re.IGNORECASE), "'"),
    (re.compile(r"(?<=\d)\s*(?:секунд[а-я]*|seconds?)", re.IGNORECASE), '"'),
    (re.compile(r"(?<=\d)[*º˚](?=\s*\d)"), "°"),
    (re.compile(r"\b(?:северн|восточн)[а-я]+(?=\s+(?:широт|долгот))", re.IGNORECASE), ""),
    (re.compile(r"\b(?:широт[а-я]*|шир\b\.?|с\.\s?ш\.?|latitude|lat\b|ендік|ендик)[:=.]*", re.IGNORECASE), "N"),
    (
        re.compile(r"\b(?:долгот[а-я]*|долг\b\.?|в\.\s?д\.?|longitude|lon\b|lng\b|бойлық|бойлык)[:=.]*", re.IGNORECASE),
        "E",
    ),
]


def with_signs(text: str) -> str:
    """The text with words for degrees, minutes, seconds and axes as °, ', ", N and E; as long as before."""
    for pattern, sign in _SIGNS:
        text = pattern.sub(lambda found, sign=sign: sign.ljust(len(found.group())), text)
    return text
