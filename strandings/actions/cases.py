"""What a dispatcher, the engine and a team do with a stranding."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from strandings.actions.record import change, lock, move, note
from strandings.actions.telling import tell_closed
from strandings.deadlines import look_by, next_step_by, team_by
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding
from strandings.words import PlaceMethod, Resolution

S = StrandingStatus


@transaction.atomic
def acknowledge(stranding: Stranding, *, by: User, at: datetime) -> Stranding:
    """A person takes the stranding into work: it is theirs, and its alarm stops."""
    stranding = lock(stranding)
    note(stranding, verb="acknowledged", by=by, at=at)
    return change(stranding, at=at, acknowledged_at=at, acknowledged_by=by)


@transaction.atomic
def set_priority(stranding: Stranding, *, priority: int, why: str, by: User, at: datetime) -> Stranding:
    """A person overrides the triage table; their words are kept with it."""
    stranding = lock(stranding)
    note(
        stranding,
        verb="priority_set",
        by=by,
        at=at,
        details={"was": stranding.priority, "priority": priority, "why": why},
    )
    return change(stranding, at=at, priority=priority, priority_set_by=by)


@transaction.atomic
def set_place(
    stranding: Stranding,
    *,
    latitude: float,
    longitude: float,
    accuracy_m: int | None,
    method: PlaceMethod,
    place_name: str = "",
    place_slug: str = "",
    by: User | None,
    at: datetime,
) -> Stranding:
    """Where it is, in degrees WGS84 and metres; the reports keep what each person said."""
    stranding = lock(stranding)
    note(stranding, verb="place_set", by=by, at=at, details={"method": method, "accuracy_m": accuracy_m})
    return change(
        stranding,
        at=at,
        latitude=latitude,
        longitude=longitude,
        accuracy_m=accuracy_m,
        place_method=method,
        place_name=place_name or stranding.place_name,
        place_slug=place_slug or stranding.place_slug,
    )


@transaction.atomic
def hold(stranding: Stranding, *, until: datetime, because: str, by: User, at: datetime) -> Stranding:
    """Offer it to nobody until then; it comes back by itself."""
    stranding = lock(stranding)
    note(stranding, verb="held", by=by, at=at, details={"until": until.isoformat(), "why": because})
    return change(stranding, at=at, held_until=until, held_because=because, next_at=until)


@transaction.atomic
def release_hold(stranding: Stranding, *, by: User | None, at: datetime) -> Stranding:
    """Go on with a held stranding now."""
    stranding = lock(stranding)
    note(stranding, verb="hold_released", by=by, at=at)
    return change(stranding, at=at, held_until=None, held_because="", next_at=at + look_by(stranding.priority))


@transaction.atomic
def ask_for_team(stranding: Stranding, *, by: User | None, at: datetime, why: str = "") -> Stranding:
    """A team is wanted: the engine looks for one as soon as this is committed."""
    return wait_for_team(lock(stranding), by=by, at=at, why=why)


def wait_for_team(stranding: Stranding, *, by: User | None, at: datetime, why: str = "") -> Stranding:
    """The same for whoever holds the row already: the transaction that made it, or that locked it."""
    return move(
        stranding,
        S.AWAITING_TEAM,
        verb="team_asked",
        by=by,
        at=at,
        details={"why": why} if why else None,
        next_at=at + team_by(stranding.priority),
        needs_person_because="",
    )


@transaction.atomic
def mark_responding(stranding: Stranding, *, by: User | None, by_words: str, at: datetime) -> Stranding:
    """A team has committed itself; dispatch calls this in the transaction of its acceptance."""
    stranding = lock(stranding)
    return move(
        stranding,
        S.RESPONDING,
        verb="team_committed",
        by=by,
        by_words=by_words,
        at=at,
        next_at=at + next_step_by(),
        needs_person_because="",
        responding_since=at,
    )


@transaction.atomic
def team_left(stranding: Stranding, *, by: User | None, by_words: str, at: datetime, why: str = "") -> Stranding:
    """The committed team is gone without an end: the stranding waits for a team again."""
    stranding = lock(stranding)
    return move(
        stranding,
        S.AWAITING_TEAM,
        verb="team_left",
        by=by,
        by_words=by_words,
        at=at,
        details={"why": why} if why else None,
        next_at=at + team_by(stranding.priority),
        responding_since=None,
    )


@transaction.atomic
def team_on_scene(stranding: Stranding, *, by_words: str, at: datetime, happened_at: datetime) -> Stranding:
    """A team stands at the animal; the first arrival is kept for the figures."""
    stranding = lock(stranding)
    note(stranding, verb="team_on_scene", by_words=by_words, at=at, happened_at=happened_at)
    first = stranding.on_scene_at or happened_at
    return change(stranding, at=at, on_scene_at=first, next_at=at + next_step_by())


@transaction.atomic
def set_expected(stranding: Stranding, *, next_at: datetime, at: datetime) -> Stranding:
    """Move the time by which the next news is due, e.g. to a team's arrival."""
    return change(lock(stranding), at=at, next_at=next_at)


@transaction.atomic
def needs_person(stranding: Stranding, *, because: str, at: datetime) -> Stranding:
    """The engine cannot go on by itself; `because` is a code of presenters.NEEDS_PERSON."""
    stranding = lock(stranding)
    if stranding.needs_person_because == because:
        return stranding
    note(stranding, verb="needs_person", at=at, by_words="system", details={"because": because})
    return change(stranding, at=at, needs_person_because=because)


@transaction.atomic
def watch(
    stranding: Stranding, *, watcher: User, next_look_at: datetime, why: str, by: User, at: datetime
) -> Stranding:
    """Leave it in peace but look again: a named person, at a named time."""
    stranding = lock(stranding)
    return move(
        stranding,
        S.WATCHING,
        verb="watching",
        by=by,
        at=at,
        details={"why": why, "until": next_look_at.isoformat(), "watcher": watcher.pk},
        watcher=watcher,
        next_at=next_look_at,
        needs_person_because="",
    )


@transaction.atomic
def close(
    stranding: Stranding, *, resolution: Resolution, note: str = "", by: User | None, at: datetime, by_words: str = ""
) -> Stranding:
    """It is over: why, by whom; its reporters are told. A team still out is stood down by dispatch."""
    stranding = lock(stranding)
    if stranding.status == S.CLOSED:
        return stranding
    move(
        stranding,
        S.CLOSED,
        verb="closed",
        by=by,
        by_words=by_words,
        at=at,
        details={"resolution": resolution, **({"why": note} if note else {})},
        resolution=resolution,
    )
    tell_closed(stranding, at=at)
    return stranding


@transaction.atomic
def reopen(stranding: Stranding, *, to: StrandingStatus, by: User, at: datetime, why: str) -> Stranding:
    """It was not over, or a parked case goes on: to NEW or straight to waiting for a team."""
    stranding = lock(stranding)
    wait = team_by(stranding.priority) if to == S.AWAITING_TEAM else look_by(stranding.priority)
    return move(
        stranding,
        to,
        verb="reopened",
        by=by,
        at=at,
        details={"why": why},
        next_at=at + wait,
        needs_person_because="" if to == S.AWAITING_TEAM else "reopened",
    )
