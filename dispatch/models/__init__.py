"""The nouns of dispatch."""

from dispatch.models.assignments import Assignment, CheckIn, FieldRecord
from dispatch.models.teams import DutyShift, Equipment, Responder, ResponseTeam, RosterEvent, TeamPosition

__all__ = [
    "Assignment",
    "CheckIn",
    "DutyShift",
    "Equipment",
    "FieldRecord",
    "Responder",
    "ResponseTeam",
    "RosterEvent",
    "TeamPosition",
]
