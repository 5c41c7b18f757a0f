"""A team asked to go, and what became of it. The indexes are the law against double booking."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import AccessLink
from dispatch.lifecycle import COMMITTED, ENDED, OPEN, AssignmentStatus
from dispatch.models import labels
from dispatch.models.labels import choices
from dispatch.models.teams import ResponseTeam
from dispatch.words import Mode
from strandings.models import Sector, Stranding

PERSON = settings.AUTH_USER_MODEL
_COMMITTED, _OPEN, _ENDED = (sorted(statuses) for statuses in (COMMITTED, OPEN, ENDED))
_IN_TURN = Q(status=AssignmentStatus.OFFERED, mode=Mode.IN_TURN)


class AssignmentSet(models.QuerySet):
    def committed(self) -> "AssignmentSet":
        return self.open().filter(status__in=_COMMITTED)

    def offered(self) -> "AssignmentSet":
        return self.open().filter(status=AssignmentStatus.OFFERED)

    def open(self) -> "AssignmentSet":
        """Asked or committed; the constraint assignment_ended_says_when keeps status and end together."""
        return self.filter(ended_at=None)

    def of_case(self, assignment: "Assignment") -> "AssignmentSet":
        """All assignments of the same stranding or sector."""
        return self.filter(stranding_id=assignment.stranding_id, sector_id=assignment.sector_id)


class AssignmentManager(models.Manager.from_queryset(AssignmentSet)):
    """Leaves the stored ranking in the database until somebody reads it: it is far larger than all the rest."""

    def get_queryset(self) -> AssignmentSet:
        return super().get_queryset().defer("ranking")


class Assignment(models.Model):
    """One team and one stranding or coast sector: asked, going, there, done. Moved only by actions."""

    stranding = models.ForeignKey(
        Stranding, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    team = models.ForeignKey(ResponseTeam, on_delete=models.PROTECT, related_name="assignments")
    status = models.CharField(
        max_length=12, choices=choices(labels.ASSIGNMENT_STATUS), default=AssignmentStatus.OFFERED
    )
    mode = models.CharField(max_length=8, choices=choices(labels.MODE))
    is_extra = models.BooleanField(default=False)  # sent beside the lead team, by a dispatcher's word
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    ranking = models.JSONField(default=list)  # the first candidates with reasons, as they stood when the team was asked
    estimated_min = models.PositiveIntegerField(null=True, blank=True)
    distance_km = models.FloatField(null=True, blank=True)
    eta_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    en_route_at = models.DateTimeField(null=True, blank=True)
    on_scene_at = models.DateTimeField(null=True, blank=True)
    transporting_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=12, choices=choices(labels.DECLINE_REASON), blank=True)
    unsafe = models.BooleanField(default=False)
    end_note = models.CharField(max_length=300, blank=True)
    link = models.ForeignKey(AccessLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AssignmentManager()

    class Meta:
        ordering = ["-offered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="assignment_of_stranding_or_sector",
                condition=Q(stranding__isnull=False, sector=None) | Q(stranding=None, sector__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_status_is_known", condition=Q(status__in=[s.value for s in AssignmentStatus])
            ),
            models.CheckConstraint(
                name="assignment_ended_says_when",
                condition=Q(status__in=_ENDED, ended_at__isnull=False) | Q(status__in=_OPEN, ended_at=None),
            ),
            models.CheckConstraint(
                name="assignment_accepted_says_when",
                condition=~Q(status__in=_COMMITTED) | Q(accepted_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="team_has_one_commitment", fields=["team"], condition=Q(status__in=_COMMITTED)
            ),
            models.UniqueConstraint(
                name="stranding_has_one_lead_team",
                fields=["stranding"],
                condition=Q(status__in=_COMMITTED, is_extra=False, stranding__isnull=False),
            ),
            models.UniqueConstraint(
                name="sector_has_one_lead_team",
                fields=["sector"],
                condition=Q(status__in=_COMMITTED, is_extra=False, sector__isnull=False),
            ),
            models.UniqueConstraint(
                name="stranding_asks_one_team_in_turn",
                fields=["stranding"],
                condition=_IN_TURN & Q(stranding__isnull=False),
            ),
            models.UniqueConstraint(
                name="sector_asks_one_team_in_turn", fields=["sector"], condition=_IN_TURN & Q(sector__isnull=False)
            ),
            models.UniqueConstraint(
                name="team_once_a_stranding",
                fields=["stranding", "team"],
                condition=Q(status__in=_OPEN, stranding__isnull=False),
            ),
            models.UniqueConstraint(
                name="team_once_a_sector",
                fields=["sector", "team"],
                condition=Q(status__in=_OPEN, sector__isnull=False),
            ),
        ]
        indexes = [
            # As with cases: IS NULL, not a status, so that SQLite takes them too
            models.Index(name="assignments_open", fields=["status", "answer_by"], condition=Q(ended_at=None)),
            models.Index(name="assignments_by_yes", fields=["accepted_at"]),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}: {self.status}"


class CheckIn(models.Model):
    """A team's sign of life during an assignment, or its call for help."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="check_ins")
    kind = models.CharField(max_length=6, choices=choices(labels.CHECK_IN))
    at = models.DateTimeField()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.kind}"


class FieldRecord(models.Model):
    """One thing a team did or told, once by the UUID its page made; kept even when too late to move anything."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="records")
    field_uuid = models.UUIDField(unique=True)
    verb = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    moved = models.BooleanField(default=True)  # False: it arrived after the end, a dispatcher should look

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.verb}"
