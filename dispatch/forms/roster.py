"""Teams, members and shifts as a coordinator types them."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PhoneField
from accounts.models import LANGUAGE_CHOICES, User
from accounts.roles import Role
from dispatch.models import Responder, ResponseTeam, labels
from dispatch.queries.roster import desk_people

LONGEST_RUN = 62  # days at once


class TeamForm(forms.ModelForm):
    """A team and how many of each thing it has."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    latitude = forms.FloatField(label=_("Latitude of the base"), min_value=-90, max_value=90, localize=True)
    longitude = forms.FloatField(label=_("Longitude of the base"), min_value=-180, max_value=180, localize=True)
    speed_kmh = forms.IntegerField(label=_("Usual speed, km/h"), min_value=2, max_value=200, initial=60)
    road_factor = forms.FloatField(
        label=_("Road factor"),
        help_text=_("How many times longer the road is than the straight line, for example 1.3"),
        min_value=1,
        max_value=5,
        initial=1.3,
        localize=True,
    )
    mobilisation_day_min = forms.IntegerField(
        label=_("Minutes to set out by day"), min_value=0, max_value=600, initial=15
    )
    mobilisation_night_min = forms.IntegerField(
        label=_("Minutes to set out by night"), min_value=0, max_value=600, initial=30
    )
    range_km = forms.IntegerField(label=_("Goes up to, km one way"), min_value=1, max_value=2000, initial=150)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    is_active = forms.BooleanField(label=_("Can be sent"), required=False, initial=True)

    class Meta:
        model = ResponseTeam
        fields = [
            "name", "base_name", "latitude", "longitude", "means", "speed_kmh", "road_factor",
            "mobilisation_day_min", "mobilisation_night_min", "range_km", "languages", "is_active",
        ]  # fmt: skip
        labels = {"name": _("Name of the team"), "base_name": _("Base"), "means": _("Goes by")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        team = self.instance
        self.fields["version"].initial = team.version
        has = {row.kind: row.quantity for row in team.equipment.all()} if team.pk else {}
        for kind, label in labels.EQUIPMENT.items():
            self.fields[f"has_{kind}"] = forms.IntegerField(
                label=label, min_value=0, max_value=50, required=False, initial=has.get(kind.value, 0)
            )

    def equipment(self) -> dict[str, int]:
        """Kind -> quantity, 0 for what it has not."""
        return {kind.value: self.cleaned_data[f"has_{kind}"] or 0 for kind in labels.EQUIPMENT}

    def clean_languages(self) -> list[str]:
        return list(self.cleaned_data["languages"])


class MemberForm(forms.ModelForm):
    """A member of a team; a login is optional."""

    phone = PhoneField(label=_("Phone number"))
    order = forms.IntegerField(label=_("Place in the order of alerts"), min_value=1, max_value=99, initial=1)
    is_leader = forms.BooleanField(label=_("Leader: is alerted first"), required=False)
    is_active = forms.BooleanField(label=_("Belongs to the team"), required=False, initial=True)
    user = forms.ModelChoiceField(
        label=_("Login (optional)"),
        queryset=User.objects.filter(is_active=True, role__in=[Role.RESPONDER, Role.COORDINATOR, Role.DISPATCHER]),
        required=False,
    )

    class Meta:
        model = Responder
        fields = ["name", "phone", "language", "order", "is_leader", "is_active", "user"]
        labels = {"name": _("Name"), "language": _("Language")}

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        others = Responder.objects.filter(team_id=self.instance.team_id, phone=phone, is_active=True)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This number already belongs to a member of this team."))
        return phone


class ShiftForm(forms.Form):
    """Who stands ready, on which days, from when until when."""

    who = forms.ChoiceField(label=_("Who"))
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: one day only"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("An earlier hour means the next morning"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = {f"team-{team.pk}": team for team in ResponseTeam.objects.active()}
        self.desk = {f"desk-{person.pk}": person for person in desk_people()}
        self.fields["who"].choices = [
            (_("Teams"), [(key, team.name) for key, team in self.teams.items()]),
            (_("Desk"), [(key, str(person)) for key, person in self.desk.items()]),
        ]
        for name in ("first", "last"):
            self.fields[name].input_formats = ["%Y-%m-%d", "%d.%m.%Y"]

    def clean(self) -> dict:
        told = super().clean()
        first, last = told.get("first"), told.get("last") or told.get("first")
        if first and last and last < first:
            self.add_error("last", _("The last day must not be before the first."))
        elif first and last and (last - first).days >= LONGEST_RUN:
            self.add_error("last", _("At most two months at once, please."))
        return told

    def chosen(self) -> ResponseTeam | User:
        """The team, or the person at the desk."""
        key = self.cleaned_data["who"]
        return self.teams.get(key) or self.desk[key]

    def days(self) -> list:
        """Every day from the first to the last."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"] or self.cleaned_data["first"]
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
