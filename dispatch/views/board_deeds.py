"""What each verb of the case page does: one action each, what is said after it, and how it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from dispatch import actions
from dispatch.queries import board_case as query
from dispatch.queries.board_teams import assignment_of_case, team
from strandings import actions as spine
from strandings.lifecycle import ReferralStatus, StrandingStatus
from strandings.models import Stranding
from strandings.words import Outcome, Resolution


class Gone(Exception):
    """What the form speaks of is no longer there; `words` say so to the person."""

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Done:
    """What to say after a verb, and the verb with its fields that takes it back ("" if none)."""

    said: str
    undo: str = ""
    fields: dict = field(default_factory=dict)
    bad: bool = False


@dataclass(frozen=True)
class Asks:
    """Everything a verb works with: the case as locked, what was typed, who, when."""

    case: Stranding
    typed: dict
    by: User
    at: datetime


def acknowledge(asks: Asks) -> Done:
    """The case is this person's work."""
    spine.acknowledge(asks.case, by=asks.by, at=asks.at)
    return Done(_("Taken into work"))


def ask_for_team(asks: Asks) -> Done:
    """The engine looks for a team now."""
    spine.ask_for_team(asks.case, by=asks.by, at=asks.at)
    return Done(_("A team is asked for"))


def send(asks: Asks) -> Done:
    """Ask the team the dispatcher picked."""
    picked = team(asks.typed["team"])
    if picked is None:
        raise Gone(_("This team is not active any more."))
    made = actions.offer_to(asks.case, picked, by=asks.by, at=asks.at, is_extra=asks.typed.get("extra", False))
    said = _("%(team)s is asked") % {"team": picked.name}
    return Done(said, undo="withdraw", fields={"assignment": made.pk})


def said_yes(asks: Asks) -> Done:
    """The team's yes came by telephone."""
    assignment = _assignment(asks)
    answer = actions.record_phone_accept(assignment, eta_min=None, by=asks.by, at=asks.at)
    if answer.said != actions.Said.YOURS:
        return Done(_("Too late: this team cannot take the case any more."), bad=True)
    return Done(_("%(team)s goes") % {"team": assignment.team.name})


def withdraw(asks: Asks) -> Done:
    """The team is called off, and hears so."""
    assignment = _assignment(asks)
    actions.withdraw(assignment, by=asks.by, at=asks.at, why=asks.typed.get("why", ""))
    return Done(_("%(team)s is called off") % {"team": assignment.team.name})


def _assignment(asks: Asks):
    found = assignment_of_case(asks.case, asks.typed["assignment"])
    if found is None:
        raise Gone(_("This team is not on the case any more."))
    return found


def set_priority(asks: Asks) -> Done:
    """A person knows better than the table."""
    was = asks.case.priority
    spine.set_priority(asks.case, priority=asks.typed["priority"], why=asks.typed["why"], by=asks.by, at=asks.at)
    back = {"priority": was, "why": _("Undone")}
    return Done(_("Priority is now P%(n)s") % {"n": asks.typed["priority"]}, undo="priority", fields=back)


def set_place(asks: Asks) -> Done:
    """Where it is, as the form read it from coordinates, a map link or a name."""
    read = asks.typed["read"]
    spine.set_place(
        asks.case,
        latitude=read.latitude,
        longitude=read.longitude,
        accuracy_m=asks.typed.get("accuracy_m") or read.accuracy_m,
        method=read.method,
        place_name=read.name,
        place_slug=read.slug,
        by=asks.by,
        at=asks.at,
    )
    return Done(_("The place is set"))


def hold(asks: Asks) -> Done:
    """Leave it until a time."""
    spine.hold(asks.case, until=asks.typed["until"], because=asks.typed["because"], by=asks.by, at=asks.at)
    return Done(_("Held"), undo="release")


def release(asks: Asks) -> Done:
    """Go on now."""
    spine.release_hold(asks.case, by=asks.by, at=asks.at)
    return Done(_("The hold is over"))


def watch(asks: Asks) -> Done:
    """A named person looks again at a named time."""
    typed = asks.typed
    spine.watch(
        asks.case,
        watcher=typed["watcher"],
        next_look_at=typed["next_look_at"],
        why=typed["why"],
        by=asks.by,
        at=asks.at,
    )
    return Done(_("Watching"), undo="reopen", fields=_back_to_new())


def refer(asks: Asks) -> Done:
    """Pass it to a partner, with a deadline."""
    typed = asks.typed
    made = spine.refer(
        asks.case,
        partner=typed["partner"],
        answer_by=typed["answer_by"],
        passed_on=typed["passed_on"],
        by=asks.by,
        at=asks.at,
    )
    back = {"referral": made.pk, "to": ReferralStatus.TAKEN_BACK.value}
    return Done(_("Passed to %(partner)s") % {"partner": typed["partner"].name}, undo="partner-answer", fields=back)


def partner_answer(asks: Asks) -> Done:
    """What the partner said, written by the dispatcher."""
    typed = asks.typed
    referral = query.open_referral(asks.case, typed["referral"])
    if referral is None:
        raise Gone(_("This partner has answered already."))
    spine.answer_referral(
        referral,
        to=ReferralStatus(typed["to"]),
        at=asks.at,
        by=asks.by,
        act_number=typed["act_number"],
        disposition=typed["disposition"],
        result=typed["result"],
    )
    return Done(_("The partner's answer is written down"))


def close(asks: Asks) -> Done:
    """It is over."""
    spine.close(
        asks.case, resolution=Resolution(asks.typed["resolution"]), note=asks.typed["note"], by=asks.by, at=asks.at
    )
    return Done(_("Closed"), undo="reopen", fields=_back_to_new())


def reopen(asks: Asks) -> Done:
    """It was not over."""
    spine.reopen(asks.case, to=StrandingStatus(asks.typed["to"]), why=asks.typed["why"], by=asks.by, at=asks.at)
    return Done(_("Open again"))


def _back_to_new() -> dict:
    return {"to": StrandingStatus.NEW.value, "why": _("Undone")}


def merge(asks: Asks) -> Done:
    """The same seal as another case's."""
    into = asks.typed["reference"]
    link = spine.merge(asks.case, into=into, by=asks.by, at=asks.at)
    said = _("Joined with %(reference)s") % {"reference": into.reference}
    return Done(said, undo="unmerge", fields={"link": link.pk})


def unmerge(asks: Asks) -> Done:
    """Two seals after all."""
    link = query.merge_of(asks.case, asks.typed["link"])
    if link is None:
        raise Gone(_("These cases are separated already."))
    spine.unmerge(link, by=asks.by, at=asks.at)
    return Done(_("Separated again"))


def note(asks: Asks) -> Done:
    """A dispatcher's own words on the timeline."""
    spine.note(asks.case, verb="note", details={"why": asks.typed["words"]}, by=asks.by, at=asks.at)
    return Done(_("Written down"))


def write(asks: Asks) -> Done:
    """Own words to the reporter, once for each form drawn."""
    report = query.report_of(asks.case, asks.typed["report"])
    if report is None:
        raise Gone(_("This report belongs to another case now."))
    typed = asks.typed
    owed = spine.write_to_reporter(report, words=typed["words"], by=asks.by, at=asks.at, key=typed["key"])
    if owed is None:
        return Done(_("This person cannot be written to: no number, or they asked for no more texts."), bad=True)
    return Done(_("The text is on its way"))


def outcome(asks: Asks) -> Done:
    """What became of the seal, heard at the desk; the case closes when each seal has its end."""
    outcome_told = Outcome(asks.typed["outcome"])
    spine.end_at_desk(asks.case, outcome=outcome_told, note_text=asks.typed["note"], by=asks.by, at=asks.at)
    return Done(_("The outcome is written down"))


# What the person saw matters for these: refused when the case has changed since (invariant 10)
MINDS_VERSION = {"priority", "place", "hold", "watch", "refer", "close", "reopen", "merge", "outcome"}
DEEDS: dict[str, Callable[[Asks], Done]] = {
    "acknowledge": acknowledge,
    "team": ask_for_team,
    "send": send,
    "said-yes": said_yes,
    "withdraw": withdraw,
    "priority": set_priority,
    "place": set_place,
    "hold": hold,
    "release": release,
    "watch": watch,
    "refer": refer,
    "partner-answer": partner_answer,
    "close": close,
    "reopen": reopen,
    "merge": merge,
    "unmerge": unmerge,
    "note": note,
    "write": write,
    "outcome": outcome,
}
