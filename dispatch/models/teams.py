"""Who can go: teams, their members, what they have, when they are on duty, where they were last."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import LANGUAGE_CHOICES
from dispatch.models import labels
from dispatch.models.labels import choices
from dispatch.words import Means


class TeamSet(models.QuerySet):
    def active(self) -> "TeamSet":
        return self.filter(is_active=True)

    def on_duty(self, at) -> "TeamSet":
        """Active teams with a duty shift covering the moment."""
        covering = DutyShift.objects.filter(team=models.OuterRef("pk"), starts_at__lte=at, ends_at__gt=at)
        return self.active().filter(models.Exists(covering))


class ResponseTeam(models.Model):
    """A team that can be sent, its base and how it travels."""

    name = models.CharField(max_length=60, unique=True)
    base_name = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    means = models.CharField(max_length=12, choices=choices(labels.MEANS), default=Means.CAR)
    speed_kmh = models.PositiveSmallIntegerField(default=60)
    road_factor = models.FloatField(default=1.3)  # length of the way / straight line
    mobilisation_day_min = models.PositiveSmallIntegerField(default=15)
    mobilisation_night_min = models.PositiveSmallIntegerField(default=30)
    range_km = models.PositiveSmallIntegerField(default=150)  # along the way, one direction
    languages = models.JSONField(default=list)  # of "kk", "ru", "en"
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamSet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="team_base_on_earth", condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
            ),
            models.CheckConstraint(name="team_moves", condition=Q(speed_kmh__gt=0, road_factor__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Responder(models.Model):
    """A member of a team, reached by telephone; a login is not needed."""

    team = models.ForeignKey(ResponseTeam, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)  # E.164
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="ru")
    order = models.PositiveSmallIntegerField(default=1)  # who is alerted first
    is_leader = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["team_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                name="phone_once_a_team", fields=["team", "phone"], condition=Q(is_active=True) & ~Q(phone="")
            ),
            models.UniqueConstraint(
                name="team_has_one_leader", fields=["team"], condition=Q(is_leader=True, is_active=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    """How many of one kind of thing a team has."""

    team = models.ForeignKey(ResponseTeam, on_delete=models.CASCADE, related_name="equipment")
    kind = models.CharField(max_length=16, choices=choices(labels.EQUIPMENT))
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "equipment"
        ordering = ["team_id", "kind"]
        constraints = [models.UniqueConstraint(name="equipment_kind_once_a_team", fields=["team", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} x {self.quantity}"


class DutyShift(models.Model):
    """A team stands ready, from when until when."""

    team = models.ForeignKey(ResponseTeam, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "team_id"]
        constraints = [
            models.CheckConstraint(name="duty_shift_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))
        ]
        indexes = [models.Index(name="shifts_by_time", fields=["ends_at", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.team_id} {self.starts_at:%Y-%m-%d %H:%M}"


class TeamPosition(models.Model):
    """Where a team was last known to be."""

    team = models.OneToOneField(ResponseTeam, on_delete=models.CASCADE, related_name="position")
    latitude = models.FloatField()
    longitude = models.FloatField()
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.team_id} at {self.seen_at:%Y-%m-%d %H:%M}"


class RosterEvent(models.Model):
    """Append-only: who changed which team or shift, and when. Columns and times only, never a name or a number."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=24)
    team = models.ForeignKey(ResponseTeam, null=True, on_delete=models.PROTECT, related_name="events")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
