"""What a team does on its way: sets out, arrives, loads, gives up, calls for help.

What happened is recorded, never refused: a step told late fills in its time, one told after the end is kept
and shown to the dispatcher, and moves nothing.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from common.background import nudge
from dispatch.actions.leaving import release_case
from dispatch.actions.moving import fill_in, is_past, lock, move
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment, CheckIn, FieldRecord, ResponseTeam, TeamPosition
from dispatch.words import CheckInKind
from messaging.actions import raise_alarm
from strandings.actions import close, needs_person, note, set_expected, team_on_scene, tell_reporters
from strandings.words import Resolution

S = AssignmentStatus
_NEWS_AFTER_ARRIVAL = timedelta(minutes=30)
_BACK = {S.EN_ROUTE: S.ACCEPTED, S.ON_SCENE: S.EN_ROUTE, S.TRANSPORTING: S.ON_SCENE}


@transaction.atomic
def en_route(
    assignment: Assignment,
    *,
    at: datetime,
    happened_at: datetime | None = None,
    eta_min: int | None = None,
    by: User | None = None,
) -> Assignment:
    """The team has set out; the reporters hear when it comes, in minutes from now."""
    assignment = lock(assignment)
    if not _may_go(assignment, S.EN_ROUTE, at, happened_at, by):
        return assignment
    eta_at = at + timedelta(minutes=eta_min) if eta_min else assignment.eta_at
    move(assignment, S.EN_ROUTE, verb="team_en_route", at=at, by=by, happened_at=happened_at, eta_at=eta_at)
    if not assignment.is_extra:
        _tell_coming(assignment, at)
    return assignment


@transaction.atomic
def set_eta(assignment: Assignment, *, eta_min: int, at: datetime, by: User | None = None) -> Assignment:
    """A committed team says anew in how many minutes it will be there."""
    assignment = lock(assignment)
    if assignment.status not in {S.ACCEPTED, S.EN_ROUTE}:
        return assignment
    assignment.eta_at = at + timedelta(minutes=eta_min)
    assignment.save(update_fields=["eta_at"])
    _note(assignment, "team_eta", at, by, minutes=eta_min)
    set_expected(assignment.stranding, next_at=assignment.eta_at + _NEWS_AFTER_ARRIVAL, at=at)
    return assignment


@transaction.atomic
def arrive(
    assignment: Assignment, *, at: datetime, happened_at: datetime | None = None, by: User | None = None
) -> Assignment:
    """The team stands at the animal."""
    assignment = lock(assignment)
    if not _may_go(assignment, S.ON_SCENE, at, happened_at, by):
        return assignment
    move(assignment, S.ON_SCENE, verb="team_arrived", at=at, by=by, happened_at=happened_at)
    team_on_scene(assignment.stranding, by_words=assignment.team.name, at=at, happened_at=happened_at or at)
    return assignment


@transaction.atomic
def be_there(assignment: Assignment, *, at: datetime, by: User | None = None) -> Assignment:
    """Something was told that only a team on scene can know; when it arrived is not recorded."""
    assignment = lock(assignment)
    if assignment.status in {S.ACCEPTED, S.EN_ROUTE}:
        move(assignment, S.ON_SCENE, verb="team_arrived", at=at, by=by, on_scene_at=None)
    return assignment


@transaction.atomic
def transport(
    assignment: Assignment, *, at: datetime, happened_at: datetime | None = None, by: User | None = None
) -> Assignment:
    """A seal is in the vehicle, on its way to the centre (findings.load_seal writes which and when expected)."""
    assignment = lock(assignment)
    if _may_go(assignment, S.TRANSPORTING, at, happened_at, by):
        move(assignment, S.TRANSPORTING, verb="team_transporting", at=at, by=by, happened_at=happened_at)
    return assignment


@transaction.atomic
def take_back(assignment: Assignment, *, at: datetime, by: User | None = None) -> Assignment:
    """A mistaken tap: one step back. Nothing happens where there is no step to take back."""
    assignment = lock(assignment)
    if to := _BACK.get(S(assignment.status)):
        column = {S.EN_ROUTE: "en_route_at", S.ON_SCENE: "on_scene_at", S.TRANSPORTING: "transporting_at"}
        cleared = {column[S(assignment.status)]: None}
        move(assignment, to, verb="step_taken_back", at=at, by=by, **cleared)
    return assignment


@transaction.atomic
def finish(assignment: Assignment, *, resolution: Resolution, words: str = "", at: datetime, by: User | None = None):
    """The team ends its work without a seal in hand: not found, not a seal, nothing to do. Closes the case,
    unless another team is still on it."""
    assignment = lock(assignment)
    if assignment.status not in COMMITTED:
        _late_fact(assignment, "finish", at, by)
        return assignment
    others = Assignment.objects.committed().of_case(assignment).exclude(pk=assignment.pk)
    details = {"resolution": resolution.value}
    move(assignment, S.DONE, verb="team_done", at=at, by=by, end_note=words[:300], details=details)
    if others.exists():
        release_case(assignment, at=at, by=by, why=resolution.value)
    else:
        team = assignment.team.name
        close(assignment.stranding, resolution=resolution, note=words, by=by, by_words="" if by else team, at=at)
    return assignment


@transaction.atomic
def give_up(
    assignment: Assignment, *, why: str, at: datetime, unsafe: bool = False, by: User | None = None
) -> Assignment:
    """The team cannot go on; the case waits for a team again and a dispatcher looks at it."""
    assignment = lock(assignment)
    if assignment.status not in COMMITTED:
        return assignment
    move(
        assignment,
        S.GAVE_UP,
        verb="team_gave_up",
        at=at,
        by=by,
        unsafe=unsafe,
        end_note=why[:300],
        details={"why": why},
    )
    release_case(assignment, at=at, by=by, why=why)
    needs_person(assignment.stranding, because="unsafe" if unsafe else "team_gave_up", at=at)
    nudge("dispatch.offer_waiting")
    return assignment


@transaction.atomic
def check_in(
    assignment: Assignment,
    *,
    kind: CheckInKind,
    at: datetime,
    latitude: float | None = None,
    longitude: float | None = None,
    by: User | None = None,
) -> CheckIn:
    """A sign of life, with the team's position if known; a call for help alarms whoever is on duty."""
    assignment = lock(assignment)
    row = CheckIn.objects.create(assignment=assignment, kind=kind, at=at, latitude=latitude, longitude=longitude)
    if latitude is not None and longitude is not None:
        seen_at(assignment.team, latitude=latitude, longitude=longitude, at=at)
    _note(assignment, "team_help" if kind == CheckInKind.HELP else "team_well", at, by)
    if kind == CheckInKind.HELP:
        raise_alarm(
            key=f"team-help:assignment:{assignment.pk}",
            template="alarm_team_help",
            context={"case": assignment.stranding.reference, "team": assignment.team.name},
            about=assignment.stranding.about,
            at=at,
        )
    return row


@transaction.atomic
def seen_at(team: ResponseTeam, *, latitude: float, longitude: float, at: datetime) -> TeamPosition:
    """Where a team was last known to be: the ranking starts from there for two hours."""
    where = {"latitude": latitude, "longitude": longitude, "seen_at": at}
    return TeamPosition.objects.update_or_create(team=team, defaults=where)[0]


def remember(
    assignment: Assignment, *, field_uuid: UUID | None, verb: str, at: datetime, happened_at: datetime | None = None
) -> bool:
    """Whether this fact of the team's page is new; a repeated UUID is old. Call inside the action's transaction."""
    if field_uuid is None:
        return True
    try:
        with transaction.atomic():
            FieldRecord.objects.create(
                assignment=assignment,
                field_uuid=field_uuid,
                verb=verb,
                happened_at=happened_at or at,
                recorded_at=at,
                moved=assignment.status in COMMITTED | {S.OFFERED},
            )
    except IntegrityError:
        return False
    return True


def _may_go(
    assignment: Assignment, to: AssignmentStatus, at: datetime, happened_at: datetime | None, by: User | None
) -> bool:
    """Whether the step moves the assignment; if not, what can be kept of it is kept."""
    if assignment.status == to:
        return False
    if assignment.status not in COMMITTED:
        _late_fact(assignment, to.value, at, by)
        return False
    if is_past(assignment.status, to):
        fill_in(assignment, to, happened_at or at)
        return False
    return True


def _late_fact(assignment: Assignment, step: str, at: datetime, by: User | None) -> None:
    _note(assignment, "team_told_late", at, by, step=step)


def _note(assignment: Assignment, verb: str, at: datetime, by: User | None, **details) -> None:
    team = assignment.team.name
    told = {"team": team, **details}
    note(assignment.stranding, verb=verb, at=at, by=by, by_words="" if by else team, details=told)


def _tell_coming(assignment: Assignment, at: datetime) -> None:
    minutes = round((assignment.eta_at - at).total_seconds() / 60) if assignment.eta_at else None
    tell_reporters(
        assignment.stranding,
        template="enroute",
        key=f"enroute:{assignment.pk}",
        at=at,
        useful=timedelta(hours=1),
        context={"eta": minutes if minutes and minutes > 0 else None},
    )
    if assignment.eta_at:
        set_expected(assignment.stranding, next_at=assignment.eta_at + _NEWS_AFTER_ARRIVAL, at=at)
