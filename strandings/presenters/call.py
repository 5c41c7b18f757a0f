"""The call sheet in two languages at once: what is read out in the caller's, what it means in the dispatcher's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import LANGUAGE_CHOICES, CentreSetting
from strandings.gazetteer import by_slug
from strandings.models.labels import SIGN, STATE
from strandings.presenters.advice import Line, advice_lines
from strandings.queries.calls import alike
from strandings.queries.places import name_of
from strandings.reason_labels import REASON
from strandings.triage import Advice, Facts, Reason, triage
from strandings.understanding import Understood
from strandings.words import Sign, State

# Number, question to read out, advice to read out, fields, whether the advice matters whatever the answer
_PROTOCOL = [
    ("where", _("Where is the seal?"), _("Do not go into the water or onto the ice."), ()),
    ("alive", _("Is the seal alive?"), _("If it breathes or moves, we treat it as alive."), ("state", "remains")),
    ("count", _("How many seals?"), "", ("count",)),
    (
        "hurt",
        _("Is there a net, a rope, a wound or blood?"),
        _(
            "In a net: is it in the water, in a boat or on land? "
            "On land do not cut the net yourself: a bite is dangerous."
        ),
        ("hurt", "net_where"),
    ),
    (
        "coat",
        _("Is its fur white? Is it shorter than a metre?"),
        _("Do not touch or feed it: milk is poison for seals. Look from afar whether its mother is near."),
        ("coat",),
    ),
    (
        "condition",
        _("Does it breathe, move, cough? Is it thin?"),
        _("Look from afar: do its sides rise?"),
        ("condition",),
    ),
    (
        "around",
        _("Are dogs, people or cars near it?"),
        _("Keep people and dogs away. Let nobody chase it into the sea."),
        ("around",),
    ),
    ("since", _("How long have you seen it?"), "", ("since",)),
    (
        "photo",
        _("Can you send a photo or a video?"),
        _("From afar only. You will get a text with a link: add the photo there."),
        ("photo",),
    ),
    (
        "stays",
        _("Can you stay and watch from a distance until the team arrives?"),
        _("Stay well away. We will call you."),
        ("stays",),
    ),
]
_ONLY_IF = {
    "remains": pgettext_lazy("call sheet", "If it is dead:"),
    "net_where": pgettext_lazy("call sheet", "If it is in a net:"),
}
SAFE = _("Do not go into the water or onto the ice. Keep people and dogs away.")
LANGUAGES = [code for code, _name in LANGUAGE_CHOICES]


class Sheet(Protocol):
    """What this page needs of the form behind it."""

    fields: dict
    heard: Understood

    def __getitem__(self, name: str): ...
    def get(self, name: str): ...
    def caller_language(self, otherwise: str) -> str: ...
    def facts(self, month: int) -> Facts: ...
    def place_columns(self) -> dict: ...


@dataclass(frozen=True)
class Option:
    """One answer to tick."""

    name: str
    value: str
    label: str
    checked: bool
    kind: str  # radio or checkbox


@dataclass(frozen=True)
class Question:
    """One question with its gloss, its answers and what to say; texts by language code."""

    number: int
    key: str
    gloss: str
    aloud: dict[str, str]
    say: dict[str, str]
    answers: list[tuple[str, list[Option]]]  # of when they apply ("If it is dead:"), and the answers
    always: bool


@dataclass(frozen=True)
class Live:
    """What the sheet knows at this moment."""

    priority: int
    reasons: list[str]
    team_needed: bool
    advice: list[Line]
    heard: list[tuple[str, str, str]] = field(default_factory=list)  # label, field, value to tick
    place: str = ""
    alike: list = field(default_factory=list)


def questions(form: Sheet) -> list[Question]:
    """The protocol in its order."""
    return [
        Question(
            number=number,
            key=key,
            gloss=str(text),
            aloud=in_each_language(text),
            say=in_each_language(say) if say else {},
            answers=[(str(_ONLY_IF.get(name, "")), _options(form, name)) for name in names],
            always=key == "where",
        )
        for number, (key, text, say, names) in enumerate(_PROTOCOL, 1)
    ]


def in_each_language(text) -> dict[str, str]:
    """A lazy text in every language of the pages."""
    spoken = {}
    for code in LANGUAGES:
        with translation.override(code):
            spoken[code] = str(text)
    return spoken


def _options(form: Sheet, name: str) -> list[Option]:
    bound = form[name]
    given = bound.value()
    many = name in ("hurt", "condition", "around")
    chosen = set(given or []) if many else {given} - {None}
    kind = "checkbox" if many else "radio"
    return [Option(name, value, str(label), value in chosen, kind) for value, label in form.fields[name].choices]


def live(form: Sheet, *, at: datetime, language: str) -> Live:
    """Priority with its reasons, advice in the caller's language, what the words say, and cases like it."""
    facts = form.facts(at.month)
    judged = triage(facts)
    columns = form.place_columns()
    with translation.override(form.caller_language(language)):
        advice = _advice(facts, form)
    return Live(
        priority=judged.priority,
        reasons=[str(REASON[Reason(code)]) for code in judged.reasons],
        team_needed=judged.team_needed,
        advice=advice,
        heard=_heard(form),
        place=_place_name(columns.get("place_slug", "")) or columns.get("place_name", "") or _point(columns),
        alike=alike(
            latitude=columns.get("latitude"), longitude=columns.get("longitude"), phone=form.get("phone") or "", at=at
        ),
    )


def _advice(facts: Facts, form: Sheet) -> list[Line]:
    on_land = form.get("net_where") == "land" or "on_land" in form.heard.flags
    distance_m = CentreSetting.load().safe_distance_m
    return advice_lines(facts, distance_m=distance_m, netted_on_land=on_land, instead=_aloud())


def _aloud() -> dict[Advice, list[Line]]:
    """What a voice says otherwise than a page: nobody on the line is told to call us. Nets: for the vets to approve."""
    tools = Line(gettext("On land: do not take off a net or rope yourself. The team has the tools."), do=False)
    return {
        Advice.NET_WHERE: [Line(gettext("Where is the netted seal: in the water, in a boat, on land?")), tools],
        Advice.NET_WATER: [Line(gettext("Watch it from the shore and tell us whether it comes up to breathe."))],
        Advice.NET_BOAT: [Line(gettext("Leave the net on it and keep your hands away from its head: it bites."))],
        Advice.WATCH_BREATHING: [
            Line(gettext("It may be asleep. Watch from afar for 3 minutes: does it breathe or move?"))
        ],
        Advice.SEND_PHOTO: [],
    }


def _place_name(slug: str) -> str:
    """The place's name in the dispatcher's language."""
    place = by_slug(slug)
    return name_of(place) if place else ""


def _point(columns: dict) -> str:
    return f"{columns['latitude']:.4f}, {columns['longitude']:.4f}" if columns else ""


_TICKS = {
    **{sign: "hurt" for sign in (Sign.NET, Sign.WOUND)},
    **{sign: "condition" for sign in (Sign.SICK, Sign.THIN, Sign.BREATHING, Sign.STILL)},
    **{sign: "around" for sign in (Sign.DOGS, Sign.PEOPLE, Sign.INLAND, Sign.ON_ICE, Sign.OIL, Sign.BITE)},
    **{sign: "net_where" for sign in (Sign.IN_WATER, Sign.IN_BOAT)},
    **{sign: "remains" for sign in (Sign.FRESH, Sign.OLD, Sign.BONES)},
}
_OTHER_TICKS = {
    Sign.WHITE_COAT: ("coat", "white"),
    Sign.PUP: ("coat", "small"),
    Sign.LONG_WATCHED: ("since", "day"),
    Sign.STALE: ("since", "gone"),
}


def _heard(form: Sheet) -> list[tuple[str, str, str]]:
    """What the words say, each with the answer it would tick; a white coat is told once."""
    read = form.heard
    told = [] if read.state == State.UNKNOWN else [(str(STATE[read.state]), "state", read.state.value)]
    if read.count_to > 1:
        told.append((str(read.count_from), "count_exact", str(read.count_from)))
    for sign in read.signs:
        if sign == Sign.PUP and Sign.WHITE_COAT in read.signs:
            continue
        name, value = _OTHER_TICKS.get(sign, (_TICKS.get(sign, ""), sign.value))
        told.append((str(SIGN[sign]), name, value))
    if read.place is not None:
        point = _point({"latitude": read.place.latitude, "longitude": read.place.longitude})
        told.append((_place_name(read.place.slug) or point, "place", read.place.slug))
    return told
