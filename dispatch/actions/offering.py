"""Asking teams: one after the other, then all at once, then a person; or the team a dispatcher picks."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from accounts import links
from accounts.models import User
from dispatch.actions.moving import lock, lock_stranding, move
from dispatch.actions.telling import alert_next_member, purpose_of
from dispatch.lifecycle import AssignmentStatus
from dispatch.matching import Candidate
from dispatch.models import Assignment, DutyShift, ResponseTeam
from dispatch.queries.candidates import Crews, candidates
from dispatch.queries.field import LINK_PURPOSE
from dispatch.words import DeclineReason, Mode
from messaging.actions import cancel, raise_alarm
from strandings.actions import ask_for_team, needs_person, note
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding

S = AssignmentStatus

# A no of this age counts no more: the case goes on, perhaps reopened
_A_NO_LASTS = timedelta(hours=12)
_KEPT = 30  # of the ranking, stored with the offer: who came before and after
_SAID_NO = [S.DECLINED, S.GAVE_UP, S.WITHDRAWN]


def window(priority: int) -> timedelta:
    """How long a team has to answer."""
    return timedelta(seconds=settings.OFFER_WINDOW_S[priority])


@transaction.atomic
def offer_next(stranding: Stranding, *, at: datetime, crews: Crews | None = None) -> list[Assignment]:
    """Ask whoever comes next; the list exhausted, ask all at once; that exhausted, alarm a person.

    Does nothing unless the stranding waits for a team, is not held and has no open offer. crews: see candidates().
    """
    stranding = lock_stranding(stranding.pk)
    held = stranding.held_until is not None and stranding.held_until > at
    if stranding.status != StrandingStatus.AWAITING_TEAM or held or stranding.assignments.offered().exists():
        return []
    if not stranding.has_place:
        needs_person(stranding, because="place_unknown", at=at)
        return []
    ranking = candidates(stranding, at=at, crews=crews)
    asked, said_no, all_called = _this_round(stranding, at)
    for candidate in ranking:
        may_be_asked = candidate.excluded_because is None and candidate.team_id not in asked | said_no
        if may_be_asked and _is_still_on_duty(candidate, at):
            return [_offer(stranding, candidate, Mode.IN_TURN, ranking, at=at)]
    reachable = [c for c in ranking if _may_be_called(c, stranding.priority) and c.team_id not in said_no]
    if reachable and not all_called:
        return [_offer(stranding, candidate, Mode.TO_ALL, ranking, at=at) for candidate in reachable]
    _alarm_no_team(stranding, at)
    return []


@transaction.atomic
def offer_to(stranding: Stranding, team: ResponseTeam, *, by: User, at: datetime, is_extra: bool = False) -> Assignment:
    """Ask the team a dispatcher picked; a team already asked keeps its offer. An extra goes beside the lead team."""
    stranding = lock_stranding(stranding.pk)
    if already := stranding.assignments.open().filter(team=team).first():
        return already
    if stranding.status not in {StrandingStatus.AWAITING_TEAM, StrandingStatus.RESPONDING}:
        stranding = ask_for_team(stranding, by=by, at=at)
    ranking = candidates(stranding, at=at)
    chosen = next((c for c in ranking if c.team_id == team.pk), None)
    candidate = chosen or Candidate(team.pk, team.name, 0, 0.0, ())
    extra = is_extra or stranding.status == StrandingStatus.RESPONDING
    return _offer(stranding, candidate, Mode.CHOSEN, ranking, at=at, by=by, is_extra=extra)


@transaction.atomic
def expire(assignment: Assignment, *, at: datetime, because: str = "") -> Assignment:
    """Nobody answered in time, or (because=DeclineReason) nobody could be reached: the next team's turn."""
    assignment = lock(assignment)
    if assignment.status != S.OFFERED:
        return assignment
    cancel(purpose=purpose_of(assignment), at=at, why="expired")
    details = {"because": because} if because else None
    verb = "team_unreachable" if because == DeclineReason.UNREACHABLE else "offer_expired"
    return move(assignment, S.EXPIRED, verb=verb, at=at, decline_reason=because, details=details)


def _offer(
    stranding: Stranding,
    candidate: Candidate,
    mode: Mode,
    ranking: list[Candidate],
    *,
    at: datetime,
    by: User | None = None,
    is_extra: bool = False,
) -> Assignment:
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                stranding=stranding,
                team_id=candidate.team_id,
                mode=mode,
                is_extra=is_extra,
                offered_at=at,
                offered_by=by,
                answer_by=at + window(stranding.priority),
                ranking=[row.as_json() for row in ranking[:_KEPT]],
                estimated_min=candidate.minutes or None,
                distance_km=candidate.km or None,
            )
    except IntegrityError:
        return stranding.assignments.open().get(team_id=candidate.team_id)
    assignment.link = links.make(LINK_PURPOSE, assignment.pk)
    assignment.save(update_fields=["link"])
    note(
        stranding,
        verb="team_offered",
        by=by,
        by_words="" if by else "system",
        at=at,
        details={"team": candidate.name, "mode": mode.value, "until": assignment.answer_by.isoformat()},
    )
    alert_next_member(assignment, at=at)
    return assignment


def _this_round(stranding: Stranding, at: datetime) -> tuple[set[int], set[int], bool]:
    """Teams asked since the last committed team left, teams that said no lately, whether all were called."""
    rows = stranding.assignments.filter(offered_at__gte=at - _A_NO_LASTS)
    ended = stranding.assignments.filter(accepted_at__isnull=False).aggregate(at=Max("ended_at"))["at"]
    this_round = rows.filter(offered_at__gte=ended) if ended else rows
    asked = set(this_round.values_list("team_id", flat=True))
    late_no = Q(status=S.EXPIRED) & ~Q(decline_reason__in=["", DeclineReason.UNREACHABLE])
    said_no = set(rows.filter(Q(status__in=_SAID_NO) | late_no).values_list("team_id", flat=True))
    return asked, said_no, this_round.filter(mode=Mode.TO_ALL).exists()


def _is_still_on_duty(candidate: Candidate, at: datetime) -> bool:
    """Asked again with the team's row locked: who takes it off duty now came first, or waits until it is asked."""
    ResponseTeam.objects.select_for_update().get(pk=candidate.team_id)
    return DutyShift.objects.filter(team=candidate.team_id, starts_at__lte=at, ends_at__gt=at).exists()


def _may_be_called(candidate: Candidate, priority: int) -> bool:
    """All call: whoever can go; for the most urgent also those who are off duty and may refuse."""
    excluded = candidate.excluded_because
    return excluded is None or (priority == 1 and excluded.code == "off_duty")


def _alarm_no_team(stranding: Stranding, at: datetime) -> None:
    if stranding.needs_person_because == "no_team":
        return
    needs_person(stranding, because="no_team", at=at)
    raise_alarm(
        key=f"no-team:{stranding.about}",
        template="alarm_no_team",
        context={"case": stranding.reference, "priority": stranding.priority},
        about=stranding.about,
        at=at,
    )
