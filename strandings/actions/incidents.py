"""The umbrella over many cases: opened by a person, joined and left by cases, each with its row."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from strandings.actions.record import change, lock, note
from strandings.models import Incident, Stranding


@transaction.atomic
def open_incident(*, title: str, by: User, at: datetime, cases: list[Stranding] = ()) -> Incident:
    """A new incident, with the cases that are known to belong to it."""
    incident = Incident.objects.create(title=title, opened_at=at, opened_by=by)
    for case in sorted(cases, key=lambda row: row.pk):
        join_incident(case, incident=incident, by=by, at=at)
    return incident


@transaction.atomic
def join_incident(stranding: Stranding, *, incident: Incident, by: User, at: datetime) -> Stranding:
    """The case belongs to the incident from now on, and to no other; twice is once."""
    stranding = lock(stranding)
    if stranding.incident_id == incident.pk:
        return stranding
    note(stranding, verb="incident_joined", by=by, at=at, details={"incident": incident.pk, "title": incident.title})
    return change(stranding, at=at, incident=incident)


@transaction.atomic
def leave_incident(stranding: Stranding, *, by: User, at: datetime) -> Stranding:
    """The case stands by itself again; one that did already is left as it is."""
    stranding = lock(stranding)
    if stranding.incident_id is None:
        return stranding
    note(stranding, verb="incident_left", by=by, at=at, details={"incident": stranding.incident_id})
    return change(stranding, at=at, incident=None)
