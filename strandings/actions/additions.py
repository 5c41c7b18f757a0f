"""What the same person adds later: kept beside the report, and the stranding judged anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from common.folding import fold
from strandings.actions.cases import ask_for_team
from strandings.actions.judging import facts_of, table_asks_for_team
from strandings.actions.record import change, lock, note
from strandings.deadlines import look_by
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, ReportAddition, Stranding
from strandings.triage import effective_state, triage
from strandings.words import State


@transaction.atomic
def add_to_report(
    report: Report,
    *,
    source: str,
    at: datetime,
    words: str = "",
    facts: dict | None = None,
    client_uuid: UUID | None = None,
) -> ReportAddition:
    """More from the same person: kept beside the report, the stranding judged anew and shown to a person again.

    facts may hold state, signs (added to the known), count_from, count_to, stays_there, latitude, longitude,
    accuracy_m, place_method, place_name, place_slug. Nothing lowers a priority: a second word often means it got worse.
    """
    facts = dict(facts or {})
    stranding = lock(report.stranding)
    if client_uuid and (already := ReportAddition.objects.filter(client_uuid=client_uuid).first()):
        return already
    addition = ReportAddition.objects.create(
        report=report,
        source=source,
        words=words,
        facts={key: sorted(value) if isinstance(value, set | frozenset) else value for key, value in facts.items()},
        recorded_at=at,
        client_uuid=client_uuid,
    )
    if "stays_there" in facts:
        Report.objects.filter(pk=report.pk).update(stays_there=facts["stays_there"])
    had_place = stranding.has_place
    columns = _learn(stranding, facts, at)
    if words:
        columns["search_text"] = f"{stranding.search_text} {fold(words)}"[:20000]
    if stranding.status != StrandingStatus.CLOSED:
        columns["acknowledged_at"] = None
    note(stranding, verb="added", by_words="reporter", at=at, details={"report": report.pk, "source": source})
    change(stranding, at=at, **columns)
    found_now = stranding.has_place and not had_place and stranding.status == StrandingStatus.NEW
    if found_now and table_asks_for_team(stranding, triage(facts_of(stranding, at))):
        ask_for_team(stranding, by=None, at=at)
    return addition


def _learn(stranding: Stranding, facts: dict, at: datetime) -> dict:
    """The columns an addition changes: what was unknown is filled in, what got worse is believed."""
    columns: dict = {}
    signs = set(stranding.signs) | set(facts.get("signs", ()))
    columns["signs"] = sorted(signs)
    told_state = facts.get("state", State.UNKNOWN)
    if told_state != State.UNKNOWN and stranding.state in {State.UNKNOWN, State.POSSIBLY_ALIVE, State.DEAD}:
        columns["state"] = effective_state(told_state, signs)
    if "count_to" in facts:
        columns["count_from"] = facts.get("count_from", facts["count_to"])
        columns["count_to"] = facts["count_to"]
    if facts.get("latitude") is not None and not _known_better(stranding, facts):
        for name in ("latitude", "longitude", "accuracy_m", "place_method", "place_name", "place_slug"):
            if name in facts:
                columns[name] = facts[name]
        if stranding.needs_person_because == "place_unknown":
            columns["needs_person_because"] = ""
            columns["next_at"] = stranding.next_at or at + look_by(stranding.priority)
    for name, value in columns.items():
        setattr(stranding, name, value)
    judged = triage(facts_of(stranding, at))
    if judged.priority < stranding.priority and stranding.priority_set_by_id is None:
        columns["priority"], columns["priority_reasons"] = judged.priority, judged.reasons
    return columns


def _known_better(stranding: Stranding, facts: dict) -> bool:
    """Whether the place we have is more exact than the one now told."""
    if not stranding.has_place:
        return False
    return (stranding.accuracy_m or 10**6) <= (facts.get("accuracy_m") or 10**6)
