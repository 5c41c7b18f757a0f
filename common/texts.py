"""Text that is safe to store, and how many parts a text message costs."""

import re
from typing import NamedTuple

# NUL and controls (PostgreSQL refuses NUL), lone surrogates, and characters that turn the reading direction.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENSION = frozenset("\f^{}\\[~]|€")  # two septets each


class Parts(NamedTuple):
    """What a text costs: its encoding ("GSM-7" or "UCS-2"), its units (septets or 16-bit units), its parts."""

    encoding: str
    units: int
    parts: int


def clean_text(text: str | None, limit: int) -> str:
    """The text without characters that databases or readers choke on, trimmed, at most `limit` characters."""
    if not text:
        return ""
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")  # pairs become one character
    plain = joined.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNSAFE.sub("", plain).strip()[:limit].rstrip()


def sms_parts(text: str) -> Parts:
    """How a text travels: GSM-7 in 160 (153 a part) septets, else UCS-2 in 70 (67) units; 3GPP TS 23.038."""
    if all(letter in _GSM or letter in _GSM_EXTENSION for letter in text):
        sizes = [2 if letter in _GSM_EXTENSION else 1 for letter in text]
        return Parts("GSM-7", sum(sizes), _count(sizes, 160, 153))
    sizes = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    return Parts("UCS-2", sum(sizes), _count(sizes, 70, 67))


def _count(sizes: list[int], single: int, each: int) -> int:
    if sum(sizes) <= single:
        return 1
    parts, used = 1, 0
    for size in sizes:  # an escaped character or a surrogate pair is never cut in two
        if used + size > each:
            parts, used = parts + 1, 0
        used += size
    return parts
