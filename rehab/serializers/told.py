"""What keepers and vets tell through the API: numbers exact, times with their zone."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.problems import Unprocessable
from accounts.serializers import Amount, CleanText, Integer, Moment, OneOf, YesNo
from rehab.actions import Numbers
from rehab.doses import Unit
from rehab.lifecycle import DoseStatus
from rehab.models import Drug
from rehab.models.labels import FREQUENCY, ROUTE
from rehab.queries.prescribing import Order

_MARKS = [DoseStatus.GIVEN, DoseStatus.PARTLY, DoseStatus.REFUSED, DoseStatus.HELD, DoseStatus.MISSED]
_OLDEST, _NEWEST = timedelta(days=7), timedelta(days=366)


class Happened(Moment):
    """A time of the last seven days; the clock of a telephone may run two minutes ahead."""

    def to_internal_value(self, value) -> datetime:
        moment, at = super().to_internal_value(value), self.context["at"]
        if not at - _OLDEST <= moment <= at + timedelta(minutes=2):
            raise Unprocessable({self.field_name: [_("Give a time of the last seven days.")]})
        return moment


class MarkIn(serializers.Serializer):
    """What became of a dose; given_amount, in the dose's unit, only of a part."""

    status = OneOf(DoseStatus, offered=_MARKS)
    given_amount = Amount(
        max_digits=12, decimal_places=3, min_value=Decimal("0.001"), max_value=1_000_000, required=False
    )
    given_at = Happened(required=False)
    text = CleanText(limit=300, required=False)


class GiveIn(serializers.Serializer):
    """A dose of an as-needed course."""

    given_at = Happened(required=False)
    text = CleanText(limit=300, required=False)


class StopIn(serializers.Serializer):
    because = CleanText(limit=160)


class HoldCourseIn(serializers.Serializer):
    because = CleanText(limit=160, required=False)


class Nothing(serializers.Serializer):
    """No words of its own."""


class MeasureIn(serializers.Serializer):
    """Any one number is enough; units in the names."""

    weight_kg = Amount(max_digits=6, decimal_places=2, min_value=1, max_value=200, required=False)
    weight_is_estimate = YesNo(default=False)
    length_cm = Amount(max_digits=5, decimal_places=1, min_value=20, max_value=250, required=False)
    girth_cm = Amount(max_digits=5, decimal_places=1, min_value=10, max_value=250, required=False)
    temp_c = Amount(max_digits=4, decimal_places=1, min_value=15, max_value=45, required=False)
    glucose_mmol_l = Amount(max_digits=4, decimal_places=1, min_value=0, max_value=60, required=False)
    measured_at = Happened(required=False)

    def numbers(self) -> Numbers:
        """What was measured; refused when it is nothing."""
        told = self.validated_data
        names = ("weight_kg", "weight_is_estimate", "length_cm", "girth_cm", "temp_c", "glucose_mmol_l")
        numbers = Numbers(**{name: told[name] for name in names if name in told})
        if not numbers:
            raise Unprocessable({"weight_kg": [_("Write at least one number.")]})
        return numbers


class OrderIn(serializers.Serializer):
    """An order as a vet writes it: the amount and the volume are worked out from the latest weight."""

    drug = Integer(min_value=1)
    dose = Amount(max_digits=10, decimal_places=3, min_value=Decimal("0.001"), max_value=100_000)
    unit = OneOf(Unit, default=Unit.MG_PER_KG)
    route = serializers.ChoiceField(list(ROUTE))
    frequency = serializers.ChoiceField(list(FREQUENCY), default="BID")
    starts_at = Moment(required=False, help_text="Left out: now")
    days = Integer(min_value=1, max_value=365, required=False, help_text="Left out: no end set")
    per_ml = Amount(max_digits=10, decimal_places=3, min_value=Decimal("0.001"), max_value=1_000_000, required=False)
    min_interval_h = Integer(min_value=1, max_value=168, required=False)
    instructions = CleanText(limit=300, required=False)
    override_reason = CleanText(limit=300, required=False, help_text="Why outside the formulary's range")

    def validate_starts_at(self, moment):
        at = self.context["at"]
        if not at - timedelta(days=1) <= moment <= at + _NEWEST:
            raise Unprocessable({"starts_at": [_("Give a time between yesterday and a year ahead.")]})
        return moment

    def order(self) -> Order:
        """The order as the action takes it."""
        told = dict(self.validated_data)
        drug = Drug.objects.filter(pk=told.pop("drug"), is_active=True).first()
        if drug is None:
            raise Unprocessable({"drug": [_("There is none with this number.")]})
        return Order(drug=drug, **{"starts_at": self.context["at"], **told, "unit": told["unit"].value})
