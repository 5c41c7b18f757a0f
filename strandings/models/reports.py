"""What people told us: evidence, never rewritten except by erasure."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import LANGUAGE_CHOICES, AccessLink
from messaging.models import Contact
from strandings.models import labels
from strandings.models.cases import Stranding
from strandings.models.labels import choices
from strandings.words import Kind, PlaceMethod, State


class YearCounter(models.Model):
    """The last number drawn of a series in a year; drawn by a conditional update, so never twice."""

    series = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_counter_a_year", fields=["series", "year"])]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class Report(models.Model):
    """One thing one person told us through one channel."""

    stranding = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="reports")
    first_stranding = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=choices(labels.CHANNEL))
    kind = models.CharField(max_length=10, choices=choices(labels.KIND), default=Kind.SEAL)
    words = models.TextField(blank=True)
    place_words = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="ru")
    state = models.CharField(max_length=14, choices=choices(labels.STATE), default=State.UNKNOWN)
    signs = models.JSONField(default=list)
    understood = models.JSONField(default=dict)  # what was read from the words, from which, how sure
    count_from = models.PositiveIntegerField(default=1)
    count_to = models.PositiveIntegerField(default=1)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    place_method = models.CharField(max_length=12, choices=choices(labels.PLACE_METHOD), default=PlaceMethod.NONE)
    place_name = models.CharField(max_length=160, blank=True)
    place_slug = models.CharField(max_length=60, blank=True)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    stays_there = models.BooleanField(null=True, blank=True)
    wants_release_news = models.BooleanField(default=True)
    consent_version = models.PositiveSmallIntegerField(null=True, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_words = models.TextField(blank=True)  # the sentence agreed to, as it was shown or read out
    forget_asked_at = models.DateTimeField(null=True, blank=True)  # its words go as soon as the case is closed
    words_erased_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)
    status_link = models.ForeignKey(AccessLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()  # when it was seen or said, by the sender's clock, bounded
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="report_count_from_to", condition=Q(count_to__gte=F("count_from"))),
            models.CheckConstraint(
                name="report_latitude_with_longitude",
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes = [models.Index(name="words_to_erase", fields=["recorded_at"], condition=Q(words_erased_at=None))]

    def __str__(self) -> str:
        return f"report {self.pk}"


class ReportAddition(models.Model):
    """What the same person added later: another message, the thank-you page, a correction."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="additions")
    source = models.CharField(max_length=12)  # sms, page, correction, call
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    client_uuid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"addition {self.pk}"


class Media(models.Model):
    """A photo, video or voice note: re-encoded, without its location data; exactly one owner."""

    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="media")
    stranded_animal = models.ForeignKey(
        "strandings.StrandedAnimal", null=True, blank=True, on_delete=models.PROTECT, related_name="media"
    )
    animal = models.ForeignKey(
        "strandings.Animal", null=True, blank=True, on_delete=models.PROTECT, related_name="media"
    )
    kind = models.CharField(max_length=6, choices=[("photo", "photo"), ("video", "video"), ("voice", "voice")])
    file = models.FileField(upload_to="media/%Y/%m/")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    may_publish = models.BooleanField(default=False)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="media_has_exactly_one_owner",
                condition=Q(report__isnull=False, stranded_animal=None, animal=None)
                | Q(report=None, stranded_animal__isnull=False, animal=None)
                | Q(report=None, stranded_animal=None, animal__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
