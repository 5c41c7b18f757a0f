"""How a line of the log looks: a secret link in an address and a telephone number are taken out, tracebacks too."""

import logging
import re

_LINK = re.compile(r"(?<=/)(s|go|p)/[^/\s?'\"]+")
_TOKEN = re.compile(r"\b[0-9a-f]{1,16}\.[A-Za-z0-9_-]{20,}")
# "+" or its escape with 9 to 15 digits, or eleven digits from 7 or 8; spaces, dashes and brackets between them
_NUMBER = re.compile(r"(?:\+|%2B|(?<![\w.+-])(?=[78](?:\D{0,2}\d){10}(?!\d)))\d(?:[\s().-]{0,2}\d){8,14}(?!\d)")


class Line(logging.Formatter):
    """A formatter for everything that is written; the refusal of a secret link names the link otherwise."""

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


def hidden(text: str) -> str:
    """The text without link tokens and telephone numbers."""
    return _NUMBER.sub("+…", _TOKEN.sub("…", _LINK.sub(r"\1/…", text)))
