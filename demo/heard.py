"""What became of one text that reached the simulator's door: the line that `manage.py replay` prints."""

from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment
from messaging.models import IncomingMessage
from strandings.actions.judging import facts_of
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, Stranding
from strandings.triage import triage

NO_TEAM_FREE = "waiting: no team free"
A_PERSON_DECIDES = "waiting: a person decides"
NOT_NEEDED = "no team needed"
_NOT_ALERTED = {AssignmentStatus.DECLINED, AssignmentStatus.EXPIRED, AssignmentStatus.STOOD_DOWN}


def became_of(incoming: IncomingMessage) -> dict:
    """Reference, kind, state, count, place, latitude, longitude, flags, team; `settled` says the team is final."""
    report = _report_of(incoming)
    if report is None:
        line = dict.fromkeys(("reference", "kind", "state", "count", "place", "latitude", "longitude"))
        return {**line, "flags": [incoming.answered_by or "unanswered"], "team": NOT_NEEDED, "settled": True}
    stranding = report.stranding
    team, settled = _team(stranding)
    return {
        "reference": stranding.reference,
        "kind": report.kind,
        "state": report.state,
        "count": _count(report),
        "place": report.place_slug or report.place_name or None,
        "latitude": report.latitude,
        "longitude": report.longitude,
        "flags": [*report.signs, *report.understood.get("flags", [])],
        "team": team,
        "settled": settled,
    }


def _report_of(incoming: IncomingMessage) -> Report | None:
    """The report this text made or was added to: the sender's last one of the case it was filed under."""
    if not incoming.about.startswith("stranding:"):
        return None
    of_case = Report.objects.select_related("stranding").filter(stranding_id=incoming.about.partition(":")[2])
    return of_case.filter(words=incoming.body).order_by("pk").last() or of_case.order_by("pk").last()


def _count(report: Report) -> int | str:
    if report.count_from == report.count_to:
        return report.count_from
    return f"{report.count_from}-{report.count_to}"


def _team(stranding: Stranding) -> tuple[str, bool]:
    """The name of the team alerted or why none is; False while the engine may still find one."""
    alerted = Assignment.objects.filter(stranding=stranding).exclude(status__in=_NOT_ALERTED).select_related("team")
    if first := alerted.order_by("offered_at", "pk").first():
        return first.team.name, True
    if stranding.status == StrandingStatus.AWAITING_TEAM:
        return NO_TEAM_FREE, False
    needed = triage(facts_of(stranding, stranding.opened_at)).team_needed
    return (A_PERSON_DECIDES if needed else NOT_NEEDED), True
