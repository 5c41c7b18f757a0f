"""A case as one row of the board: its title, the status shown, its age, the channels that spoke of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment
from strandings import gazetteer
from strandings.deadlines import look_by, team_by
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding, labels
from strandings.words import Kind, Sign, State

NBSP = "\u00a0"
# Short words for a title, the weightiest first; two are shown
SHORT_SIGNS = {
    Sign.BITE: pgettext_lazy("title", "bit a person"),
    Sign.NET: pgettext_lazy("title", "in a net"),
    Sign.WOUND: pgettext_lazy("title", "wounded"),
    Sign.OIL: pgettext_lazy("title", "oil on the fur"),
    Sign.INLAND: pgettext_lazy("title", "inland or on a road"),
    Sign.WHITE_COAT: pgettext_lazy("title", "white-coat pup"),
    Sign.BREATHING: pgettext_lazy("title", "breathes with trouble"),
    Sign.DOGS: pgettext_lazy("title", "dogs close"),
    Sign.PUP: pgettext_lazy("title", "pup"),
    Sign.THIN: pgettext_lazy("title", "very thin"),
    Sign.SICK: pgettext_lazy("title", "looks sick"),
    Sign.STILL: pgettext_lazy("title", "not moving"),
    Sign.PEOPLE: pgettext_lazy("title", "people close"),
    Sign.LONG_WATCHED: pgettext_lazy("title", "alone for a day"),
    Sign.IN_WATER: pgettext_lazy("title", "in the water"),
    Sign.IN_BOAT: pgettext_lazy("title", "in a boat"),
    Sign.ON_ICE: pgettext_lazy("title", "on ice"),
    Sign.FRESH: pgettext_lazy("title", "died recently"),
    Sign.OLD: pgettext_lazy("title", "decomposed"),
    Sign.BONES: pgettext_lazy("title", "bones"),
    Sign.RESTING_GROUP: pgettext_lazy("title", "resting group"),
    Sign.STALE: pgettext_lazy("title", "seen a day ago"),
}


@dataclass(frozen=True)
class Shown:
    """What the board shows as status: the CSS class of the shape, and the word."""

    shape: str
    word: str


@dataclass(frozen=True)
class Row:
    """One line of the board."""

    reference: str
    priority: int
    title: str
    status: Shown
    age: str
    tone: str  # "", "soon" or "late"
    late_word: str
    place: str
    channels: str
    is_closed: bool


def row(case: Stranding, assignment: Assignment | None, channels: dict[str, int], *, at: datetime) -> Row:
    """Everything one line shows, in the reader's language."""
    tone = tone_of(case, at)
    return Row(
        reference=case.reference,
        priority=case.priority,
        title=title(case),
        status=shown_status(case, assignment, at),
        age=age((case.closed_at or at) - case.opened_at) if case.closed_at is None else clock(case.closed_at, at),
        tone=tone,
        late_word={"late": _("overdue"), "soon": _("soon due")}.get(tone, ""),
        place=place_words(case),
        channels=channel_words(channels),
        is_closed=case.status == StrandingStatus.CLOSED,
    )


def title(case: Stranding, language: str = "") -> str:
    """What is lying there, in a few words: "Alive, in a net", "6 dead, decomposed", "Question".

    language: the active one, for callers with many cases who asked for it once.
    """
    return _title(
        language or get_language(), case.kind, case.state, (case.count_from, case.count_to), tuple(case.signs)
    )


@lru_cache(maxsize=4096)
def _title(language: str, kind: str, state: str, counted: tuple[int, int], signs: tuple[str, ...]) -> str:
    """The same few titles stand on a thousand rows: each is worded once a language."""
    if kind not in (Kind.SEAL, Kind.CARCASSES, Kind.THREAT):
        return str(labels.KIND.get(kind, kind))
    head = _one(state) if counted[1] <= 1 else _several(kind, state, *counted)
    if kind == Kind.THREAT:
        threat = str(labels.KIND[Kind.THREAT])
        head = threat if state == State.UNKNOWN else f"{threat}: {head}"
    shown = [str(word) for sign, word in SHORT_SIGNS.items() if sign in signs][:2]
    if kind != Kind.THREAT and state == State.DEAD and counted[1] <= 1 and signs == (Sign.FRESH,):
        return capfirst(shown[0])  # "Died recently" says that it is dead
    return ", ".join([head, *shown])


def _one(state: str) -> str:
    words = {
        State.ALIVE: pgettext("title", "Alive"),
        State.POSSIBLY_ALIVE: pgettext("title", "May be alive"),
        State.DEAD: pgettext("title", "Dead"),
        State.MIXED: pgettext("title", "Alive and dead"),
    }
    return words.get(state, pgettext("title", "Seal, state not known"))


def _several(kind: str, state: str, count_from: int, n: int) -> str:
    number = str(n) if count_from == n else f"{count_from}–{n}"
    if state == State.ALIVE:
        return ngettext("%(n)s alive", "%(n)s alive", n) % {"n": number}
    if state == State.DEAD or (kind == Kind.CARCASSES and state == State.UNKNOWN):
        return ngettext("%(n)s dead", "%(n)s dead", n) % {"n": number}
    if state == State.MIXED:
        return ngettext("%(n)s, some alive", "%(n)s, some alive", n) % {"n": number}
    return ngettext("%(n)s seals, state not known", "%(n)s seals, state not known", n) % {"n": number}


def shown_status(case: Stranding, assignment: Assignment | None, at: datetime) -> Shown:
    """f(stranding, furthest assignment): a shape and a word for each thing a dispatcher must tell apart."""
    if case.status == StrandingStatus.CLOSED:
        return Shown("done", str(labels.RESOLUTION.get(case.resolution, _("Closed"))))
    if case.held_until and case.held_until > at and assignment is None:
        return Shown("held", _("Held until %(time)s") % {"time": clock(case.held_until, at)})
    if case.status == StrandingStatus.WITH_PARTNER:
        return Shown("partner", _("With a partner"))
    if case.status == StrandingStatus.WATCHING:
        when = clock(case.next_at, at) if case.next_at else ""
        return Shown("watch", _("Watching, next look %(time)s") % {"time": when} if when else _("Watching"))
    if assignment is not None:
        return _shown_assignment(assignment, at)
    if case.status == StrandingStatus.NEW:
        return Shown("new", pgettext("stranding", "New"))
    if case.status == StrandingStatus.RESPONDING:
        return Shown("go", _("Team responding"))
    return Shown("wait", _("Waiting for a team"))


def _shown_assignment(assignment: Assignment, at: datetime) -> Shown:
    team = assignment.team.name
    if assignment.status == AssignmentStatus.OFFERED:
        return Shown("wait", _("Asked: %(team)s") % {"team": team})
    if assignment.status == AssignmentStatus.ON_SCENE:
        since = clock(assignment.on_scene_at, at) if assignment.on_scene_at else ""
        return Shown("here", _("On scene %(time)s") % {"time": since} if since else _("On scene"))
    if assignment.status == AssignmentStatus.TRANSPORTING:
        return Shown("carry", _("Bringing it in"))
    due = clock(assignment.eta_at, at) if assignment.eta_at else ""
    if assignment.status == AssignmentStatus.EN_ROUTE:
        return Shown("go", _("On the way, there %(time)s") % {"time": due} if due else _("On the way"))
    return Shown("go", _("Accepted, there %(time)s") % {"time": due} if due else _("Accepted"))


def tone_of(case: Stranding, at: datetime) -> str:
    """ "late" past the time by which something must have happened, "soon" from half of the wait before it, else ""."""
    if case.status == StrandingStatus.CLOSED or case.next_at is None:
        return ""
    if case.next_at < at:
        return "late"
    wait = {StrandingStatus.NEW: look_by, StrandingStatus.AWAITING_TEAM: team_by}.get(case.status)
    if wait is None or (case.held_until and case.held_until > at):
        return ""
    return "soon" if case.next_at - at < wait(case.priority) / 2 else ""


def age(span: timedelta) -> str:
    """A length of time as people say it: 7 min, 1 h 20, 3 d. Never negative."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 3 and rest:
        return _("%(h)s h %(m)02d") % {"h": hours, "m": rest}
    if hours < 48:
        return _("%(n)s h") % {"n": hours}
    return _("%(n)s d") % {"n": hours // 24}


def clock(moment: datetime, at: datetime) -> str:
    """The time of day; with the day before it when it is another day."""
    zone = timezone.get_current_timezone()
    local, today = moment.astimezone(zone), at.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local:%d.%m}{NBSP}{local:%H:%M}"
    return date_format(local, "SHORT_DATE_FORMAT")


def place_words(case: Stranding, language: str = "") -> str:
    """The name of the place in the reader's language, else its coordinates, else that it is not known."""
    named = _named(case.place_slug, (language or get_language() or "ru")[:2]) if case.place_slug else ""
    if named or case.place_name:
        return named or case.place_name
    if case.latitude is not None:
        return f"{case.latitude:.4f} {case.longitude:.4f}"
    return _("place not known")


@lru_cache(maxsize=1024)
def _named(slug: str, language: str) -> str:
    known = gazetteer.by_slug(slug)
    return known.name(language) if known else ""


def channel_words(channels: dict[str, int]) -> str:
    """Which channels spoke of it and how often: "SMS ×2, Web form"; photos last."""
    words = []
    for channel, n in sorted(channels.items()):
        if channel == "photo":
            continue
        name = str(labels.CHANNEL.get(channel, channel))
        words.append(f"{name}{NBSP}×{n}" if n > 1 else name)
    if channels.get("photo"):
        words.append(ngettext("photo", "%(n)s photos", channels["photo"]) % {"n": channels["photo"]})
    return ", ".join(words)
