"""Why this team: a candidate's reasons as short sentences in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import LANGUAGE_CHOICES
from dispatch.models import labels

_LANGUAGES = dict(LANGUAGE_CHOICES)
_WORDS = {
    "way": gettext_lazy("%(km)s km, about %(minutes)s min"),
    "detour": gettext_lazy("with %(km)s km round the water"),
    "night": gettext_lazy("night: %(minutes)s min to get going"),
    "has": gettext_lazy("has: %(things)s"),
    "lacks": gettext_lazy("lacks: %(things)s"),
    "means": "%(means)s",
    "speaks": gettext_lazy("speaks %(language)s"),
    "carcass_today": gettext_lazy("handled a carcass today"),
    "worked_last_night": gettext_lazy("worked last night"),
    "off_duty": gettext_lazy("off duty"),
    "busy": gettext_lazy("busy with %(reference)s"),
    "unequipped": gettext_lazy("has no: %(things)s"),
    "out_of_range": gettext_lazy("out of range: %(km)s km, goes up to %(range_km)s km"),
    "unreachable": gettext_lazy("no telephone of a member is known"),
}


def reason_words(reason: dict) -> str:
    """One reason as stored ({"code", "values"}) or fresh (asdict) in the active language."""
    values = dict(reason["values"])
    if "things" in values:
        values["things"] = ", ".join(str(labels.EQUIPMENT.get(thing, thing)) for thing in values["things"])
    if "means" in values:
        values["means"] = str(labels.MEANS.get(values["means"], values["means"]))
    if "language" in values:
        values["language"] = _LANGUAGES.get(values["language"], values["language"])
    return str(_WORDS.get(reason["code"], reason["code"])) % values


def candidate_rows(ranking: list[dict]) -> list[dict]:
    """Stored or fresh candidates (Candidate.as_json) for a page: team_id, name, minutes, km, why, cannot."""
    rows = []
    for candidate in ranking:
        excluded = candidate["excluded_because"]
        why = [reason_words(reason) for reason in candidate["reasons"]]
        if not candidate["reasons"]:
            why = [_("no reason stored")]
        rows.append({**candidate, "why": why, "cannot": reason_words(excluded) if excluded else ""})
    return rows
