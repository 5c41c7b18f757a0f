"""The seals: one at one stranding, the individual through its life, its marks, samples and what was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strandings.models import labels
from strandings.models.cases import Incident, Sector, Stranding
from strandings.models.labels import choices
from strandings.words import AgeClass, Fate, Sex

PERSON = settings.AUTH_USER_MODEL


class Animal(models.Model):
    """An individual seal, created at first handling; fate and story are written by rehab through actions."""

    nickname = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=8, choices=choices(labels.SEX), default=Sex.UNKNOWN)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="also")
    fate = models.CharField(max_length=12, choices=choices(labels.FATE), default=Fate.WILD)
    fate_at = models.DateTimeField(null=True, blank=True)
    care_number = models.CharField(max_length=16, blank=True, db_index=True)  # CS-26-014, written by rehab
    public_story = models.TextField(blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.nickname or self.care_number or f"seal {self.pk}"


class StrandedAnimal(models.Model):
    """One seal at one stranding."""

    stranding = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="animals")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 at this stranding
    animal = models.ForeignKey(Animal, null=True, blank=True, on_delete=models.PROTECT, related_name="strandings")
    code_at_first_sight = models.CharField(max_length=1, choices=choices(labels.CONDITION_CODE), blank=True)
    code_at_examination = models.CharField(max_length=1, choices=choices(labels.CONDITION_CODE), blank=True)
    examined_at = models.DateTimeField(null=True, blank=True)
    age_class = models.CharField(max_length=20, choices=choices(labels.AGE_CLASS), default=AgeClass.UNKNOWN)
    sex = models.CharField(max_length=8, choices=choices(labels.SEX), default=Sex.UNKNOWN)
    length_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    length_is_estimate = models.BooleanField(default=False)
    girth_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    weight_is_estimate = models.BooleanField(default=False)
    signs = models.JSONField(default=list)
    human_interaction = models.CharField(max_length=3, choices=[("Y", "Y"), ("N", "N"), ("CBD", "CBD")], blank=True)
    findings = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=choices(labels.OUTCOME), blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    on_its_way_since = models.DateTimeField(null=True, blank=True)
    expected_at = models.DateTimeField(null=True, blank=True)
    field_uuid = models.UUIDField(null=True, blank=True, unique=True)  # of the responder's record, made offline
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["stranding_id", "number"]
        constraints = [
            models.UniqueConstraint(name="animal_number_once_a_stranding", fields=["stranding", "number"]),
            models.CheckConstraint(
                name="outcome_with_its_time",
                condition=Q(outcome="", outcome_at=None) | (~Q(outcome="") & Q(outcome_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="on_its_way_means_loaded",
                condition=Q(on_its_way_since=None) | Q(outcome="loaded"),
            ),
            # Bounds are wide on purpose: the impossible is refused, the unusual only warned of (docs/clinical.md)
            models.CheckConstraint(
                name="seal_weight_possible",
                condition=Q(weight_kg=None) | Q(weight_kg__gt=0, weight_kg__lte=200),
            ),
            models.CheckConstraint(
                name="seal_length_possible",
                condition=Q(length_cm=None) | Q(length_cm__gt=20, length_cm__lte=250),
            ),
        ]
        indexes = [
            models.Index(
                name="animals_on_their_way",
                fields=["expected_at"],
                condition=Q(on_its_way_since__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stranding_id}/{self.number}"


class Mark(models.Model):
    """A tag, chip, paint or natural mark: put on, seen, lost."""

    animal = models.ForeignKey(Animal, on_delete=models.PROTECT, related_name="marks")
    type = models.CharField(max_length=16, choices=choices(labels.MARK_TYPE))
    number = models.CharField(max_length=40, blank=True, db_index=True)
    colour = models.CharField(max_length=30, blank=True)
    side = models.CharField(max_length=5, choices=[("left", _("left")), ("right", _("right"))], blank=True)
    put_on_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="mark_number_worn_once",
                fields=["type", "number", "colour"],
                condition=~Q(number="") & Q(lost_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number}"


class CarcassCount(models.Model):
    """A count of carcasses of one series: new, cumulative, or a recount that replaces."""

    stranding = models.ForeignKey(
        Stranding, null=True, blank=True, on_delete=models.PROTECT, related_name="carcass_counts"
    )
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="carcass_counts")
    incident = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="carcass_counts"
    )
    series = models.CharField(max_length=40, default="main")
    way = models.CharField(
        max_length=10,
        choices=[("new", "new"), ("cumulative", "cumulative"), ("recount", "recount")],
        default="new",
    )
    total = models.PositiveIntegerField()
    by_code = models.JSONField(default=dict)  # condition code -> number
    marked = models.PositiveIntegerField(default=0)
    marked_found_again = models.PositiveIntegerField(default=0)
    effort_m = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=choices(labels.OUTCOME), blank=True)
    counted_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    field_uuid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="count_belongs_to_one",
                condition=Q(stranding__isnull=False, sector=None) | Q(stranding=None, sector__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.total}"


class FieldTreatment(models.Model):
    """What was given or done on the beach; it reaches the chart at intake."""

    stranded_animal = models.ForeignKey(StrandedAnimal, on_delete=models.PROTECT, related_name="treatments")
    what = models.CharField(max_length=160)
    amount = models.CharField(max_length=60, blank=True)
    given_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_words = models.CharField(max_length=80, blank=True)
    field_uuid = models.UUIDField(null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.what


class Sample(models.Model):
    """A sample taken of a seal, admitted or not, and where it is."""

    animal = models.ForeignKey(Animal, null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    stranded_animal = models.ForeignKey(
        StrandedAnimal, null=True, blank=True, on_delete=models.PROTECT, related_name="samples"
    )
    what = models.CharField(max_length=80)
    label = models.CharField(max_length=40, unique=True)
    taken_at = models.DateTimeField()
    kept_where = models.CharField(max_length=120, blank=True)
    result = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sample_is_of_a_seal",
                condition=Q(animal__isnull=False) | Q(stranded_animal__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Necropsy(models.Model):
    """The examination of a dead seal, admitted or not."""

    animal = models.ForeignKey(Animal, null=True, blank=True, on_delete=models.PROTECT, related_name="necropsies")
    stranded_animal = models.ForeignKey(
        StrandedAnimal, null=True, blank=True, on_delete=models.PROTECT, related_name="necropsies"
    )
    done_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=1, choices=choices(labels.CONDITION_CODE), blank=True)
    findings = models.TextField(blank=True)
    cause_of_death = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "necropsies"
        constraints = [
            models.CheckConstraint(
                name="necropsy_is_of_a_seal",
                condition=Q(animal__isnull=False) | Q(stranded_animal__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"necropsy {self.pk}"
