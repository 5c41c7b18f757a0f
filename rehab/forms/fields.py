"""Fields of wet hands: numbers with comma or point, plain text without odd characters, a time of today."""

from datetime import datetime, timedelta
from decimal import Decimal

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from common.texts import clean_text

NOT_SAID = _("Not said")


class NumberField(forms.DecimalField):
    """A number written 18,4 or 18.4, within bounds that only refuse the impossible."""

    def __init__(self, *, unit: str = "", **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.unit = unit
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8})

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace(",", ".").replace("\N{NO-BREAK SPACE}", "").strip()
        return super().to_python(value)

    def prepare_value(self, value):
        """A stored number as its reader writes it; what was typed stays as it was typed."""
        if isinstance(value, str) or value is None:
            return value
        return formats.localize(Decimal(f"{Decimal(value).normalize():f}"))


class TextField(forms.CharField):
    """Text of a limited length, control and bidirectional characters out."""

    def __init__(self, *, rows: int = 0, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        if rows:
            self.widget = forms.Textarea(attrs={"rows": rows, **self.widget_attrs(forms.Textarea())})

    def clean(self, value):
        return clean_text(super().clean(value), self.max_length or 10_000)


class ClockField(forms.TimeField):
    """HH:MM of the last 24 hours; a later hour than now means yesterday."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("At, if earlier"))
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}), **kwargs)

    @staticmethod
    def moment(clock, at: datetime) -> datetime | None:
        """The latest moment before `at` at which the local clock showed this."""
        if clock is None:
            return None
        local = timezone.localtime(at)
        then = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
        return then if then <= local else then - timedelta(days=1)


class ChoiceWords(forms.ChoiceField):
    """A choice from a label table, with an empty first answer."""

    def __init__(self, labels: dict, *, empty=NOT_SAID, **kwargs):
        kwargs.setdefault("required", False)
        first = [("", empty)] if empty is not None else []
        pairs = [(getattr(key, "value", key), word) for key, word in labels.items()]
        super().__init__(choices=[*first, *pairs], **kwargs)
