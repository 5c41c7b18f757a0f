"""The event being worked, its umbrella, its links to others, and the record of everything that happened."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from strandings.lifecycle import SectorStatus, StrandingStatus
from strandings.models import labels
from strandings.models.labels import choices
from strandings.words import Kind, PlaceMethod, State

PERSON = settings.AUTH_USER_MODEL


class Incident(models.Model):
    """The umbrella over many strandings: mass mortality, storm wreck, pups inland, oil."""

    title = models.CharField(max_length=160)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    automatic_reply = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Sector(models.Model):
    """A stretch of coast of an incident, walked by one team."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sectors")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=choices(labels.SECTOR_STATUS), default=SectorStatus.OPEN)
    from_latitude = models.FloatField(null=True, blank=True)
    from_longitude = models.FloatField(null=True, blank=True)
    to_latitude = models.FloatField(null=True, blank=True)
    to_longitude = models.FloatField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    needs_person_because = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_sector_never_stalls",
                condition=~Q(status="open") | Q(next_at__isnull=False) | ~Q(needs_person_because=""),
            )
        ]

    def __str__(self) -> str:
        return self.name


class StrandingSet(models.QuerySet):
    def open(self) -> "StrandingSet":
        """All but the closed; the constraint closed_says_why_and_when keeps status and time of closing together."""
        return self.filter(closed_at=None)

    def closed(self) -> "StrandingSet":
        return self.filter(closed_at__isnull=False)

    def late(self, at) -> "StrandingSet":
        """Open and past the time by which something should have happened."""
        return self.open().filter(next_at__lt=at)


class Stranding(models.Model):
    """The event being worked; one or more reports describe it. status is moved only by actions._move."""

    reference = models.CharField(max_length=16, unique=True)  # K-26-0412
    kind = models.CharField(max_length=10, choices=choices(labels.KIND), default=Kind.SEAL)
    status = models.CharField(max_length=14, choices=choices(labels.STRANDING_STATUS), default=StrandingStatus.NEW)
    priority = models.PositiveSmallIntegerField(default=3)  # 1 most urgent .. 5
    priority_reasons = models.JSONField(default=list)  # codes of strandings.triage, worded by presenters
    priority_set_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=choices(labels.STATE), default=State.UNKNOWN)
    signs = models.JSONField(default=list)
    count_from = models.PositiveIntegerField(default=1)
    count_to = models.PositiveIntegerField(default=1)

    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    place_method = models.CharField(max_length=12, choices=choices(labels.PLACE_METHOD), default=PlaceMethod.NONE)
    place_name = models.CharField(max_length=160, blank=True)  # the gazetteer's slug or the person's word
    place_slug = models.CharField(max_length=60, blank=True)

    first_reported_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_until = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(max_length=160, blank=True)
    watcher = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="watched")
    next_at = models.DateTimeField(null=True, blank=True)  # by when something must have happened
    needs_person_because = models.CharField(max_length=120, blank=True)  # a code worded by presenters
    responding_since = models.DateTimeField(null=True, blank=True)
    on_scene_at = models.DateTimeField(null=True, blank=True)  # first team on scene
    closed_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(max_length=16, choices=choices(labels.RESOLUTION), blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="strandings")
    set_aside_because = models.CharField(max_length=60, blank=True)  # suspected prank: a person looks first
    messages_owed = models.PositiveIntegerField(default=0)  # number of the last message: K-26-0412-<n>
    search_text = models.TextField(blank=True)  # folded
    changed_at = models.DateTimeField(db_index=True)  # the board's feed asks "since"
    version = models.PositiveIntegerField(default=1)

    objects = StrandingSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stranding_never_stalls",
                condition=Q(status="closed") | Q(next_at__isnull=False) | ~Q(needs_person_because=""),
            ),
            models.CheckConstraint(
                name="closed_says_why_and_when",
                condition=(Q(status="closed") & ~Q(resolution="") & Q(closed_at__isnull=False))
                | (~Q(status="closed") & Q(resolution="") & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="stranding_status_is_known", condition=Q(status__in=[s.value for s in StrandingStatus])
            ),
            models.CheckConstraint(name="priority_1_to_5", condition=Q(priority__range=(1, 5))),
            models.CheckConstraint(name="count_from_to", condition=Q(count_to__gte=F("count_from"))),
            models.CheckConstraint(
                name="latitude_with_longitude",
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="watching_names_a_person", condition=~Q(status="watching") | Q(watcher__isnull=False)
            ),
        ]
        indexes = [
            # IS NULL stands in the query itself: SQLite takes no partial index for a status given as a parameter
            models.Index(name="open_by_priority", fields=["priority", "opened_at"], condition=Q(closed_at=None)),
            models.Index(name="open_by_next", fields=["next_at"], condition=Q(closed_at=None)),
            models.Index(name="closed_newest", fields=["-closed_at", "-id"], condition=Q(closed_at__isnull=False)),
            models.Index(name="stranding_opened", fields=["opened_at"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def has_place(self) -> bool:
        return self.latitude is not None

    @property
    def about(self) -> str:
        """How messages and alarms name this stranding."""
        return f"stranding:{self.pk}"


class StrandingLink(models.Model):
    """A report moved or a stranding merged, and whether that was undone."""

    kind = models.CharField(max_length=12, choices=[("report_moved", "report moved"), ("merged", "merged")])
    source = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="links_in")
    reports = models.JSONField(default=list)
    status_before = models.CharField(max_length=14, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"


class TimelineEntry(models.Model):
    """What happened, who did it, when, why. Append-only; people are named by id, never by number."""

    stranding = models.ForeignKey(Stranding, null=True, blank=True, on_delete=models.PROTECT, related_name="timeline")
    animal = models.ForeignKey(
        "strandings.Animal", null=True, blank=True, on_delete=models.PROTECT, related_name="timeline"
    )
    verb = models.CharField(max_length=40)  # worded by presenters.py in the reader's language
    details = models.JSONField(default=dict)  # never personal data
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_words = models.CharField(max_length=80, blank=True)  # who, when it is no user: a team, "system"
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="timeline_is_about_something",
                condition=Q(stranding__isnull=False) | Q(animal__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.happened_at:%Y-%m-%d %H:%M}"
