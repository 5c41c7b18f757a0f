"""Timeline rows in the reader's words. Apps above add their own verbs with register()."""

import re
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext_lazy as _

from strandings.models import TimelineEntry
from strandings.models import labels as lab

VERBS: dict[str, object] = {
    "reported": _("Reported: %(channel)s"),
    "added": _("The reporter added something"),
    "photo_added": _("A photo was added"),
    "acknowledged": _("Taken into work"),
    "priority_set": _("Priority P%(was)s became P%(priority)s. %(why)s"),
    "place_set": _("Place set: %(method)s"),
    "held": _("Held until %(until)s. %(why)s"),
    "hold_released": _("Hold ended"),
    "hold_over": _("The hold is over"),
    "team_asked": _("A team is asked for. %(why)s"),
    "team_committed": _("A team is committed"),
    "team_left": _("The team is no longer on it. %(why)s"),
    "team_on_scene": _("Team on scene"),
    "needs_person": _("Needs a person: %(because)s"),
    "late": _("Nothing happened in time"),
    "look_again": _("Time to look again"),
    "watching": _("Watching until %(until)s. %(why)s"),
    "closed": _("Closed: %(resolution)s. %(why)s"),
    "reopened": _("Reopened. %(why)s"),
    "referred": _("Passed to %(partner)s, answer due %(until)s"),
    "referred_beside": _("Also passed to %(partner)s, answer due %(until)s"),
    "partner_answered": _("Partner's answer: %(answer)s"),
    "back_from_partner": _("Back from the partner: %(because)s"),
    "merged": _("Joined with %(into)s"),
    "absorbed": _("%(from_reference)s joined this case"),
    "unmerged": _("Separated from %(out_of)s again"),
    "gave_back": _("%(from_reference)s was separated again"),
    "incident_joined": _("Belongs to: %(title)s"),
    "incident_left": _("Belongs to no incident any more"),
    "animal_recorded": _("Seal %(number)s written down. %(code)s"),
    "animal_registered": _("Seal registered"),
    "field_treatment": _("Seal %(number)s was treated on the spot"),
    "outcome": _("Seal %(number)s: %(outcome)s"),
    "loaded": _("Seal %(number)s on its way to the centre, expected %(expected_at)s"),
    "unloaded": _("Seal %(number)s is not on its way: taken back"),
    "carcasses_counted": _("Carcasses counted: %(total)s"),
    "fate": _("Now: %(fate)s"),
    "wrote_to_reporter": _("Text written to the reporter"),
    "reporter_forgotten": _("The reporter's number and name were deleted"),
    "number_seen": _("The reporter's number was looked at"),
    "note": "%(why)s",
}
NEEDS_PERSON = {
    "place_unknown": _("the place is not known"),
    "reopened": _("it was reopened"),
    "unmerged": _("it was separated again"),
    "late": _("nothing happened in time"),
    "look_again": _("time to look again"),
    "hold_over": _("the hold is over"),
    "no_team": _("no team has taken it"),
    "partner_silent": _("the partner did not answer in time"),
    "partner_answered": _("the partner answered"),
}
# Why nobody was sent by the table alone, although the priority would have asked for a team
SET_ASIDE = {
    "form": _("the form was filled in faster than people can: speak to the sender first"),
    "api": _("it came from a program nobody here answers for: speak to the sender first"),
    "outside_region": _("the place lies outside the centre's region: ask where it is"),
}
_LABELS = {
    "channel": lab.CHANNEL,
    "method": lab.PLACE_METHOD,
    "resolution": lab.RESOLUTION,
    "answer": lab.REFERRAL_STATUS,
    "outcome": lab.OUTCOME,
    "code": lab.CONDITION_CODE,
    "fate": lab.FATE,
    "because": NEEDS_PERSON,
}
_TIMES = {"until", "expected_at", "eta_at"}
_DECIMAL = re.compile(r"-?\d+\.\d+")


class _Words(dict):
    def __missing__(self, key: str) -> str:
        return ""


def register(verbs: dict[str, object], *, labels: dict[str, dict] | None = None) -> None:
    """Add the verbs of an app above, and the label tables of their details."""
    VERBS.update(verbs)
    _LABELS.update(labels or {})


def describe(entry: TimelineEntry) -> str:
    """One timeline row as a sentence, numbers as its reader writes them; an unknown verb shows itself, not nothing."""
    pattern = VERBS.get(entry.verb)
    if pattern is None:
        return entry.verb.replace("_", " ")
    words = _Words({key: _word(key, value) for key, value in entry.details.items()})
    return " ".join((str(pattern) % words).split()).removesuffix(":").strip()


def _word(key: str, value) -> str:
    if key in _TIMES and value:
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if key in _LABELS:
        return str(_LABELS[key].get(value, value))
    if isinstance(value, str | float) and _DECIMAL.fullmatch(str(value)):
        return localize(Decimal(str(value).rstrip("0").removesuffix(".")))
    return "" if value is None else str(value)


__all__ = ["NEEDS_PERSON", "SET_ASIDE", "VERBS", "describe", "register"]
