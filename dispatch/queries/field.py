"""What a team may know of its assignment, found through its signed link."""

from datetime import datetime

from accounts import links
from accounts.models import User
from dispatch.lifecycle import OPEN
from dispatch.models import Assignment, Responder
from strandings.models import Media, Report

LINK_PURPOSE = "go"


def assignment_of(token: str, *, at: datetime) -> Assignment | None:
    """The assignment behind a live link; an old link leads to the team's open one of the same case."""
    link = links.resolve(token, LINK_PURPOSE, at=at)
    if link is None:
        return None
    rows = Assignment.objects.select_related("team", "stranding", "link").filter(stranding__isnull=False)
    asked = rows.filter(pk=link.subject_id).first()
    if asked is None or asked.status in OPEN:
        return asked
    return rows.open().of_case(asked).filter(team_id=asked.team_id).first() or asked


def reports_of(assignment: Assignment) -> list[Report]:
    """What people told, the first first."""
    return list(assignment.stranding.reports.select_related("contact").prefetch_related("additions", "media"))


def photo_of(assignment: Assignment, pk: int) -> Media | None:
    """A photo of a reporter or of the team itself, of this case only."""
    photos = Media.objects.filter(kind="photo", pk=pk)
    case = assignment.stranding_id
    return photos.filter(report__stranding_id=case).first() or photos.filter(stranded_animal__stranding_id=case).first()


def language_of(assignment: Assignment) -> str:
    """The language of the one who was alerted first."""
    leader = assignment.team.members.filter(is_active=True).order_by("-is_leader", "order", "pk").first()
    return leader.language if leader else "ru"


def open_assignments_of(user: User) -> list[Assignment]:
    """What the teams of a responder with a login are asked or on: the committed first."""
    teams = Responder.objects.filter(user=user, is_active=True).values("team_id")
    rows = Assignment.objects.open().filter(team_id__in=teams, stranding__isnull=False)
    return list(rows.select_related("team", "stranding", "link").order_by("-accepted_at", "-offered_at"))
