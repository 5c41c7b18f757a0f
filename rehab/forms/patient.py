"""The small forms of a patient's page: weigh, note, move, examine, quarantine, feeding, tasks."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rehab.forms.fields import ChoiceWords, ClockField, NumberField, TextField
from rehab.forms.intake import EnclosureField, NumbersForm
from rehab.models.labels import (
    BODY_CONDITION,
    DEHYDRATION,
    EXAM_KIND,
    FEEDING_STAGE,
    FREQUENCY,
    MENTATION,
    TASK_KIND,
)
from rehab.schedules import PER_DAY
from strandings.models.labels import AGE_CLASS, MARK_TYPE, SEX

_FEEDS = {code: word for code, word in FREQUENCY.items() if code in PER_DAY or code in {"Q4H", "Q6H"}}


class MeasureForm(NumbersForm):
    """Numbers taken now, or a little earlier."""

    clock = ClockField()
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean(self) -> dict:
        found = super().clean()
        if not self.errors and not self.numbers():
            self.add_error(None, _("Write at least one number."))
        return found


class NoteForm(forms.Form):
    """A note; nothing written is edited later."""

    text = TextField(
        label=_("Note"),
        rows=3,
        max_length=10_000,
        required=True,
        error_messages={"required": _("Write the note")},
    )


class MoveForm(forms.Form):
    """Where to, and why."""

    enclosure = EnclosureField(label=_("To"), error_messages={"required": _("Choose a place")})
    why = TextField(label=_("Why"), max_length=160)
    override_reason = TextField(label=_("Why nevertheless: it is full, or it is no quarantine"), max_length=160)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enclosure"].count()


class ExamForm(forms.Form):
    """What was found; what was not looked at stays empty."""

    kind = ChoiceWords(EXAM_KIND, label=_("Kind"), empty=None, initial="recheck")
    mentation = ChoiceWords(MENTATION, label=_("Alertness"))
    dehydration = ChoiceWords(DEHYDRATION, label=_("Dehydration"))
    body_condition = ChoiceWords(BODY_CONDITION, label=_("Body condition, scale of 5"))
    heart_rate = forms.IntegerField(label=_("Heart beats a minute"), min_value=1, max_value=400, required=False)
    breathing_rate = forms.IntegerField(label=_("Breaths a minute"), min_value=0, max_value=200, required=False)
    blubber_mm = NumberField(
        label=_("Blubber at the sternum, mm"), min_value=0, max_value=150, max_digits=5, decimal_places=1
    )
    findings = TextField(label=_("Findings"), rows=4, max_length=10_000)
    clock = ClockField()

    def found(self) -> dict:
        """Columns of an Examination."""
        names = ["mentation", "dehydration", "heart_rate", "breathing_rate", "blubber_mm", "findings"]
        score = self.cleaned_data["body_condition"]
        return {name: self.cleaned_data[name] for name in names} | {"body_condition": int(score) if score else None}


class QuarantineForm(forms.Form):
    """Begin or end a quarantine, with the reason or the exit test."""

    why = TextField(
        label=_("Why, or the exit test"),
        max_length=160,
        required=True,
        error_messages={"required": _("Write the reason.")},
    )
    until = forms.DateField(
        label=_("Until at least"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def planned_until(self) -> datetime | None:
        """The end of that day, in the centre's time."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None


class FeedingForm(forms.Form):
    """What, how much, how often."""

    stage = ChoiceWords(FEEDING_STAGE, label=_("Stage"), empty=None)
    food = TextField(label=_("Food"), max_length=120, required=True, error_messages={"required": _("Write the food")})
    amount_g = forms.IntegerField(label=_("Grams (millilitres) a feed"), min_value=1, max_value=20_000)
    frequency = ChoiceWords(_FEEDS, label=_("How often"), empty=None, initial="5XD")
    text = TextField(label=_("Remark"), max_length=160)


class TaskForm(forms.Form):
    """Something to do, by a time."""

    kind = ChoiceWords(TASK_KIND, label=_("What"), empty=None)
    text = TextField(label=_("In words"), max_length=160)
    due_at = forms.DateTimeField(
        label=_("By"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=lambda: timezone.localtime() + timedelta(hours=1),
    )


class IdentityForm(forms.Form):
    """Who the seal is; the version says what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    nickname = TextField(label=_("Nickname"), max_length=60)
    sex = ChoiceWords(SEX, label=_("Sex"), empty=None, required=True)
    age_class = ChoiceWords(AGE_CLASS, label=_("Age"), empty=None, required=True)


class MarkForm(forms.Form):
    """A tag, chip or natural mark."""

    type = ChoiceWords(MARK_TYPE, label=_("Mark"), empty=None, required=True)
    number = TextField(label=_("Number"), max_length=40)
    colour = TextField(label=_("Colour, or how it looks"), max_length=30)
    side = ChoiceWords({"left": _("left"), "right": _("right")}, label=_("Flipper"))

    def clean(self) -> dict:
        found = super().clean()
        if not found.get("number") and not found.get("colour"):
            self.add_error("number", _("Write the number, or how it looks."))
        return found


class BiteForm(forms.Form):
    """Who was bitten or scratched. The person goes to a doctor first."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.filter(is_active=True), empty_label=_("Choose")
    )
    wore_gloves = forms.NullBooleanField(
        label=_("Gloves"),
        required=False,
        widget=forms.Select(choices=[("", _("Not said")), ("true", _("yes")), ("false", _("no"))]),
    )
    clock = ClockField()
    text = TextField(label=_("Where on the body, how"), rows=2, max_length=2000)


class ZoonosisForm(forms.Form):
    """What people must beware of with this seal."""

    zoonosis = TextField(label=_("Beware: suspected infection"), max_length=160)
