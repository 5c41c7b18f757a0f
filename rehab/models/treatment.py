"""Drugs and their sourced ranges, stock, prescriptions, and every dose as a row with its due time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rehab.doses import Unit
from rehab.lifecycle import DoseStatus
from rehab.models import labels
from rehab.models.labels import pairs
from rehab.models.patients import Patient
from strandings.models.labels import choices

PERSON = settings.AUTH_USER_MODEL
UNITS = [(unit.value, unit.value) for unit in Unit]


class Drug(models.Model):
    """A preparation on the centre's shelf."""

    name = models.CharField(max_length=120, unique=True)
    drug_class = models.CharField(max_length=120, blank=True)
    per_ml = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)  # mg or IU in one mL
    is_controlled = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="concentration_above_zero", condition=Q(per_ml=None) | Q(per_ml__gt=0))
        ]

    def __str__(self) -> str:
        return self.name


class FormularyEntry(models.Model):
    """The range of one drug by one route, for whom it was studied, and where that is written."""

    drug = models.ForeignKey(Drug, on_delete=models.PROTECT, related_name="formulary")
    route = models.CharField(max_length=12, choices=pairs(labels.ROUTE))
    low = models.DecimalField(max_digits=10, decimal_places=3)
    high = models.DecimalField(max_digits=10, decimal_places=3)
    unit = models.CharField(max_length=6, choices=UNITS, default=Unit.MG_PER_KG)
    species_group = models.CharField(max_length=10, choices=pairs(labels.SPECIES_GROUP))
    studied_species = models.CharField(max_length=200, blank=True)
    frequency_words = models.CharField(max_length=60, blank=True)
    finding = models.TextField(blank=True)
    withdrawal_days = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    is_example = models.BooleanField(default=False)
    approved_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "formulary entries"
        ordering = ["drug__name", "route", "species_group"]
        constraints = [
            models.UniqueConstraint(
                name="one_range_a_drug_route_and_group", fields=["drug", "route", "species_group", "unit"]
            ),
            models.CheckConstraint(name="range_low_to_high", condition=Q(low__gt=0, high__gte=F("low"))),
            models.CheckConstraint(name="range_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="approval_names_who_and_when",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drug_id} {self.route} {self.low}-{self.high} {self.unit}"


class StockBatch(models.Model):
    """One batch on the shelf. It is counted down by doses and never blocks one: it may go below zero."""

    drug = models.ForeignKey(Drug, on_delete=models.PROTECT, related_name="batches")
    batch = models.CharField(max_length=60)
    expires_on = models.DateField(null=True, blank=True)
    left = models.DecimalField(max_digits=10, decimal_places=2, default=0)  # mL or tablets
    reorder_at = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["expires_on", "batch"]
        constraints = [models.UniqueConstraint(name="batch_once_a_drug", fields=["drug", "batch"])]

    def __str__(self) -> str:
        return self.batch


class PrescriptionSet(models.QuerySet):
    def running(self, at) -> "PrescriptionSet":
        """Not stopped and not past their end."""
        return self.filter(stopped_at=None).filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def unsigned(self) -> "PrescriptionSet":
        """Ordered by telephone and not yet signed by a vet."""
        return self.filter(ordered_by__isnull=False, countersigned_at=None)


class Prescription(models.Model):
    """A drug for a patient. A change makes a new revision: undecided doses of the old one are voided, others stay."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="prescriptions")
    drug = models.ForeignKey(Drug, on_delete=models.PROTECT, related_name="prescriptions")
    formulary = models.ForeignKey(FormularyEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(default=1)
    dose = models.DecimalField(max_digits=10, decimal_places=3)
    unit = models.CharField(max_length=6, choices=UNITS, default=Unit.MG_PER_KG)
    route = models.CharField(max_length=12, choices=pairs(labels.ROUTE))
    frequency = models.CharField(max_length=4, choices=pairs(labels.FREQUENCY))
    per_ml = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    weight_measured_at = models.DateTimeField(null=True, blank=True)
    weight_is_estimate = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=12, decimal_places=3)  # of one dose, in mg, mL, IU or tablets
    volume_ml = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    min_interval_h = models.PositiveSmallIntegerField(null=True, blank=True)  # as needed: not sooner than
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # None: no end set
    scheduled_until = models.DateTimeField(null=True, blank=True, db_index=True)  # rows exist up to here
    instructions = models.CharField(max_length=300, blank=True)
    warnings = models.JSONField(default=list)  # codes, worded by presenters
    override_reason = models.CharField(max_length=300, blank=True)
    withdrawal_days = models.PositiveSmallIntegerField(null=True, blank=True)
    prescribed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    prescribed_at = models.DateTimeField()
    # An order by telephone: this vet gave it, prescribed_by wrote it down, a vet signs it afterwards
    ordered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    countersigned_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stopped_because = models.CharField(max_length=160, blank=True)

    objects = PrescriptionSet.as_manager()

    class Meta:
        ordering = ["-prescribed_at", "-id"]
        constraints = [
            models.CheckConstraint(name="dose_above_zero", condition=Q(dose__gt=0, amount__gt=0)),
            models.CheckConstraint(
                name="course_ends_after_start", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="dose_per_kg_has_its_weight",
                condition=~Q(unit__endswith="/kg") | Q(weight_kg__isnull=False, weight_kg__gt=0),
            ),
            models.CheckConstraint(
                name="countersignature_is_of_a_phone_order",
                condition=Q(countersigned_by=None, countersigned_at=None)
                | Q(ordered_by__isnull=False, countersigned_by__isnull=False, countersigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="stopped_prescription_says_why", condition=Q(stopped_at=None) | ~Q(stopped_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"prescription {self.pk}"

    @property
    def waits_for_signature(self) -> bool:
        return self.ordered_by_id is not None and self.countersigned_at is None


class Dose(models.Model):
    """One dose: when it is due, what became of it, by whom. status is moved only by rehab.actions."""

    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="doses")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="doses")
    revision = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=choices(labels.DOSE_STATUS), default=DoseStatus.DUE)
    is_born_given = models.BooleanField(default=False)  # as needed or emergency: never was due
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    volume_ml = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    given_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)  # when it happened
    recorded_at = models.DateTimeField(null=True, blank=True)  # when it reached us
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(StockBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="doses")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(name="dose_once_a_course", fields=["prescription", "revision", "number"]),
            models.CheckConstraint(name="dose_status_is_known", condition=Q(status__in=[s.value for s in DoseStatus])),
            models.CheckConstraint(
                name="given_dose_says_when_and_who",
                condition=~Q(status__in=["given", "partly"])
                | Q(given_at__isnull=False, recorded_at__isnull=False, by__isnull=False, given_amount__isnull=False),
            ),
            models.CheckConstraint(
                name="undecided_dose_was_not_given",
                condition=~Q(status__in=["due", "held", "missed", "voided", "refused"])
                | Q(given_amount=None)
                | Q(status="voided", is_born_given=True),
            ),
        ]
        indexes = [
            models.Index(name="doses_waiting", fields=["due_at"], condition=Q(status="due")),
            models.Index(name="doses_of_a_patient", fields=["patient", "due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.prescription_id}.{self.revision}.{self.number}"
