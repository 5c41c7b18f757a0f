"""What fills a keeper's day: feeding, tasks, head counts, water, and bites."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rehab.models import labels
from rehab.models.labels import pairs
from rehab.models.patients import Patient
from rehab.models.places import Enclosure

PERSON = settings.AUTH_USER_MODEL


class FeedingPlan(models.Model):
    """What a patient is to eat, how much, how often; a new plan ends the one before."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="feeding_plans")
    stage = models.PositiveSmallIntegerField(choices=pairs(labels.FEEDING_STAGE))
    food = models.CharField(max_length=120)
    amount_g = models.PositiveIntegerField()  # of one feed; millilitres of formula count as grams
    frequency = models.CharField(max_length=4, choices=pairs(labels.FREQUENCY))
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    scheduled_until = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="one_feeding_plan_at_a_time", fields=["patient"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="feeding_stage_0_to_5", condition=Q(stage__range=(0, 5))),
            models.CheckConstraint(name="feed_possible", condition=Q(amount_g__gt=0, amount_g__lte=20000)),
        ]

    def __str__(self) -> str:
        return f"{self.food}, {self.amount_g}"


class Feeding(models.Model):
    """One feed: planned against eaten."""

    plan = models.ForeignKey(FeedingPlan, on_delete=models.PROTECT, related_name="feedings")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="feedings")
    number = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=6, choices=pairs(labels.FEEDING_STATUS), default="due")
    planned_g = models.PositiveIntegerField()
    eaten_g = models.PositiveIntegerField(null=True, blank=True)
    fed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=160, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(name="feed_once_a_plan", fields=["plan", "number"]),
            models.CheckConstraint(
                name="feed_says_how_much",
                condition=Q(status__in=["due", "missed", "voided"], eaten_g=None)
                | Q(
                    status__in=["eaten", "part", "none"],
                    eaten_g__isnull=False,
                    fed_at__isnull=False,
                    recorded_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(name="feeds_waiting", fields=["due_at"], condition=Q(status="due")),
            models.Index(name="feeds_of_a_patient", fields=["patient", "due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.number}"


class Task(models.Model):
    """Something to do for a patient or an enclosure, by a time."""

    patient = models.ForeignKey(Patient, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    enclosure = models.ForeignKey(Enclosure, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=8, choices=pairs(labels.TASK_KIND), default="other")
    text = models.CharField(max_length=160, blank=True)
    due_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_because = models.CharField(max_length=160, blank=True)
    result = models.CharField(max_length=300, blank=True)
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="task_is_of_a_seal_or_a_place", condition=Q(patient__isnull=False) | Q(enclosure__isnull=False)
            ),
            models.CheckConstraint(
                name="done_task_says_who",
                condition=Q(done_at=None) | Q(done_by__isnull=False, recorded_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="tasks_waiting", fields=["due_at"], condition=Q(done_at=None, dropped_because=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


class HeadCount(models.Model):
    """Seals counted in an enclosure at the end of a shift, against the seals that should be there."""

    enclosure = models.ForeignKey(Enclosure, on_delete=models.PROTECT, related_name="head_counts")
    expected = models.PositiveSmallIntegerField()
    seen = models.PositiveSmallIntegerField()
    counted_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["-counted_at"]
        constraints = [
            models.CheckConstraint(name="wrong_count_is_explained", condition=Q(seen=F("expected")) | ~Q(note=""))
        ]

    def __str__(self) -> str:
        return f"{self.seen}/{self.expected}"


class WaterReading(models.Model):
    """The water of a pool at one moment."""

    enclosure = models.ForeignKey(Enclosure, on_delete=models.PROTECT, related_name="water")
    temp_c = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    salinity_ppt = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    chlorine_mg_l = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    ph = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    read_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.CheckConstraint(
                name="water_possible",
                condition=(Q(temp_c=None) | Q(temp_c__range=(-3, 45)))
                & (Q(salinity_ppt=None) | Q(salinity_ppt__range=(0, 60)))
                & (Q(chlorine_mg_l=None) | Q(chlorine_mg_l__range=(0, 50)))
                & (Q(ph=None) | Q(ph__range=(0, 14))),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enclosure_id} {self.read_at:%Y-%m-%d %H:%M}"


class Bite(models.Model):
    """A person of the centre bitten or scratched: first a matter of medicine, then of record."""

    patient = models.ForeignKey(Patient, null=True, blank=True, on_delete=models.PROTECT, related_name="bites")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    wore_gloves = models.BooleanField(null=True, blank=True)
    doctor_seen_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-happened_at"]

    def __str__(self) -> str:
        return f"bite {self.pk}"
