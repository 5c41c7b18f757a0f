"""The API's page filled from the schema: what can be asked, by whom, with what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.models import ROLE_LABELS

TAGS = {
    "me": pgettext_lazy("api", "Oneself"),
    "strandings": pgettext_lazy("api", "Cases"),
    "reports": pgettext_lazy("api", "Reports"),
    "incidents": pgettext_lazy("api", "Incidents"),
    "partners": pgettext_lazy("api", "Partners"),
    "teams": pgettext_lazy("api", "Teams"),
    "duty": pgettext_lazy("api", "Duty"),
    "assignments": pgettext_lazy("api", "Teams on the way"),
    "patients": pgettext_lazy("api", "Patients"),
    "prescriptions": pgettext_lazy("api", "Prescriptions"),
    "doses": pgettext_lazy("api", "Doses"),
}


@dataclass(frozen=True)
class Line:
    """One operation of the page."""

    method: str
    path: str
    summary: str
    who: str
    fields: list["Given"]


@dataclass(frozen=True)
class Given:
    """One thing to send: its name, where it goes, its type, whether it must be there."""

    name: str
    where: str
    kind: str
    required: bool


def sections(schema: dict) -> list[tuple[str, list[Line]]]:
    """(title, lines) of each part of the API, in the order of TAGS."""
    found: dict[str, list[Line]] = {tag: [] for tag in TAGS}
    for path, methods in schema["paths"].items():
        for method, drawn in methods.items():
            fields = [*_parameters(drawn), *_body(drawn, schema)]
            line = Line(method.upper(), path, drawn.get("summary", ""), who_may(drawn["x-open-to"]), fields)
            found[drawn["tags"][0]].append(line)
    return [(str(TAGS[tag]), lines) for tag, lines in found.items() if lines]


def who_may(open_to: list[str]) -> str:
    """The people an operation is open to, in the reader's language."""
    words = {"everybody": _("everybody"), "whoever has logged in": _("whoever has logged in"), **ROLE_LABELS}
    return ", ".join(str(words[who]) for who in open_to)


def _parameters(drawn: dict) -> Iterator[Given]:
    for parameter in drawn.get("parameters", []):
        if parameter["in"] != "path":
            yield Given(
                parameter["name"], parameter["in"], _kind(parameter["schema"]), parameter.get("required", False)
            )


def _body(drawn: dict, schema: dict) -> Iterator[Given]:
    for content in drawn.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        whole = schema["components"]["schemas"].get(name, {})
        for field, shape in whole.get("properties", {}).items():
            yield Given(field, "body", _kind(shape, schema), field in whole.get("required", []))


def _kind(shape: dict, schema: dict | None = None) -> str:
    named = shape.get("$ref") or next((part["$ref"] for part in shape.get("allOf", []) if "$ref" in part), "")
    if named and schema:
        shape = schema["components"]["schemas"][named.rpartition("/")[2]]
    if "enum" in shape:
        return " | ".join(str(word) for word in shape["enum"] if word not in ("", None))
    if shape.get("type") == "array":
        return f"[{_kind(shape['items'], schema)}]"
    return str(shape.get("format") or shape.get("type") or "any")
