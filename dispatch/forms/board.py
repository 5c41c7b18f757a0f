"""What a dispatcher types on the page of a case: one small form a verb, checked here, run by views.board_deeds."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import CentreSetting
from common.texts import clean_text
from dispatch.queries import board_case as query
from strandings.lifecycle import STRANDING_MOVES, ReferralStatus, StrandingStatus
from strandings.models import Partner, Stranding, labels
from strandings.understanding import understand
from strandings.understanding.coordinates import Region
from strandings.words import OUTCOME_ENDS, Outcome, Resolution

S = StrandingStatus
_CLOCK = "%Y-%m-%dT%H:%M"
_FAR = timedelta(days=180)
# Ends a person at the desk may write without a team's findings; the rest come from the field or from rehab
_DESK_OUTCOMES = OUTCOME_ENDS - {Outcome.ADMITTED, Outcome.DEAD_ON_ARRIVAL, Outcome.EUTHANISED_ON_SITE}


class CleanText(forms.CharField):
    """A text without control or bidi characters, cut at its limit."""

    def to_python(self, value):
        return clean_text(value or "", self.max_length or 500).strip()


class Moment(forms.DateTimeField):
    """A date and time on the centre's clock, not in the past and not absurdly far."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_CLOCK)

    def __init__(self, **options):
        super().__init__(input_formats=[_CLOCK, "%Y-%m-%dT%H:%M:%S"], **options)


class CaseForm(forms.Form):
    """A form about one case at one moment; `version` is what the person saw."""

    verb = ""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, case: Stranding, at: datetime):
        self.case, self.at = case, at
        super().__init__(data, auto_id=f"{self.verb}-%s", initial={"version": case.version, **self.first(case, at)})

    def first(self, case: Stranding, at: datetime) -> dict:
        """What stands in the fields at first."""
        return {}

    def _ahead(self, name: str) -> datetime:
        moment = self.cleaned_data[name]
        if not self.at < moment <= self.at + _FAR:
            raise forms.ValidationError(_("Give a time between now and half a year ahead."))
        return moment


class Plain(CaseForm):
    """A verb without words of its own."""


class Close(CaseForm):
    verb = "close"
    resolution = forms.ChoiceField(
        label=_("Why is it over?"),
        choices=[
            (word.value, label)
            for word, label in labels.RESOLUTION.items()
            if word not in (Resolution.OUTCOMES, Resolution.MERGED)
        ],
    )
    note = CleanText(label=_("Note"), max_length=300, required=False)


class Reopen(CaseForm):
    verb = "reopen"
    to = forms.ChoiceField(
        label=_("Where to?"), choices=[(s.value, labels.STRANDING_STATUS[s]) for s in (S.NEW, S.AWAITING_TEAM)]
    )
    why = CleanText(label=_("Why?"), max_length=300)


class Priority(CaseForm):
    verb = "priority"
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=[(n, f"P{n}") for n in range(1, 6)])
    why = CleanText(label=_("Why?"), max_length=300)

    def first(self, case, at):
        return {"priority": case.priority}


class Place(CaseForm):
    """Coordinates, a map link or the name of a place; `read` is what the words were understood as."""

    verb = "place"
    where = CleanText(
        label=_("Where is it?"),
        help_text=_("Coordinates, a map link or the name of a place. Or tap the map while this is open."),
        max_length=300,
    )
    accuracy_m = forms.IntegerField(label=_("Accurate to, metres"), min_value=1, max_value=100_000, required=False)

    def clean(self):
        found = super().clean()
        if found.get("where"):
            centre = CentreSetting.load()
            region = Region(centre.south, centre.north, centre.west, centre.east)
            found["read"] = understand(found["where"], region=region).place
            if found["read"] is None:
                self.add_error("where", _("We do not know this place, or it lies outside our region."))
        return found


class Hold(CaseForm):
    verb = "hold"
    until = Moment(label=_("Until"))
    because = CleanText(label=_("Why?"), max_length=160)

    def first(self, case, at):
        return {"until": at + timedelta(hours=1)}

    def clean_until(self):
        return self._ahead("until")


class Watch(CaseForm):
    verb = "watch"
    watcher = forms.ModelChoiceField(label=_("Who looks again?"), queryset=None, empty_label=None)
    next_look_at = Moment(label=_("When?"))
    why = CleanText(label=_("Why?"), max_length=300)

    def __init__(self, data=None, *, case, at):
        super().__init__(data, case=case, at=at)
        self.fields["watcher"].queryset = query.watchers()

    def first(self, case, at):
        return {"next_look_at": at + timedelta(hours=12)}

    def clean_next_look_at(self):
        return self._ahead("next_look_at")


class Refer(CaseForm):
    verb = "refer"
    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none(), empty_label=None)
    answer_by = Moment(label=_("Answer due"))
    passed_on = forms.MultipleChoiceField(
        label=_("What do we pass on?"),
        choices=[
            ("place", _("exact place")),
            ("count", _("state and number")),
            ("photos", pgettext_lazy("passed on", "photos")),
            ("words", _("the reporter's words")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, case, at):
        super().__init__(data, case=case, at=at)
        self.fields["partner"].queryset = query.partners()

    def first(self, case, at):
        return {"answer_by": at + timedelta(hours=24), "passed_on": ["place", "count", "photos"]}

    def clean_answer_by(self):
        return self._ahead("answer_by")


class PartnerAnswer(CaseForm):
    verb = "partner-answer"
    referral = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(s.value, labels.REFERRAL_STATUS[s]) for s in ReferralStatus if s != ReferralStatus.SENT],
    )
    disposition = forms.ChoiceField(
        label=_("What became of the seal?"),
        choices=[("", "—"), *((o.value, label) for o, label in labels.OUTCOME.items() if o in OUTCOME_ENDS)],
        required=False,
    )
    act_number = CleanText(label=_("Number of their act"), max_length=60, required=False)
    result = CleanText(label=_("Note"), max_length=500, required=False)


class Note(CaseForm):
    verb = "note"
    words = CleanText(label=_("Note"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class Merge(CaseForm):
    verb = "merge"
    reference = CleanText(label=_("Same seal as…"), help_text=_("Its number, like K-26-0412"), max_length=16)

    def clean_reference(self):
        other = query.find_case(self.cleaned_data["reference"])
        if other is None:
            raise forms.ValidationError(_("There is no case with this number."))
        if other.pk == self.case.pk:
            raise forms.ValidationError(_("This is the same case."))
        return other


class Write(CaseForm):
    verb = "write"
    report = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    words = CleanText(label=_("Text to the reporter"), max_length=280, widget=forms.Textarea(attrs={"rows": 2}))


class OutcomeForm(CaseForm):
    verb = "outcome"
    outcome = forms.ChoiceField(
        label=_("What became of the seal?"),
        choices=[(o.value, label) for o, label in labels.OUTCOME.items() if o in _DESK_OUTCOMES],
    )
    note = CleanText(label=_("Who says so?"), max_length=300)


class Send(CaseForm):
    verb = "send"
    team = forms.IntegerField(widget=forms.HiddenInput)
    extra = forms.BooleanField(required=False)


class OfAssignment(CaseForm):
    assignment = forms.IntegerField(widget=forms.HiddenInput)
    why = CleanText(max_length=200, required=False)


class Unmerge(CaseForm):
    verb = "unmerge"
    link = forms.IntegerField(widget=forms.HiddenInput)


FORMS: dict[str, type[CaseForm]] = {
    form.verb: form
    for form in (
        Close,
        Reopen,
        Priority,
        Place,
        Hold,
        Watch,
        Refer,
        PartnerAnswer,
        Note,
        Merge,
        Write,
        OutcomeForm,
        Send,
        Unmerge,
    )
} | {"acknowledge": Plain, "team": Plain, "release": Plain, "withdraw": OfAssignment, "said-yes": OfAssignment}


def forms_for(case: Stranding, *, bound: CaseForm | None, at: datetime) -> dict[str, CaseForm]:
    """The forms that make sense for the case now, by verb; one that came back with errors keeps what was typed."""
    moves = STRANDING_MOVES[StrandingStatus(case.status)]
    closed = case.status == S.CLOSED
    shown = {
        "close": S.CLOSED in moves,
        "reopen": closed or case.status in (S.WATCHING, S.WITH_PARTNER),
        "priority": not closed,
        "place": not closed,
        "hold": not closed and case.status != S.RESPONDING,
        "watch": S.WATCHING in moves,
        "refer": not closed,
        "note": True,
        "merge": not closed,
        "outcome": not closed,
    }
    found = {verb: FORMS[verb](case=case, at=at) for verb, holds in shown.items() if holds}
    if bound is not None:
        found[bound.verb] = bound
    return {verb.replace("-", "_"): form for verb, form in found.items()}
