"""A team's page: the offer, the way, the seals, the end. Never the reporter's name or number unasked."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.templatetags.ui import moment
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment
from dispatch.models.labels import ASSIGNMENT_STATUS, EQUIPMENT
from dispatch.presenters.board import place_words, title
from dispatch.presenters.board_case import exactness
from dispatch.queries.candidates import needs_of
from dispatch.words import ETA_CHOICES
from strandings.models import Report, StrandedAnimal, labels
from strandings.words import OUTCOME_ENDS, Outcome, Sign, State

S = AssignmentStatus


@dataclass(frozen=True)
class Step:
    """One line of the team's way: "past", "now" or "" (to come)."""

    when: str
    word: str
    hint: str = ""


@dataclass(frozen=True)
class Page:
    """Everything a team's page shows. view: offer, work, late (may still say yes) or over."""

    assignment: Assignment
    view: str
    title: str
    hurry: str
    status: str
    place: str
    coordinates: str = ""
    accuracy: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    safety: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    photos: list[int] = field(default_factory=list)
    covered: bool = False
    someone_waits: bool = False
    can_show_number: bool = False
    number: str = ""
    eta_choices: tuple[int, ...] = ETA_CHOICES
    eta_best: int = 60
    left_percent: int = 0
    left_words: str = ""
    steps: list[Step] = field(default_factory=list)
    seals: list[tuple[StrandedAnimal, str]] = field(default_factory=list)
    seal: StrandedAnimal | None = None
    seal_number: int = 1


def page(assignment: Assignment, reports: list[Report], *, at: datetime, number: str = "") -> Page:
    """What this team may see of its case now; nothing of it once the team is out."""
    case = assignment.stranding
    view = view_of(assignment)
    common = {
        "assignment": assignment,
        "view": view,
        "title": title(case),
        "hurry": {1: _("URGENT"), 2: _("Today")}.get(case.priority, _("Planned")),
        "status": str(ASSIGNMENT_STATUS[assignment.status]),
    }
    if view == "over":
        return Page(**common, place="")
    seals = list(case.animals.order_by("number"))
    unfinished = next((seal for seal in seals if seal.outcome not in OUTCOME_ENDS | {Outcome.LOADED}), None)
    left_s = max((assignment.answer_by - at).total_seconds(), 0)
    window_s = (assignment.answer_by - assignment.offered_at).total_seconds() or 1
    return Page(
        **common,
        place=place_words(case),
        coordinates=f"{case.latitude:.5f},{case.longitude:.5f}" if case.has_place else "",
        accuracy=exactness(case.accuracy_m, case.place_method) if case.has_place else "",
        facts=_facts(assignment, reports),
        safety=_safety(set(case.signs)),
        words=_told(reports),
        photos=[media.pk for report in reports for media in report.media.all() if media.kind == "photo"],
        covered=case.state in {State.DEAD, State.MIXED},
        someone_waits=any(report.stays_there for report in reports),
        can_show_number=assignment.status in COMMITTED and any(_reachable(report) for report in reports),
        number=number,
        eta_best=next((m for m in ETA_CHOICES if m >= (assignment.estimated_min or 60)), ETA_CHOICES[-1]),
        left_percent=min(round(100 * left_s / window_s), 100),
        left_words=_("%(minutes)s min %(seconds)s s left")
        % {"minutes": int(left_s) // 60, "seconds": int(left_s) % 60},
        steps=_steps(assignment),
        seals=[(seal, str(labels.OUTCOME.get(seal.outcome, _("no outcome yet")))) for seal in seals],
        seal=unfinished,
        seal_number=unfinished.number if unfinished else len(seals) + 1,
    )


def view_of(assignment: Assignment) -> str:
    """What the team is shown: offer, work, late (may still say yes) or over."""
    if assignment.status == S.OFFERED:
        return "offer"
    if assignment.status in COMMITTED:
        return "work"
    waits = assignment.stranding.status == "awaiting_team"
    return "late" if assignment.status in {S.EXPIRED, S.DECLINED} and waits else "over"


def _facts(assignment: Assignment, reports: list[Report]) -> list[tuple[str, str]]:
    case = assignment.stranding
    facts = []
    if assignment.distance_km is not None and assignment.estimated_min:
        way = _("%(km)s km, about %(minutes)s min") % {
            "km": round(assignment.distance_km),
            "minutes": assignment.estimated_min,
        }
        facts.append((_("The way"), way))
    many = f"{case.count_from}-{case.count_to}" if case.count_from != case.count_to else str(case.count_to)
    facts.append((_("Seals"), f"{many}, {str(labels.STATE[case.state]).lower()}"))
    if case.signs:
        facts.append((_("Seen"), ", ".join(str(labels.SIGN.get(sign, sign)) for sign in case.signs)))
    if needs := needs_of(case):
        take = sorted(needs.required | needs.wished)
        facts.append((_("Take along"), ", ".join(str(EQUIPMENT[thing]) for thing in take)))
    facts.append((_("Reported"), moment(case.first_reported_at)))
    waits = any(report.stays_there for report in reports)
    facts.append((_("Waits there"), _("The caller stays at the place") if waits else _("Not known")))
    return facts


def _safety(signs: set) -> list[str]:
    lines = [_("Your own safety first: do not go into the water or onto the ice.")]
    lines.append(_("Gloves on. A seal bites: after a bite wash with soap for 15 minutes and see a doctor today."))
    if Sign.NET in signs:
        lines.append(_("Cut the net only with the seal held still and its head covered."))
    if Sign.DOGS in signs:
        lines.append(_("Dogs are there: have them led away before you go near."))
    if Sign.BITE in signs:
        lines.append(_("A person was bitten: see to them first, call 112 or 103."))
    if Sign.WHITE_COAT in signs:
        lines.append(_("A white-coat pup: look for the mother from afar first, and call the vet."))
    return lines


def _told(reports: list[Report]) -> list[str]:
    told = []
    for report in reports:
        told += [text for text in (report.words, report.place_words) if text]
        told += [addition.words for addition in report.additions.all() if addition.words]
    return list(dict.fromkeys(told))


def _reachable(report: Report) -> bool:
    return report.contact is not None and report.contact.erased_at is None


def _steps(assignment: Assignment) -> list[Step]:
    rows = [
        (S.ACCEPTED, _("Accepted"), assignment.accepted_at),
        (S.EN_ROUTE, _("On the way"), assignment.en_route_at),
        (S.ON_SCENE, _("On scene"), assignment.on_scene_at),
    ]
    if assignment.status == S.TRANSPORTING:
        rows.append((S.TRANSPORTING, _("Bringing it in"), assignment.transporting_at))
    steps, reached = [], False
    for status, word, when in rows:
        is_now = status == assignment.status
        told = moment(when) or (_("not recorded") if not reached and not is_now else "")
        steps.append(Step("now" if is_now else ("" if reached else "past"), word, "" if reached else told))
        reached = reached or is_now
    if assignment.eta_at and assignment.status in {S.ACCEPTED, S.EN_ROUTE}:
        steps[-1] = Step("", _("On scene"), _("about %(time)s") % {"time": moment(assignment.eta_at)})
    return [*steps, Step("", _("Outcome"))]
