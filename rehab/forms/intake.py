"""Quick intake: what is known at 2 a.m.; the rest waits for the morning."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rehab.actions import Intake, Numbers
from rehab.forms.fields import ChoiceWords, NumberField, TextField
from rehab.models import CareSetting, Enclosure
from rehab.models.labels import BODY_CONDITION, DEHYDRATION, MENTATION
from rehab.queries.house import free_places
from strandings.models import StrandedAnimal
from strandings.models.labels import AGE_CLASS, SEX


class EnclosureField(forms.ModelChoiceField):
    """An open enclosure with how many of its places are free."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Enclosure.objects.filter(is_active=True), empty_label=_("Choose"), **kwargs)
        self.free: dict[int, int] = {}

    def label_from_instance(self, room: Enclosure) -> str:
        free = self.free.get(room.pk, 0)
        words = _("free: %(n)s") % {"n": free} if free else _("full")
        return f"{room.name} ({words})"

    def count(self) -> None:
        """Read how many places are free now: once per form shown."""
        self.free = {room.pk: free for room, free in free_places()}


class NumbersForm(forms.Form):
    """Weight, temperature, glucose, length, girth: bounds refuse the impossible only (docs/clinical.md)."""

    weight_kg = NumberField(label=_("Weight, kg"), min_value=0.5, max_value=200, max_digits=6, decimal_places=2)
    weight_is_estimate = forms.BooleanField(label=_("The weight is an estimate"), required=False)
    temp_c = NumberField(label=_("Temperature, °C"), min_value=15, max_value=45, max_digits=4, decimal_places=1)
    glucose_mmol_l = NumberField(label=_("Glucose, mmol/L"), min_value=0, max_digits=6, decimal_places=1)
    glucose_is_mmol = forms.BooleanField(label=_("Yes, it is mmol/L and not mg/dL"), required=False)
    length_cm = NumberField(label=_("Length, cm"), min_value=20, max_value=250, max_digits=5, decimal_places=1)
    girth_cm = NumberField(label=_("Girth, cm"), min_value=10, max_value=250, max_digits=5, decimal_places=1)

    def clean(self) -> dict:
        found = super().clean()
        glucose = found.get("glucose_mmol_l")
        if glucose is None:
            return found
        if glucose > 60:
            self.add_error("glucose_mmol_l", _("That looks like mg/dL. Divide by 18 and write mmol/L."))
        elif glucose >= CareSetting.load().glucose_ask_from and not found.get("glucose_is_mmol"):
            self.add_error(
                "glucose_mmol_l", _("That looks like mg/dL. Write mmol/L, or confirm below that it is mmol/L.")
            )
        return found

    @property
    def asks_unit(self) -> bool:
        """Whether the confirmation of the unit must be shown."""
        return "glucose_mmol_l" in self.errors or bool(self.data.get("glucose_is_mmol"))

    def numbers(self) -> Numbers:
        """What was measured."""
        told = self.cleaned_data
        return Numbers(
            weight_kg=told["weight_kg"],
            weight_is_estimate=bool(told["weight_is_estimate"] and told["weight_kg"] is not None),
            length_cm=told["length_cm"],
            girth_cm=told["girth_cm"],
            temp_c=told["temp_c"],
            glucose_mmol_l=told["glucose_mmol_l"],
        )


class IntakeForm(NumbersForm):
    """The place is the only thing that cannot wait."""

    enclosure = EnclosureField(label=_("Place"), error_messages={"required": _("Choose a place")})
    override_reason = TextField(label=_("Why nevertheless: it is full, or it is no quarantine"), max_length=160)
    age_class = ChoiceWords(AGE_CLASS, label=_("Age"), empty=None, initial="unknown")
    sex = ChoiceWords(SEX, label=_("Sex"), empty=None, initial="unknown")
    nickname = TextField(label=_("Nickname"), max_length=60)
    came_from = TextField(label=_("From where it was brought (no names)"), max_length=160)
    mentation = ChoiceWords(MENTATION, label=_("Alertness"))
    dehydration = ChoiceWords(DEHYDRATION, label=_("Dehydration"))
    body_condition = ChoiceWords(BODY_CONDITION, label=_("Body condition, scale of 5"))
    plan = TextField(label=_("Stabilisation plan"), rows=3, max_length=4000)
    zoonosis = TextField(label=_("Beware: suspected infection"), max_length=160)
    note = TextField(label=_("Note"), rows=3, max_length=10_000)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, stranded: StrandedAnimal | None = None, **kwargs):
        initial = {"client_uuid": uuid4()}
        if stranded is not None:
            initial |= {
                "age_class": stranded.age_class,
                "sex": stranded.sex,
                "nickname": stranded.animal.nickname if stranded.animal else "",
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["enclosure"].count()
        if stranded is not None:
            del self.fields["came_from"]

    def intake(self) -> Intake:
        """The filled form as the action takes it."""
        told = self.cleaned_data
        return Intake(
            enclosure=told["enclosure"],
            numbers=self.numbers(),
            age_class=told["age_class"] or "unknown",
            sex=told["sex"] or "unknown",
            nickname=told["nickname"],
            came_from=told.get("came_from", ""),
            mentation=told["mentation"],
            dehydration=told["dehydration"],
            body_condition=int(told["body_condition"]) if told["body_condition"] else None,
            note=told["note"],
            plan=told["plan"],
            zoonosis=told["zoonosis"],
            override_reason=told["override_reason"],
            client_uuid=told["client_uuid"],
        )


class DeadForm(forms.Form):
    """The seal was dead when it arrived."""

    text = TextField(label=_("What was seen"), rows=2, max_length=2000)
