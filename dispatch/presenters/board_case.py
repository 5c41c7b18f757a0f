"""One case as its page shows it: facts, what people told, texts, timeline, teams, seals."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.phones import mask
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment
from dispatch.presenters.board import Shown, age, clock, place_words, shown_status, title, tone_of
from dispatch.presenters.reasons import candidate_rows
from dispatch.queries.board_case import Spoken
from messaging.lifecycle import MessageStatus
from messaging.models import STATUS_LABELS, Alarm
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, StrandedAnimal, Stranding, TimelineEntry, labels
from strandings.presenters import NEEDS_PERSON, SET_ASIDE, describe
from strandings.reason_labels import REASON
from strandings.words import Kind, State


@dataclass(frozen=True)
class Head:
    """The top of a case: what, where, how urgent, why, whose turn."""

    reference: str
    priority: int
    title: str
    status: Shown
    tone: str
    late_words: str
    place: str
    exactness: str
    reasons: list[str]
    needs_person: str
    set_aside: str
    held_because: str
    latitude: float | None
    longitude: float | None


def head(case: Stranding, furthest: Assignment | None, *, at: datetime) -> Head:
    """The facts of a case in the reader's language."""
    because = case.needs_person_because
    return Head(
        reference=case.reference,
        priority=case.priority,
        title=title(case),
        status=shown_status(case, furthest, at),
        tone=tone_of(case, at),
        late_words=_late_words(case, furthest, at),
        place=place_words(case),
        exactness=exactness(case.accuracy_m, case.place_method) if case.has_place else "",
        reasons=[str(REASON.get(code, code)) for code in case.priority_reasons],
        needs_person=str(NEEDS_PERSON.get(because, because)),
        set_aside=_why_set_aside(case),
        held_because=case.held_because if case.held_until and case.held_until > at else "",
        latitude=case.latitude,
        longitude=case.longitude,
    )


def _why_set_aside(case: Stranding) -> str:
    """Why the table asked no team for a new case by itself; empty once a person has decided."""
    why = case.set_aside_because if case.status == StrandingStatus.NEW else ""
    return str(SET_ASIDE.get(why, why))


def _late_words(case: Stranding, furthest: Assignment | None, at: datetime) -> str:
    if case.status == StrandingStatus.CLOSED:
        return ""
    if case.status in (StrandingStatus.NEW, StrandingStatus.AWAITING_TEAM) and furthest is None:
        return _("%(age)s without a team") % {"age": age(at - case.opened_at)}
    if case.next_at and case.next_at < at:
        return _("overdue by %(age)s") % {"age": age(at - case.next_at)}
    return ""


def exactness(accuracy_m: int | None, method: str) -> str:
    """How well the place is known and from what: "accurate to about 18 m, GPS"."""
    named = str(labels.PLACE_METHOD.get(method, method))
    if accuracy_m is None:
        return named
    if accuracy_m >= 1000:
        return _("accurate to about %(km)s km, %(method)s") % {"km": round(accuracy_m / 1000), "method": named}
    return _("accurate to about %(m)s m, %(method)s") % {"m": accuracy_m, "method": named}


# What people told -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Voice:
    """One report as its person told it. `phone` is masked; `shown_phone` only after a logged tap."""

    report: Report
    channel: str
    when: str
    masked: str
    facts: str
    place: str
    covered: bool
    shown_phone: str = ""
    shown_name: str = ""
    photos: list = field(default_factory=list)


def voice(report: Report, *, shown_for: int | None, case: Stranding, at: datetime) -> Voice:
    """A report's own words and facts; the number in full only for the report `shown_for`."""
    contact = report.contact
    reachable = contact is not None and contact.erased_at is None
    opened = reachable and report.pk == shown_for
    facts = [str(labels.STATE.get(report.state, report.state))]
    facts += [str(labels.SIGN.get(sign, sign)) for sign in report.signs]
    seals = {Kind.SEAL, Kind.CARCASSES}
    return Voice(
        report=report,
        channel=str(labels.CHANNEL.get(report.channel, report.channel)),
        when=clock(report.recorded_at, at),
        masked=mask(contact.phone) if reachable else "",
        facts=" · ".join(facts) if report.kind in seals else str(labels.KIND.get(report.kind, report.kind)),
        place=exactness(report.accuracy_m, report.place_method) if report.latitude is not None else "",
        covered=case.state in (State.DEAD, State.MIXED) or report.state in (State.DEAD, State.MIXED),
        shown_phone=contact.phone if opened else "",
        shown_name=contact.name if opened else "",
        photos=[media for media in report.media.all() if media.kind == "photo"],
    )


@dataclass(frozen=True)
class Said:
    """One text of the thread."""

    words: str
    ours: bool
    hint: str
    tone: str


_BAD = {MessageStatus.FAILED, MessageStatus.UNDELIVERED, MessageStatus.STALE, MessageStatus.UNCERTAIN}


def said(spoken: Spoken, *, reporters: set[int], at: datetime) -> Said:
    """A text with who, when and whether it arrived. `reporters`: ids of contacts of this case's reports."""
    when = clock(spoken.at, at)
    if spoken.heard is not None:
        heard = spoken.heard
        who = _("from the reporter") if heard.contact_id in reporters else _("from a team")
        words = heard.body or (_("a point on the map") if heard.latitude is not None else "")
        return Said(words, ours=False, hint=f"{who} · {heard.channel.upper()} · {when}", tone="")
    sent = spoken.sent
    who = _("to the reporter") if sent.contact_id in reporters else _to_whom(sent.purpose)
    state = str(STATUS_LABELS.get(sent.status, sent.status))
    tone = "late" if sent.status in _BAD else ""
    return Said(sent.body.replace("{link}", "…"), ours=True, hint=f"{who} · {when} · {state}", tone=tone)


def _to_whom(purpose: str) -> str:
    if purpose.startswith("alarm:"):
        return _("to the desk")
    return _("to a partner") if purpose.startswith("strandings.referral") else _("to a team")


@dataclass(frozen=True)
class Happened:
    """One line of the timeline."""

    when: str
    words: str
    who: str
    late_note: str


def happened(entry: TimelineEntry, *, at: datetime) -> Happened:
    """What, who, when; and when it was written down, if that was much later."""
    delay = (entry.recorded_at - entry.happened_at).total_seconds()
    words = {"system": _("the system"), "reporter": _("the reporter")}
    return Happened(
        when=clock(entry.happened_at, at),
        words=describe(entry),
        who=str(entry.by) if entry.by else words.get(entry.by_words, entry.by_words),
        late_note=_("written down %(time)s") % {"time": clock(entry.recorded_at, at)} if delay > 300 else "",
    )


# Teams ----------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Asked:
    """A team asked or committed now."""

    assignment_id: int
    team: str
    words: str
    is_offer: bool
    waits: str
    until_ms: int  # when the window ends, for the page's own clock


def asked(assignment: Assignment, *, at: datetime) -> Asked:
    """A team's state and, for an offer, how long its window still lasts."""
    is_offer = assignment.status == AssignmentStatus.OFFERED
    left = max(int((assignment.answer_by - at).total_seconds()), 0)
    waits = _("answer due in %s") % f"{left // 60}:{left % 60:02d}" if is_offer else ""
    words = str(assignment.get_status_display())
    if assignment.eta_at and assignment.status in COMMITTED - {AssignmentStatus.ON_SCENE}:
        words = _("%(status)s, there %(time)s") % {"status": words, "time": clock(assignment.eta_at, at)}
    until_ms = int(assignment.answer_by.timestamp() * 1000)
    return Asked(assignment.pk, assignment.team.name, words, is_offer, waits, until_ms)


def can_and_cannot(candidates: list, *, open_team_ids: set[int]) -> tuple[list[dict], list[dict]]:
    """Ranked teams that could go (numbered from 1) and those passed over, each with its words."""
    rows = candidate_rows([one.as_json() for one in candidates])
    rows = [row for row in rows if row["team_id"] not in open_team_ids]
    able = [row for row in rows if not row["cannot"]]
    for number, one in enumerate(able, start=1):
        one["number"] = number if number <= 9 else ""
        one["way"] = age_of_minutes(one["minutes"])
    return able, [row for row in rows if row["cannot"]]


def age_of_minutes(minutes: float | None) -> str:
    """Travel time in words; empty when it is not known."""
    return "" if minutes is None else age(timedelta(minutes=round(minutes)))


def seal_words(seal: StrandedAnimal, *, at: datetime) -> str:
    """One seal of the case in a line: number, class, condition, weight, outcome."""
    parts = [_("Seal %(n)s") % {"n": seal.number}]
    if seal.age_class and seal.age_class != "unknown":
        parts.append(str(labels.AGE_CLASS.get(seal.age_class, seal.age_class)))
    code = seal.code_at_examination or seal.code_at_first_sight
    if code:
        parts.append(str(labels.CONDITION_CODE.get(code, code)))
    if seal.weight_kg is not None:
        parts.append(f"{seal.weight_kg.normalize():f}\u00a0kg")
    if seal.outcome:
        parts.append(str(labels.OUTCOME.get(seal.outcome, seal.outcome)))
    if seal.expected_at and seal.on_its_way_since:
        parts.append(_("expected %(time)s") % {"time": clock(seal.expected_at, at)})
    return " · ".join(parts)


def alarm_words(alarm: Alarm) -> str:
    """An open alarm in the reader's words: the text that people are called with, without its reference."""
    language = (get_language() or "ru")[:2]
    text = render_to_string(f"sms/{language}/{alarm.template}.txt", {**alarm.context, "ref": ""})
    return " ".join(text.replace("{link}", "").split()).replace(" :", ":").lstrip(": ")
