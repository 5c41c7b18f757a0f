"""What became of an alert: one that failed moves to the next member of the team at once, then to the next team."""

from datetime import datetime

from common.background import nudge
from dispatch.actions import alert_next_member
from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage

_PREFIX = "dispatch.offer:"


def alert_outcome(message: OutgoingMessage, *, status: str, at: datetime) -> None:
    """Called in the transaction that stores the outcome. An uncertain alert counts as lost for a P1 only."""
    if not message.purpose.startswith(_PREFIX) or status == MessageStatus.DELIVERED:
        return
    number = int(message.purpose.removeprefix(_PREFIX))
    assignment = Assignment.objects.select_related("stranding", "team", "link").filter(pk=number).first()
    if assignment is None or assignment.status != AssignmentStatus.OFFERED:
        return
    if status == MessageStatus.UNCERTAIN and assignment.stranding.priority > 1:
        return
    if alert_next_member(assignment, at=at) is None:
        nudge("dispatch.expire_offers")
