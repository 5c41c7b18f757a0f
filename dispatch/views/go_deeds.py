"""What each button of the team's page does, and what the team hears after it."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from dispatch import actions
from dispatch.lifecycle import COMMITTED
from dispatch.models import Assignment
from dispatch.words import CheckInKind, DeclineReason
from strandings.words import Resolution

Deed = Callable[[Assignment, dict, datetime, datetime | None], str]


def accept(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """Yes, with the minutes the team needs."""
    answer = actions.accept(assignment, eta_min=told["eta"], at=at, happened_at=when)
    return {
        actions.Said.YOURS: _("It is yours. Thank you!"),
        actions.Said.TAKEN: _("Another team has taken it in the meantime. Thank you!"),
        actions.Said.BUSY: _("Your team is on another case, so we ask others. Thank you!"),
        actions.Said.OVER: _("It is no longer open. Nobody needs to go. Thank you!"),
    }[answer.said]


def decline(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """No, with or without a reason."""
    if assignment.status in COMMITTED:
        return give_up(assignment, told, at, when)
    reason = DeclineReason(told["reason"] or DeclineReason.OTHER)
    actions.decline(assignment, reason=reason, at=at)
    return _("Thank you for the quick answer. We are asking the next team.")


def en_route(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """The team has set out."""
    actions.en_route(assignment, at=at, happened_at=when, eta_min=told["eta"])
    return ""


def eta(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """A new time of arrival."""
    if told["eta"]:
        actions.set_eta(assignment, eta_min=told["eta"], at=at)
    return ""


def arrive(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """The team stands at the animal."""
    actions.arrive(assignment, at=at, happened_at=when)
    return ""


def back(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """The last tap was a mistake."""
    actions.take_back(assignment, at=at)
    return _("Taken back.")


def call_help(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """The team needs help: whoever is on duty is called."""
    where = {"latitude": told["latitude"], "longitude": told["longitude"]}
    actions.check_in(assignment, kind=CheckInKind.HELP, at=at, **where)
    return _("The duty dispatcher is being called for you. In danger call 112.")


def well(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """A sign of life."""
    where = {"latitude": told["latitude"], "longitude": told["longitude"]}
    actions.check_in(assignment, kind=CheckInKind.WELL, at=at, **where)
    return _("Noted: all well.")


def give_up(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """The team cannot go on."""
    unsafe = told["reason"] == DeclineReason.UNSAFE
    actions.give_up(assignment, why=told["words"] or told["reason"], unsafe=unsafe, at=at)
    return _("Understood. We are asking another team. Stay safe.")


def finish(assignment: Assignment, told: dict, at: datetime, when: datetime | None) -> str:
    """No seal in hand: not found, not a seal, nothing to do."""
    resolution = Resolution(told["resolution"] or Resolution.NOT_FOUND)
    actions.finish(assignment, resolution=resolution, words=told["words"], at=at)
    return _("Written down. Thank you for going.")


DEEDS: dict[str, Deed] = {
    "accept": accept,
    "decline": decline,
    "en_route": en_route,
    "eta": eta,
    "arrive": arrive,
    "back": back,
    "help": call_help,
    "well": well,
    "give_up": give_up,
    "finish": finish,
}
