"""A reporter's page: the steps so far, what comes next and by when. Never a place, a name or a number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import CentreSetting
from accounts.templatetags.ui import clock, moment
from strandings.lifecycle import StrandingStatus as S
from strandings.models import Report, Stranding
from strandings.models.labels import OUTCOME, RESOLUTION, STATE
from strandings.queries.duty import desk_at
from strandings.words import Fate, Outcome, Resolution, State


@dataclass(frozen=True)
class Step:
    """One line of the way: "past", "now" or "" (to come), its word, and the small print."""

    when: str
    word: str
    hint: str = ""


def title(stranding: Stranding) -> str:
    """The heading of the page: what stands now."""
    if stranding.status == S.CLOSED:
        return _("Thank you. This report is closed.")
    if stranding.status == S.RESPONDING:
        return _("Team at the place") if stranding.on_scene_at else _("Team on the way")
    return _("Thank you. Your report is saved.")


def steps(report: Report, *, at: datetime) -> list[Step]:
    """Received, checked, on the way, at the place, and what became of it; exactly one of them is "now"."""
    stranding = report.stranding
    line = [Step("past", _("Received"), moment(report.recorded_at))]
    if stranding.acknowledged_at:
        line.append(Step("past", _("Checked by dispatcher"), moment(stranding.acknowledged_at)))
    elif stranding.status == S.NEW:
        line.append(Step("", _("Checked by dispatcher")))
    if stranding.status == S.CLOSED:
        return _ended(stranding, line)
    line += _middle(stranding, at)
    line.append(Step("", _("We will write to you what became of the seal") if report.contact_id else _("The end")))
    return _with_one_now(line)


def _middle(stranding: Stranding, at: datetime) -> list[Step]:
    if stranding.status == S.WITH_PARTNER:
        return [Step("past", _("Passed to a partner who can help"))]
    if stranding.status == S.WATCHING:
        return [Step("past", _("It stays in peace; we look again"), moment(stranding.next_at))]
    responding = stranding.status == S.RESPONDING
    asked = [Step("past", _("We are asking the nearest team"))] if stranding.status == S.AWAITING_TEAM else []
    there = responding and stranding.on_scene_at
    going = Step(
        "past" if responding else "", _("Team on the way"), "" if there or not responding else _eta(stranding, at)
    )
    return [
        *asked,
        going,
        Step("past" if there else "", _("Team at the place"), moment(stranding.on_scene_at) if there else ""),
    ]


def _eta(stranding: Stranding, at: datetime) -> str:
    """When the team itself said it will be there; a time that has passed is not repeated."""
    said = stranding.timeline.filter(verb__in=("team_accepted", "team_eta", "team_en_route"))
    for row in said.filter(recorded_at__gte=stranding.responding_since).order_by("-recorded_at", "-pk"):
        if minutes := row.details.get("minutes"):
            there = row.recorded_at + timedelta(minutes=minutes)
            return _("There at about %(time)s") % {"time": clock(there)} if there > at else ""
    return ""


def _with_one_now(line: list[Step]) -> list[Step]:
    last = max(index for index, step in enumerate(line) if step.when == "past")
    return [
        Step("now" if index == last else "past" if index < last else "", step.word, step.hint)
        for index, step in enumerate(line)
    ]


def _ended(stranding: Stranding, line: list[Step]) -> list[Step]:
    line = [step for step in line if step.when]
    if stranding.on_scene_at:
        line.append(Step("past", _("Team at the place"), moment(stranding.on_scene_at)))
    line += [Step("past", word, hint) for word, hint in _ends(stranding)]
    return [*line[:-1], Step("now", line[-1].word, line[-1].hint)]


def _ends(stranding: Stranding) -> list[tuple[str, str]]:
    ends = []
    for stranded in stranding.animals.select_related("animal").exclude(outcome=""):
        ends.append((_outcome(stranded.outcome), moment(stranded.outcome_at)))
        animal = stranded.animal
        if animal and stranded.outcome == Outcome.ADMITTED and animal.fate != Fate.IN_CARE:
            ends.append((_fate(animal.fate), moment(animal.fate_at)))
    if ends:
        return ends
    resolution = Resolution(stranding.resolution)
    return [(str(RESOLUTION[resolution]), moment(stranding.closed_at))]


def _outcome(outcome: str) -> str:
    if outcome == Outcome.ADMITTED:
        return _("Seal taken to the Center")
    if outcome == Outcome.LEFT_IN_PEACE:
        return _("Seal left in peace (healthy)")
    return str(OUTCOME[Outcome(outcome)])


def _fate(fate: str) -> str:
    if fate == Fate.RELEASED:
        return _("The seal went back to the sea. It lives because of you. Thank you!")
    if fate in (Fate.DIED, Fate.EUTHANISED):
        return _("Sadly the seal could not be saved. Your call was not in vain. Thank you.")
    return _("The seal is in other good hands")


def public_stories(stranding: Stranding) -> list[str]:
    """What the vets wrote for whoever found the seal, once its life with us has ended."""
    seals = stranding.animals.select_related("animal").exclude(animal=None).order_by("number")
    return [one.animal.public_story for one in seals if one.animal.public_story]


def what_next(stranding: Stranding, centre: CentreSetting, *, at: datetime) -> list[str]:
    """What comes next, with a time only where the desk's hours keep it."""
    if stranding.status in (S.CLOSED, S.WITH_PARTNER, S.WATCHING):
        return []
    if stranding.status == S.RESPONDING:
        return [] if stranding.on_scene_at else [_("A team has taken it. Please keep your phone at hand.")]
    if stranding.status == S.AWAITING_TEAM:
        return [_("This page says when a team is on its way.")]
    said = [_("If the seal needs help, the nearest team will go there.")]
    if stranding.acknowledged_at:
        return said
    desk = desk_at(at, centre)
    by = desk.answer_by(stranding.next_at, at)
    if by:
        return [_("We will answer by %(time)s.") % {"time": clock(by)}, *said]
    if desk.back_at:
        return [_("The duty officer is back at %(time)s.") % {"time": moment(desk.back_at)}, *said]
    return [_("A dispatcher will look at your report."), *said]


def duty_line(centre: CentreSetting, *, at: datetime) -> str:
    """Whether somebody is there now, for the home page; "" when the system has not been told."""
    desk = desk_at(at, centre)
    if desk.on_duty:
        return _("Somebody is on duty now.")
    if desk.back_at:
        return _("The duty officer is back at %(time)s.") % {"time": moment(desk.back_at)}
    return ""


def summary(report: Report, photos: int) -> list[str]:
    """What the report holds, without saying where."""
    stranding = report.stranding
    said = [str(STATE[State(stranding.state)])]
    if photos:
        said.append(ngettext("%(n)s photo", "%(n)s photos", photos) % {"n": photos})
    if report.first_stranding_id != report.stranding_id:
        said.append(str(RESOLUTION[Resolution.MERGED]))
    if stranding.count_to > 1:
        said.append(_("%(n)s seals") % {"n": _range(stranding.count_from, stranding.count_to)})
    return said


def _range(low: int, high: int) -> str:
    return str(high) if low == high else f"{low}–{high}"
