"""What a team may send from its page. Wide open on purpose: a team on a beach is never blocked by a form."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from common.texts import clean_text
from dispatch.models import labels
from dispatch.words import ETA_CHOICES, DeclineReason
from strandings.models import labels as spine
from strandings.words import ConditionCode, Outcome, Resolution, Sign

TO_CENTRE_CHOICES = [30, 60, 90, 120, 180, 240]
REASONS = [reason for reason in DeclineReason if reason != DeclineReason.UNREACHABLE]
SIGNS = [Sign.NET, Sign.WOUND, Sign.THIN, Sign.BREATHING, Sign.OIL, Sign.PUP, Sign.WHITE_COAT, Sign.SICK]
OUTCOMES = [
    Outcome.LOADED,
    Outcome.RELEASED_ON_SITE,
    Outcome.LEFT_IN_PEACE,
    Outcome.WENT_TO_SEA,
    Outcome.RELOCATED,
    Outcome.DIED_ON_SITE,
    Outcome.CARCASS_MARKED,
    Outcome.CARCASS_COLLECTED,
    Outcome.CARCASS_REMOVED,
]
ENDINGS = [Resolution.NOT_FOUND, Resolution.NOT_A_SEAL, Resolution.NOTHING_TO_DO]
_CLOCK_AHEAD, _CLOCK_BEHIND = timedelta(minutes=2), timedelta(days=2)


def _words(labels_of: dict, wanted: list) -> list[tuple[str, str]]:
    return [(word.value, labels_of[word]) for word in wanted]


class OnceForm(forms.Form):
    """Every form of the page carries a number of its own and, with scripts, the device's time."""

    field_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    happened_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("field_uuid", uuid4())

    def when(self, at: datetime) -> datetime | None:
        """The device's time of the tap, unless its clock is plainly wrong."""
        told = parse_datetime(self.cleaned_data.get("happened_at") or "")
        if told is None or told.tzinfo is None or not at - _CLOCK_BEHIND <= told <= at + _CLOCK_AHEAD:
            return None
        return min(told, at)


class DeedForm(OnceForm):
    """One tap: which verb, and what it may need."""

    VERBS = ("accept", "decline", "en_route", "eta", "arrive", "back", "help", "well", "give_up", "finish", "number")
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    eta = forms.TypedChoiceField(
        label=_("When will you be there?"),
        choices=[(minutes, minutes) for minutes in ETA_CHOICES],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.ChoiceField(label=_("Why not?"), choices=_words(labels.DECLINE_REASON, REASONS), required=False)
    resolution = forms.ChoiceField(label=_("How it ended"), choices=_words(spine.RESOLUTION, ENDINGS), required=False)
    words = forms.CharField(label=_("In your words"), max_length=300, required=False)
    latitude = forms.FloatField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)

    def clean_words(self) -> str:
        return clean_text(self.cleaned_data["words"], 300)

    def number_of_its_own(self) -> UUID | None:
        """The page's number and what was tapped: without scripts all buttons of one page share its number."""
        told = self.cleaned_data
        if told["field_uuid"] is None:
            return None
        what = "|".join(str(told[name]) for name in ("verb", "eta", "reason", "resolution"))
        return uuid5(told["field_uuid"], what)


def _number(label: str, low: float, high: float) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    limits = {"min_value": Decimal(str(low)), "max_value": Decimal(str(high)), "decimal_places": 2}
    return forms.DecimalField(label=label, required=False, localize=True, widget=widget, **limits)


class SealForm(OnceForm):
    """One seal as the team found it, and what became of it."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=9999)
    code = forms.ChoiceField(label=_("State"), choices=spine.choices(spine.CONDITION_CODE), required=False)
    signs = forms.MultipleChoiceField(label=_("What do you see?"), choices=_words(spine.SIGN, SIGNS), required=False)
    age_class = forms.ChoiceField(label=_("Age"), choices=spine.choices(spine.AGE_CLASS), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=spine.choices(spine.SEX), required=False)
    length_cm = _number(_("Length, cm"), 21, 250)
    weight_kg = _number(_("Weight, kg"), 0.5, 200)
    estimated = forms.BooleanField(label=_("Length and weight are estimates"), required=False)
    human_interaction = forms.ChoiceField(
        label=_("Did people or their gear harm it?"),
        choices=[("", _("Not looked at")), ("Y", _("Yes")), ("N", _("No")), ("CBD", _("Cannot be determined"))],
        required=False,
    )
    findings = forms.CharField(
        label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=_words(spine.OUTCOME, OUTCOMES), required=False)
    to_centre = forms.TypedChoiceField(
        label=_("Minutes to the centre"),
        choices=[(minutes, minutes) for minutes in TO_CENTRE_CHOICES],
        coerce=int,
        empty_value=None,
        required=False,
    )
    more_seals = forms.BooleanField(label=_("There are more seals here"), required=False)

    def facts(self, at: datetime) -> dict:
        """Columns for strandings.actions.record_animal; what was left empty does not overwrite what is known."""
        told = self.cleaned_data
        facts = {
            "code_at_examination": told["code"],
            "examined_at": (self.when(at) or at) if told["code"] else None,
            "age_class": told["age_class"],
            "sex": told["sex"],
            "signs": told["signs"],
            "length_cm": told["length_cm"],
            "weight_kg": told["weight_kg"],
            "human_interaction": told["human_interaction"],
            "findings": clean_text(told["findings"], 2000),
        }
        known = {name: value for name, value in facts.items() if value not in ("", None, [])}
        if told["estimated"]:
            known |= {f"{name}_is_estimate": True for name in ("length", "weight") if _measured(known, name)}
        if told["outcome"] == Outcome.LOADED and "code_at_examination" not in known:
            known["code_at_examination"] = ConditionCode.ALIVE.value
        return known


def _measured(known: dict, name: str) -> bool:
    return f"{name}_cm" in known or f"{name}_kg" in known
