"""Where a seal lives: pools and pens, its place in one, and quarantine."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rehab.models import labels
from rehab.models.labels import pairs
from rehab.models.patients import Patient

PERSON = settings.AUTH_USER_MODEL


class Enclosure(models.Model):
    """A pool or pen with so many numbered places."""

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=4, choices=pairs(labels.ENCLOSURE_KIND), default="pool")
    description = models.CharField(max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField()
    is_quarantine = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    closed_because = models.CharField(max_length=160, blank=True)  # "cleaning until 24.11"
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-is_quarantine", "name"]
        constraints = [models.CheckConstraint(name="enclosure_has_places", condition=Q(capacity__gte=1))]

    def __str__(self) -> str:
        return self.name


class Stay(models.Model):
    """One seal in one place, from when until when. capacity is copied: a CHECK sees one row only."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="stays")
    enclosure = models.ForeignKey(Enclosure, on_delete=models.PROTECT, related_name="stays")
    place_no = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    override_reason = models.CharField(max_length=160, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-from_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="a_seal_is_in_one_place", fields=["patient"], condition=Q(until_at=None)),
            models.UniqueConstraint(
                name="a_place_holds_one_seal", fields=["enclosure", "place_no"], condition=Q(until_at=None)
            ),
            models.CheckConstraint(
                name="within_capacity_or_written_override",
                condition=Q(place_no__gte=1) & (Q(place_no__lte=F("capacity")) | ~Q(override_reason="")),
            ),
            models.CheckConstraint(
                name="stay_ends_after_start", condition=Q(until_at=None) | Q(until_at__gte=F("from_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enclosure_id}/{self.place_no}"


class Quarantine(models.Model):
    """From when, until when at the earliest, why, and who ended it on what grounds."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="quarantines")
    from_at = models.DateTimeField()
    planned_until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=160)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_grounds = models.CharField(max_length=160, blank=True)  # the exit test, or the reason for ending early

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_quarantine_at_a_time", fields=["patient"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="ended_quarantine_says_grounds", condition=Q(ended_at=None) | ~Q(end_grounds="")
            ),
        ]

    def __str__(self) -> str:
        return f"quarantine {self.patient_id}"
