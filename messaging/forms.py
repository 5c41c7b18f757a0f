"""What a simulated telephone may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import CentreSetting
from common.phones import normalise
from common.texts import clean_text


class TextForm(forms.Form):
    """A text, a pin, a photo or all of them from one number. Also reads what programs send as JSON."""

    phone = forms.CharField(label=_("Phone number"), max_length=30)
    body = forms.CharField(
        label=_("Text"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}), strip=False
    )
    latitude = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    photo = forms.FileField(label=_("Photo"), required=False)
    id = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    quick = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def clean_phone(self) -> str:
        phone = normalise(self.cleaned_data["phone"], CentreSetting.load().country)
        if phone is None:
            raise forms.ValidationError(_("Enter a phone number, like +7 701 123 45 67"))
        return phone

    def clean(self) -> dict:
        data = super().clean()
        data["body"] = clean_text(data.get("quick") or data.get("body"), 4000)
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            raise forms.ValidationError(_("A place needs both latitude and longitude."))
        if not data["body"] and data.get("latitude") is None and not data.get("photo"):
            self.add_error("body", _("Write a text, or send a place or a photo."))
        return data
