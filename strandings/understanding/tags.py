"""The number on a tag: "метка KZ-123", "бирка номер 0147", "tag A045", "жапсырма, нөмірі 512"."""

import re

_MARK = re.compile(
    r"\b(?:бирк|метк|меток|помечен|датчик|ошейник|белг[іи]|та[ңн]ба|сыр[ғг]а|жапсырма|tag|birk|metk)[^\W\d_]*",
    re.IGNORECASE,
)
_FURTHER = 40  # letters after the word for the mark
_ENDS = r"(?![\w-]|[.,:]\d)"
_CALLED = r"(?:№|#|номер[а-я]*|н[өо]м[іи]р[іи]?|numbers?|nomer[a-z]*|\bno\b\.?)"
_SIGNED = re.compile(rf"{_CALLED}\W{{0,3}}([A-ZА-Я]{{0,3}}-?\d{{1,6}}){_ENDS}", re.IGNORECASE)
_WITH_LETTERS = re.compile(rf"(?<!\w)([A-ZА-Я]{{1,3}}-?\d{{1,6}}){_ENDS}")
_AT_ONCE = re.compile(rf"[\s:]{{1,2}}(\d{{3,6}}){_ENDS}")


def read_tag(text: str) -> tuple[str, tuple[int, int]] | None:
    """The code beside the first word for a mark as the person wrote it, and where; None if none is told."""
    for mark in _MARK.finditer(text):
        rest = re.split(r"[!?\n]|\.\s", text[mark.end() : mark.end() + _FURTHER])[0]
        found = _SIGNED.search(rest) or _WITH_LETTERS.search(rest) or _AT_ONCE.match(rest)
        if found:
            start, end = found.span(1)
            return found[1], (mark.end() + start, mark.end() + end)
    return None
