"""Finds every translatable text of code and templates, without gettext being installed."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BASE_DIR = Path(__file__).resolve().parent.parent
SKIPPED = {".git", ".venv", "var", "tests", "docs", "staticfiles", "migrations", "locale", "node_modules"}
# Name of the call -> which of its arguments are (context, text, plural)
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""[uU]?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?")


class Text(NamedTuple):
    """One entry of a catalogue: msgctxt (or empty), msgid, msgid_plural (or empty)."""

    context: str
    text: str
    plural: str


def all_texts() -> dict[Text, str]:
    """Every text of the project and one file where it stands."""
    found: dict[Text, str] = {}
    for path in files():
        name = path.relative_to(BASE_DIR).as_posix()
        read = in_python if path.suffix == ".py" else in_template
        for text in read(path.read_text(encoding="utf-8"), name):
            found.setdefault(text, name)
    return found


def files() -> Iterator[Path]:
    """Code and templates, in a fixed order."""
    for folder, names, leaves in os.walk(BASE_DIR):
        names[:] = sorted(name for name in names if name not in SKIPPED and not name.startswith("."))
        for leaf in sorted(leaves):
            path = Path(folder) / leaf
            is_template = "templates" in path.parts and path.suffix in {".html", ".txt", ".js"}
            if path.suffix == ".py" or is_template:
                yield path


def in_python(source: str, name: str = "") -> Iterator[Text]:
    """The texts of calls like _("...") in Python code; only literal arguments count."""
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in CALLS:
            arguments = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
            yield from _text(called, arguments)


def in_template(source: str, name: str = "") -> Iterator[Text]:
    """The texts of translate, blocktranslate and _("...") in a template."""
    from django.utils.translation.template import templatize

    for match in TEMPLATE_CALL.finditer(templatize(source, origin=name)):
        arguments = [ast.literal_eval(part) for part in match.groups()[1:] if part]
        yield from _text(match.group(1), arguments)


def _text(called: str, arguments: list) -> Iterator[Text]:
    context, text, plural = (arguments[at] if at is not None and at < len(arguments) else "" for at in CALLS[called])
    if isinstance(text, str) and text:
        yield Text(context or "", text, plural or "")
