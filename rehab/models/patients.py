"""One stay in care of one seal, and what was measured, found, written and signed in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rehab.lifecycle import IN_HOUSE, PatientStatus
from rehab.models import labels
from rehab.models.labels import pairs
from strandings.models import Animal, StrandedAnimal
from strandings.models.labels import AGE_CLASS, choices
from strandings.words import AgeClass

PERSON = settings.AUTH_USER_MODEL
_IN_HOUSE = [s.value for s in sorted(IN_HOUSE)]


class PatientSet(models.QuerySet):
    def in_house(self) -> "PatientSet":
        """Every seal that has a place with us: in care, before release, long-term."""
        return self.filter(status__in=_IN_HOUSE)


class Patient(models.Model):
    """One stay in care of one Animal. status is moved only by rehab.actions."""

    number = models.CharField(max_length=16, unique=True)  # CS-26-014
    animal = models.ForeignKey(Animal, on_delete=models.PROTECT, related_name="patients")
    from_stranded = models.OneToOneField(
        StrandedAnimal, null=True, blank=True, on_delete=models.PROTECT, related_name="patient"
    )
    status = models.CharField(
        max_length=16, choices=choices(labels.PATIENT_STATUS), default=PatientStatus.IN_CARE, db_index=True
    )
    age_class = models.CharField(max_length=20, choices=choices(AGE_CLASS), default=AgeClass.UNKNOWN)
    admitted_at = models.DateTimeField()
    admitted_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_from = models.CharField(max_length=160, blank=True)  # of a seal brought directly or transferred in
    plan = models.TextField(blank=True)  # stabilisation plan, in the vet's words
    zoonosis = models.CharField(max_length=160, blank=True)  # shown on every page of the seal
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_second_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_method = models.CharField(max_length=160, blank=True)
    end_note = models.TextField(blank=True)
    release_category = models.CharField(max_length=26, choices=pairs(labels.RELEASE_CATEGORY), blank=True)
    release_site = models.CharField(max_length=160, blank=True)  # never public
    transferred_to = models.CharField(max_length=160, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)  # of the intake form: a double tap admits once
    search_text = models.TextField(blank=True)  # folded: number, nickname, marks, reference
    version = models.PositiveIntegerField(default=1)

    objects = PatientSet.as_manager()

    class Meta:
        ordering = ["-admitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_stay_in_care_a_seal", fields=["animal"], condition=Q(status__in=_IN_HOUSE)
            ),
            models.CheckConstraint(
                name="patient_status_is_known", condition=Q(status__in=[s.value for s in PatientStatus])
            ),
            models.CheckConstraint(
                name="end_of_care_says_when",
                condition=Q(status__in=_IN_HOUSE, ended_at=None)
                | (~Q(status__in=_IN_HOUSE) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="euthanasia_has_method_and_two_names",
                condition=~Q(status="euthanised")
                | (
                    ~Q(end_method="")
                    & Q(ended_by__isnull=False, end_second_by__isnull=False)
                    & ~Q(ended_by=F("end_second_by"))
                ),
            ),
            models.CheckConstraint(
                name="release_says_site_and_category",
                condition=~Q(status="released") | (~Q(release_category="") & ~Q(release_site="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_in_house(self) -> bool:
        return self.status in _IN_HOUSE


class Examination(models.Model):
    """What a person found when looking at the seal; a system not looked at is "not examined"."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="examinations")
    kind = models.CharField(max_length=12, choices=pairs(labels.EXAM_KIND), default="recheck")
    mentation = models.CharField(max_length=16, choices=pairs(labels.MENTATION), blank=True)
    dehydration = models.CharField(max_length=10, choices=pairs(labels.DEHYDRATION), blank=True)
    body_condition = models.PositiveSmallIntegerField(null=True, blank=True, choices=pairs(labels.BODY_CONDITION))
    heart_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    breathing_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    blubber_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    systems = models.JSONField(default=dict)  # body system -> finding
    findings = models.TextField(blank=True)
    examined_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-examined_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="body_condition_1_to_5", condition=Q(body_condition=None) | Q(body_condition__range=(1, 5))
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.examined_at:%Y-%m-%d}"


def _within(field: str, low: float, high: float) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gte": low, f"{field}__lte": high})


class Measurement(models.Model):
    """Numbers taken at one moment. Bounds refuse the impossible; the unusual is warned of (docs/clinical.md)."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="measurements")
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    weight_is_estimate = models.BooleanField(default=False)
    length_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    girth_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    temp_c = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    glucose_mmol_l = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    measured_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)
    voided_because = models.CharField(max_length=160, blank=True)  # a wrong number stays readable, counts nowhere

    class Meta:
        ordering = ["-measured_at", "-id"]
        constraints = [
            models.CheckConstraint(name="patient_weight_possible", condition=_within("weight_kg", 0.5, 200)),
            models.CheckConstraint(name="patient_length_possible", condition=_within("length_cm", 20, 250)),
            models.CheckConstraint(name="patient_girth_possible", condition=_within("girth_cm", 10, 250)),
            models.CheckConstraint(name="body_temperature_possible", condition=_within("temp_c", 15, 45)),
            models.CheckConstraint(name="glucose_possible", condition=_within("glucose_mmol_l", 0, 60)),
            models.CheckConstraint(
                name="measurement_says_something",
                condition=Q(weight_kg__isnull=False)
                | Q(length_cm__isnull=False)
                | Q(girth_cm__isnull=False)
                | Q(temp_c__isnull=False)
                | Q(glucose_mmol_l__isnull=False),
            ),
        ]
        indexes = [models.Index(name="weights_of_a_patient", fields=["patient", "-measured_at"])]

    def __str__(self) -> str:
        return f"{self.patient_id} {self.measured_at:%Y-%m-%d %H:%M}"


class TreatmentNote(models.Model):
    """What a vet or keeper wrote. Never edited: a correction is an addendum to it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="notes")
    addendum_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    written_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [models.CheckConstraint(name="note_is_not_empty", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"note {self.pk}"


class ReleaseGate(models.Model):
    """One condition of a release: who decided it, when, on what evidence."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="gates")
    gate = models.CharField(max_length=30, choices=pairs(labels.GATE))
    verdict = models.CharField(max_length=10, choices=pairs(labels.GATE_VERDICT), default="open")
    evidence = models.CharField(max_length=300, blank=True)
    signed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="gate_once_a_patient", fields=["patient", "gate"]),
            models.CheckConstraint(
                name="decided_gate_is_signed",
                condition=Q(verdict="open") | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(evidence="")),
            ),
            models.CheckConstraint(
                name="disease_screen_is_always_needed",
                condition=~Q(gate="infectious_disease_screen", verdict="not_needed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.verdict}"
