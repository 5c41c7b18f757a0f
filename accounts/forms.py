"""Forms of the first-run page, the settings, the people and one's own page."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from accounts.models import CentreSetting, User
from common.phones import normalise
from common.texts import clean_text

BAD_PHONE = _("Enter a phone number, like +7 701 123 45 67")
CENTRE_GROUPS = [
    (_("The centre"), ["name_kk", "name_ru", "name_en", "latitude", "longitude"]),
    (_("How people reach it"), ["hotline", "whatsapp", "emergency_phone", "country", "duty_from", "duty_until"]),
    (_("Whom we tell of dead seals"), ["authority_name", "authority_phone", "authority_checked_on"]),
    (_("The coast it serves"), ["south", "north", "west", "east"]),
    (_("Rules"), ["safe_distance_m", "retention_days", "reference_prefix", "patient_prefix"]),
]


class LoginForm(AuthenticationForm):
    """User name and password; the same answer for an unknown name and a wrong password."""

    error_messages = {
        "invalid_login": _("The user name or the password is wrong."),
        "inactive": _("The user name or the password is wrong."),
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].label = _("Password")


class SaysWhich:
    """A form whose "required" names its field: in a summary, three equal sentences help nobody."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill in: %(field)s") % {"field": field.label}


class PhoneField(forms.CharField):
    """A telephone number as a person writes it, cleaned to E.164; empty stays empty."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        number = normalise(text, CentreSetting.load().country)
        if number is None:
            raise forms.ValidationError(BAD_PHONE)
        return number


class CentreForm(SaysWhich, forms.ModelForm):
    """What makes this installation this centre. Short numbers of authorities (112) are kept as written."""

    hotline = PhoneField(label=_("Hotline number"))
    whatsapp = PhoneField(label=_("WhatsApp number"), required=False)
    safe_distance_m = forms.IntegerField(label=_("Safe distance, metres"), min_value=10, max_value=500, initial=50)
    latitude = forms.FloatField(
        label=_("Latitude of the centre"), min_value=-90, max_value=90, required=False, localize=True
    )
    longitude = forms.FloatField(
        label=_("Longitude of the centre"), min_value=-180, max_value=180, required=False, localize=True
    )
    south = forms.FloatField(label=_("Region: south edge"), min_value=-90, max_value=90, localize=True)
    north = forms.FloatField(label=_("Region: north edge"), min_value=-90, max_value=90, localize=True)
    west = forms.FloatField(label=_("Region: west edge"), min_value=-180, max_value=180, localize=True)
    east = forms.FloatField(label=_("Region: east edge"), min_value=-180, max_value=180, localize=True)
    retention_days = forms.IntegerField(
        label=_("Days personal data is kept after closing"), min_value=1, max_value=3650, initial=365
    )

    class Meta:
        model = CentreSetting
        fields = [name for _title, names in CENTRE_GROUPS for name in names]
        labels = {
            "name_en": _("Name in English"),
            "name_ru": _("Name in Russian"),
            "name_kk": _("Name in Kazakh"),
            "country": _("Country code for phone numbers"),
            "reference_prefix": _("Letter of report numbers"),
            "patient_prefix": _("Letters of admission numbers"),
            "duty_from": _("Desk answers from"),
            "duty_until": _("Desk answers until"),
            "authority_name": _("Authority for dead seals"),
            "authority_phone": _("Its phone"),
            "authority_checked_on": _("Number last checked on"),
            "emergency_phone": _("Emergency number"),
        }
        widgets = {
            "duty_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "duty_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "authority_checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def groups(self):
        """Title and bound fields of each part of the page."""
        return [(title, [self[name] for name in names]) for title, names in CENTRE_GROUPS]

    def clean_country(self) -> str:
        return self._letters("country", exactly=2)

    def clean_reference_prefix(self) -> str:
        return self._letters("reference_prefix")

    def clean_patient_prefix(self) -> str:
        return self._letters("patient_prefix")

    def _letters(self, name: str, exactly: int | None = None) -> str:
        text = self.cleaned_data[name].strip().upper()
        if not (text.isascii() and text.isalpha()) or (exactly and len(text) != exactly):
            raise forms.ValidationError(_("Use Latin letters only."))
        return text

    def clean(self) -> dict:
        values = super().clean()
        if not any(values.get(name) for name in ("name_kk", "name_ru", "name_en")):
            self.add_error("name_ru", _("Write the centre's name in at least one language."))
        if values.get("south") is not None and values.get("north") is not None and values["south"] >= values["north"]:
            self.add_error("north", _("The north edge lies north of the south edge."))
        if values.get("west") is not None and values.get("east") is not None and values["west"] >= values["east"]:
            self.add_error("east", _("The east edge lies east of the west edge."))
        return values


class SettingsForm(CentreForm):
    """The settings with the version that the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonForm(SaysWhich, forms.ModelForm):
    """Name, role, phone and language of somebody who works here."""

    full_name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = PhoneField(label=_("Phone number"), required=False)

    class Meta:
        model = User
        fields = ["full_name", "role", "phone", "language"]
        labels = {"role": _("Role"), "language": _("Language")}


class NewPasswordMixin(forms.Form):
    """A password typed once, shown on request by the browser, held against the usual rules."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters, and not one that everybody knows."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        about = User(username=self.cleaned_data.get("username", ""), full_name=self.cleaned_data.get("full_name", ""))
        password_validation.validate_password(password, self.person or about)
        return password

    person: User | None = None


class UsernameMixin(forms.Form):
    """A user name that nobody has yet, whatever the case of its letters."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("For logging in. Letters, digits, dot, dash."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self) -> str:
        text = User.normalize_username(self.cleaned_data["username"]).strip()
        User.username_validator(text)
        if User.objects.filter(username__iexact=text).exists():
            raise forms.ValidationError(_("Somebody has this user name already."))
        return text


class NewPersonForm(NewPasswordMixin, UsernameMixin, PersonForm):
    """Somebody new, with the password for the first login."""

    field_order = ["full_name", "role", "phone", "language", "username", "password"]


class FirstCoordinatorForm(NewPasswordMixin, UsernameMixin, PersonForm):
    """The first person of all, who can do everything."""

    field_order = ["full_name", "username", "password", "phone", "language"]

    class Meta(PersonForm.Meta):
        fields = ["full_name", "phone", "language"]


class PasswordForm(SaysWhich, NewPasswordMixin):
    """A new password for somebody, set by the coordinator."""

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person


class OwnPasswordForm(PasswordForm):
    """A new password for oneself: the present one first."""

    field_order = ["present", "password"]
    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_present(self) -> str:
        if not self.person.check_password(self.cleaned_data["present"]):
            raise forms.ValidationError(_("The present password is wrong."))
        return self.cleaned_data["present"]


class CodeForm(SaysWhich, forms.Form):
    """A code of the app (6 digits) or a recovery code (16), with or without spaces."""

    throttled = False
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class ProfileForm(PersonForm):
    """What one may change about oneself."""

    class Meta(PersonForm.Meta):
        fields = ["full_name", "phone", "language"]


class TokenForm(SaysWhich, forms.Form):
    """What a token is for, in the person's words."""

    label = forms.CharField(label=_("What is it for?"), max_length=60)

    def clean_label(self) -> str:
        label = clean_text(self.cleaned_data["label"], 60)
        if not label:
            raise forms.ValidationError(_("Write what it is for."))
        return label
