"""The vet's own numbers: ranges with their source, limits, settings; and the centre's enclosures."""

from datetime import time
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from rehab.doses import Unit
from rehab.forms.fields import ChoiceWords, NumberField, TextField
from rehab.models import CareLimit, CareSetting, Drug, Enclosure, FormularyEntry
from rehab.models.labels import ENCLOSURE_KIND, FREQUENCY, GATE, MEASURED, ROUTE, SPECIES_GROUP, UNIT
from rehab.schedules import PER_DAY, parse_times
from strandings.models.labels import AGE_CLASS

_NUMBER = {"max_digits": 10, "decimal_places": 3, "min_value": Decimal("0.001"), "max_value": 1_000_000}


class RangeForm(forms.Form):
    """A range has a source, or it is none."""

    drug = TextField(label=_("Drug"), max_length=120, required=True)
    drug_class = TextField(label=_("Class"), max_length=120)
    per_ml = NumberField(label=_("Concentration in 1 mL"), **_NUMBER)
    route = ChoiceWords(ROUTE, label=_("How"), empty=None)
    low = NumberField(label=_("Low"), required=True, **_NUMBER)
    high = NumberField(label=_("High"), required=True, **_NUMBER)
    unit = forms.ChoiceField(label=_("Unit"), choices=[(u.value, UNIT[u.value]) for u in Unit])
    species_group = ChoiceWords(SPECIES_GROUP, label=_("Studied in"), empty=None)
    studied_species = TextField(label=_("Species"), max_length=200)
    frequency_words = TextField(label=_("How often"), max_length=60)
    finding = TextField(label=_("Findings"), rows=2, max_length=2000)
    withdrawal_days = forms.IntegerField(label=_("Withdrawal, days"), min_value=0, max_value=365, required=False)
    source = TextField(
        label=_("Source"), max_length=300, required=True, error_messages={"required": _("Write the source")}
    )

    def __init__(self, *args, entry: FormularyEntry, **kwargs):
        initial = {}
        if entry.pk:
            names = [n for n in self.base_fields if n not in {"drug", "drug_class", "per_ml"}]
            initial = {name: getattr(entry, name) for name in names}
            initial |= {"drug": entry.drug.name, "drug_class": entry.drug.drug_class, "per_ml": entry.drug.per_ml}
        super().__init__(*args, initial=initial, **kwargs)
        self.entry = entry

    def clean(self) -> dict:
        found = super().clean()
        low, high = found.get("low"), found.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The high end lies below the low one."))
        if not self.errors and self._is_taken(found):
            self.add_error(None, _("This drug already has a range by this route: change that one."))
        return found

    def _is_taken(self, found: dict) -> bool:
        same = {name: found[name] for name in ("route", "species_group", "unit")}
        rows = FormularyEntry.objects.filter(drug__name=found["drug"], **same)
        return rows.exclude(pk=self.entry.pk).exists()

    def drug_row(self) -> Drug:
        """The drug of this name, made or brought up to date; not yet saved."""
        told = self.cleaned_data
        drug = Drug.objects.filter(name=told["drug"]).first() or Drug(name=told["drug"])
        drug.drug_class, drug.per_ml = told["drug_class"], told["per_ml"]
        return drug

    def columns(self) -> dict:
        """Columns of the range."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"drug", "drug_class", "per_ml"}}


class LimitForm(forms.Form):
    """A low and a high limit; either may be empty."""

    measure = ChoiceWords(MEASURED, label=_("Measure"), empty=None)
    age_class = ChoiceWords(AGE_CLASS, label=_("Age"), empty=_("all"))
    low = NumberField(label=_("Low"), max_digits=6, decimal_places=2)
    high = NumberField(label=_("High"), max_digits=6, decimal_places=2)
    source = TextField(label=_("Source"), max_length=300)

    def __init__(self, *args, limit: CareLimit, **kwargs):
        initial = {name: getattr(limit, name) for name in self.base_fields} if limit.pk else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.limit = limit

    def clean(self) -> dict:
        found = super().clean()
        low, high = found.get("low"), found.get("high")
        if low is not None and high is not None and low >= high:
            self.add_error("high", _("The high end lies below the low one."))
        rows = CareLimit.objects.filter(measure=found.get("measure"), age_class=found.get("age_class", ""))
        if rows.exclude(pk=self.limit.pk).exists():
            self.add_error(None, _("This limit is already there: change that one."))
        return found


class CareForm(forms.Form):
    """Round times, lengths in days, and which gates a release needs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    quarantine_days = forms.IntegerField(label=_("Quarantine, days"), min_value=1, max_value=365, required=False)
    withdrawal_days = forms.IntegerField(
        label=_("Withdrawal, days, where the formulary says nothing"), min_value=0, max_value=365, required=False
    )
    weight_old_after_days = forms.IntegerField(
        label=_("A weight is old after, days"), min_value=1, max_value=90, required=False
    )
    glucose_ask_from = NumberField(
        label=_("Glucose: ask whether it is mg/dL from, mmol/L"),
        required=True,
        min_value=5,
        max_value=60,
        max_digits=4,
        decimal_places=1,
    )
    required_gates = forms.MultipleChoiceField(
        label=_("Gates a release needs"),
        choices=list(GATE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The infectious disease screen is always needed."),
    )

    def __init__(self, *args, care: CareSetting, **kwargs):
        names = ["version", "quarantine_days", "withdrawal_days", "weight_old_after_days", "glucose_ask_from"]
        initial = {name: getattr(care, name) for name in [*names, "required_gates"]}
        initial |= {f"times_{code}": ", ".join(care.round_times.get(code, [])) for code in PER_DAY}
        super().__init__(*args, initial=initial, **kwargs)
        for code in PER_DAY:
            self.fields[f"times_{code}"] = TextField(label=FREQUENCY[code], max_length=60, required=True)

    def clean(self) -> dict:
        found = super().clean()
        for code, count in PER_DAY.items():
            text = found.get(f"times_{code}", "")
            try:
                times = parse_times([part.strip().zfill(5) for part in text.split(",")])
            except ValueError:
                times = []
            if len(times) != count:
                self.add_error(f"times_{code}", _("Write %(n)s different times, like 08:00, 20:00.") % {"n": count})
            found[f"times_{code}"] = [time.strftime(t, "%H:%M") for t in times]
        return found

    def columns(self) -> dict:
        """Columns of the care settings."""
        told = dict(self.cleaned_data)
        told.pop("version")
        told["round_times"] = {code: told.pop(f"times_{code}") for code in PER_DAY}
        return told


class EnclosureForm(forms.Form):
    """A pool or pen."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    name = TextField(label=_("Name"), max_length=60, required=True)
    kind = ChoiceWords(ENCLOSURE_KIND, label=_("Kind"), empty=None)
    description = TextField(label=_("In words: volume, depth, dry area"), max_length=160)
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=200)
    is_quarantine = forms.BooleanField(label=_("For quarantine"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    closed_because = TextField(label=_("If not in use: why, until when"), max_length=160)

    def __init__(self, *args, enclosure: Enclosure, **kwargs):
        initial = {name: getattr(enclosure, name) for name in self.base_fields} if enclosure.pk else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.enclosure = enclosure

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Enclosure.objects.filter(name=name).exclude(pk=self.enclosure.pk).exists():
            raise forms.ValidationError(_("There is one of this name already."))
        return name
