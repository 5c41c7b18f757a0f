"""The vet's forms: a prescription with its computed volume, gates of a release, the end of care."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from rehab.doses import Unit
from rehab.forms.fields import ChoiceWords, ClockField, NumberField, TextField
from rehab.forms.intake import EnclosureField
from rehab.models import Drug
from rehab.models.labels import FREQUENCY, GATE_VERDICT, RELEASE_CATEGORY, ROUTE, UNIT
from rehab.queries.prescribing import Order


class PrescribeForm(forms.Form):
    """An order as a vet writes it; the volume is worked out from the latest weight."""

    drug = forms.ModelChoiceField(
        label=_("Drug"), queryset=Drug.objects.filter(is_active=True), empty_label=_("Choose")
    )
    dose = NumberField(
        label=_("Dose"), required=True, min_value=Decimal("0.001"), max_value=100_000, max_digits=10, decimal_places=3
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=[(u.value, UNIT[u.value]) for u in Unit], initial="mg/kg")
    route = ChoiceWords(ROUTE, label=_("How"), empty=None)
    frequency = ChoiceWords(FREQUENCY, label=_("How often"), empty=None, initial="BID")
    starts_at = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=timezone.localtime,
    )
    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=365, required=False, help_text=_("Empty: no end set")
    )
    per_ml = NumberField(
        label=_("Concentration in 1 mL"),
        min_value=Decimal("0.001"),
        max_value=1_000_000,
        max_digits=10,
        decimal_places=3,
        help_text=_("Empty: as written for the drug"),
    )
    min_interval_h = forms.IntegerField(
        label=_("As needed: not sooner than, hours"), min_value=1, max_value=168, required=False
    )
    instructions = TextField(label=_("Instructions"), max_length=300)
    override_reason = TextField(label=_("Why outside the range"), max_length=300)

    def order(self) -> Order:
        """The filled form as the action takes it."""
        names = ["drug", "dose", "unit", "route", "frequency", "starts_at", "days", "per_ml", "min_interval_h"]
        names += ["instructions", "override_reason"]
        return Order(**{name: self.cleaned_data[name] for name in names})


class PhoneOrderForm(PrescribeForm):
    """An order by telephone, written down by a keeper: which vet gave it. Outside the range only a vet may write."""

    ordered_by = forms.ModelChoiceField(
        label=_("Ordered by telephone by"),
        queryset=User.objects.filter(is_active=True, role__in=[Role.VET, Role.COORDINATOR]),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the vet who gave the order")},
    )
    field_order = ["ordered_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["override_reason"]

    def order(self) -> Order:
        self.cleaned_data["override_reason"] = ""
        return super().order()


class StopForm(forms.Form):
    """Why a prescription stops."""

    why = TextField(label=_("Why"), max_length=160, required=True, error_messages={"required": _("Write the reason.")})


class MarkDoseForm(forms.Form):
    """What became of a dose; when it was earlier, the time on the clock then."""

    status = forms.ChoiceField(
        choices=[(s, s) for s in ("given", "partly", "refused", "held", "missed")], required=False
    )
    given_amount = NumberField(max_digits=12, decimal_places=3, min_value=0)
    clock = ClockField()
    text = TextField(max_length=300)
    client_uuid = forms.UUIDField(required=False)


class MarkFeedForm(forms.Form):
    """How much a seal ate of a feed."""

    eaten_g = forms.IntegerField(min_value=0, max_value=20_000)
    clock = ClockField()
    text = TextField(max_length=160)
    client_uuid = forms.UUIDField(required=False)


class MarkTaskForm(forms.Form):
    """That a task was done, and what came of it; a weight typed into a weighing task is kept as one."""

    weight_kg = NumberField(min_value=0.5, max_value=200, max_digits=6, decimal_places=2)
    result = TextField(max_length=300)
    clock = ClockField()
    client_uuid = forms.UUIDField(required=False)


class GateForm(forms.Form):
    """A vet's verdict on one condition of a release."""

    verdict = ChoiceWords(
        {k: v for k, v in GATE_VERDICT.items() if k != "open"}, label=_("Verdict"), empty=None, required=True
    )
    evidence = TextField(label=_("Evidence"), max_length=300)


class ReleaseForm(forms.Form):
    """Where the seal goes to sea, and as what. The place is never public."""

    site = TextField(
        label=_("Place (never public)"),
        max_length=160,
        required=True,
        error_messages={"required": _("Write the place")},
    )
    category = ChoiceWords(
        {k: v for k, v in RELEASE_CATEGORY.items() if k != "non_releasable"},
        label=_("Category"),
        empty=None,
        required=True,
    )
    text = TextField(label=_("Weather, open water, people"), rows=2, max_length=2000)
    story = TextField(label=_("For the finder: its story in two sentences"), rows=2, max_length=600)


class SecondPerson(forms.ModelChoiceField):
    """Somebody of the centre's medical staff."""

    def __init__(self, **kwargs):
        people = User.objects.filter(is_active=True, role__in=[Role.VET, Role.KEEPER, Role.COORDINATOR])
        super().__init__(queryset=people.order_by("full_name", "username"), empty_label=_("Choose"), **kwargs)


class EndForm(forms.Form):
    """How the stay in care ended."""

    ENDS = {
        "died": _("Died"),
        "euthanised": _("Euthanised"),
        "transferred": _("Transferred"),
        "escaped": _("Escaped"),
        "outcome_unknown": _("Outcome not known"),
    }
    end = ChoiceWords(ENDS, label=_("What happened"), empty=None, required=True, widget=forms.RadioSelect)
    method = TextField(label=_("Method of euthanasia"), max_length=160)
    second = SecondPerson(label=_("Second person (euthanasia)"), required=False)
    to = TextField(label=_("Transferred to"), max_length=160)
    text = TextField(label=_("What was seen and done"), rows=3, max_length=4000)

    def clean(self) -> dict:
        found = super().clean()
        if found.get("end") == "euthanised":
            if not found.get("method"):
                self.add_error("method", _("Write the method."))
            if not found.get("second"):
                self.add_error("second", _("A second person must be named, other than you."))
        if found.get("end") == "transferred" and not found.get("to"):
            self.add_error("to", _("Write where it goes."))
        return found


class CorrectForm(forms.Form):
    """Back into care after a wrong end."""

    enclosure = EnclosureField(label=_("Place"))
    why = TextField(label=_("Why"), max_length=160, required=True, error_messages={"required": _("Write the reason.")})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enclosure"].count()


class WhyForm(forms.Form):
    """A reason, when one is asked for."""

    why = TextField(label=_("Why"), max_length=160)


class CountForm(forms.Form):
    """Seals seen in an enclosure."""

    seen = forms.IntegerField(label=_("Seals seen"), min_value=0, max_value=500)
    text = TextField(label=_("If it differs: what was found"), max_length=160)


class WaterForm(forms.Form):
    """One reading of a pool's water; any one number is enough."""

    temp_c = NumberField(label=_("Water, °C"), min_value=-3, max_value=45, max_digits=4, decimal_places=1)
    salinity_ppt = NumberField(
        label=_("Salt, parts per thousand"), min_value=0, max_value=60, max_digits=4, decimal_places=1
    )
    chlorine_mg_l = NumberField(label=_("Chlorine, mg/L"), min_value=0, max_value=50, max_digits=5, decimal_places=2)
    ph = NumberField(label=_("pH"), min_value=0, max_value=14, max_digits=4, decimal_places=2)
    text = TextField(label=_("Remark"), max_length=160)

    def clean(self) -> dict:
        found = super().clean()
        if not self.errors and all(found.get(n) is None for n in ("temp_c", "salinity_ppt", "chlorine_mg_l", "ph")):
            self.add_error(None, _("Write at least one number."))
        return found
