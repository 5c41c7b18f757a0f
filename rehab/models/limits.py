"""Numbers the centre's vets own: round times, limits by age class, required gates. None is a constant of the code."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rehab.models import labels
from rehab.models.labels import pairs
from rehab.schedules import ROUND_TIMES
from strandings.models.labels import AGE_CLASS, choices


def default_round_times() -> dict:
    return {frequency: list(times) for frequency, times in ROUND_TIMES.items()}


def default_gates() -> list:
    return list(labels.GATE)


class CareSetting(models.Model):
    """The one row of care settings; an empty value is to be set by the centre's vets."""

    round_times = models.JSONField(default=default_round_times)
    required_gates = models.JSONField(default=default_gates)
    weight_old_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    quarantine_days = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawal_days = models.PositiveSmallIntegerField(null=True, blank=True)  # where the formulary gives none
    glucose_ask_from = models.DecimalField(max_digits=4, decimal_places=1, default=20)  # looks like mg/dL from here
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="one_care_setting", condition=Q(pk=1))]

    def __str__(self) -> str:
        return "care settings"

    @classmethod
    def load(cls) -> "CareSetting":
        """The stored row, or an unsaved one with the defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class CareLimit(models.Model):
    """A low and a high limit of one measure for one age class (empty: all); outside it a re-check is asked for."""

    measure = models.CharField(max_length=20, choices=pairs(labels.MEASURED))
    age_class = models.CharField(max_length=20, choices=choices(AGE_CLASS), blank=True)
    low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)  # empty: to be set by the centre's vets
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "age_class"]
        constraints = [
            models.UniqueConstraint(name="one_limit_a_measure_and_age", fields=["measure", "age_class"]),
            models.CheckConstraint(
                name="limit_low_below_high", condition=Q(low=None) | Q(high=None) | Q(low__lt=F("high"))
            ),
            models.CheckConstraint(
                name="limit_has_source_or_vet",
                condition=Q(low=None, high=None) | ~Q(source="") | Q(set_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.age_class}"
