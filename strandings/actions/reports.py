"""Taking a report in: the one way from every door into the spine."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts import links
from accounts.models import CentreSetting, User
from common.folding import fold
from messaging.actions import contact_for
from messaging.models import Contact
from strandings.actions.cases import wait_for_team
from strandings.actions.judging import table_asks_for_team
from strandings.actions.record import note
from strandings.actions.references import draw_reference
from strandings.actions.telling import tell
from strandings.advice import acknowledgement
from strandings.deadlines import look_by
from strandings.models import Report, Stranding
from strandings.told import Told
from strandings.triage import Facts, Triage, effective_state, triage
from strandings.words import Sign

_OLDEST = timedelta(days=3650)
_AHEAD = timedelta(minutes=10)  # how far a sender's clock may run ahead of ours


def receive_report(*, told: Told, at: datetime, by: User | None = None) -> Report:
    """Store what was told, open its stranding, decide its priority, owe the acknowledgement: all or nothing.

    Success means that the rows are committed. The same client_uuid a second time returns the first report.
    A team is asked for when the table says so, the place is known, nobody doubts the sender, and the centre's
    AUTO_DISPATCH serves that priority; everything else waits for a person with a clock.
    """
    if told.client_uuid and (already := Report.objects.filter(client_uuid=told.client_uuid).first()):
        return already
    reference = draw_reference(at=at)
    try:
        with transaction.atomic():
            return _store(told, reference, at=at, by=by)
    except IntegrityError:
        already = told.client_uuid and Report.objects.filter(client_uuid=told.client_uuid).first()
        if not already:
            raise
        return already


def _store(told: Told, reference: str, *, at: datetime, by: User | None) -> Report:
    happened_at = _bounded(told.happened_at, at)
    signs = set(told.signs) | ({Sign.STALE} if at - happened_at > timedelta(days=1) else set())
    judged = _judge(told, signs, happened_at)
    contact = _contact(told, at)
    stranding = _open_stranding(told, reference=reference, signs=signs, judged=judged, happened_at=happened_at, at=at)
    report = _write_report(
        told, stranding=stranding, contact=contact, signs=signs, happened_at=happened_at, at=at, by=by
    )
    note(
        stranding,
        verb="reported",
        by=by,
        at=at,
        happened_at=happened_at,
        details={"channel": told.channel, "report": report.pk, "priority": judged.priority},
    )
    if contact:
        template = acknowledgement(kind=told.kind, state=stranding.state, signs=signs, has_place=stranding.has_place)
        tell(report, contact, template=template, key=f"ack:{report.pk}", at=at, useful=timedelta(hours=6), urgency=2)
    if table_asks_for_team(stranding, judged):
        wait_for_team(stranding, by=None, at=at)
    return report


def _bounded(happened_at: datetime | None, at: datetime) -> datetime:
    """The sender's time, unless its clock is plainly wrong."""
    if happened_at is None or not at - _OLDEST <= happened_at <= at + _AHEAD:
        return at
    return happened_at


def _judge(told: Told, signs: set, happened_at: datetime) -> Triage:
    facts = Facts(
        kind=told.kind,
        state=told.state,
        signs=signs,
        count_from=told.count_from,
        count_to=told.count_to,
        month=happened_at.month,
    )
    return triage(facts)


def _contact(told: Told, at: datetime) -> Contact | None:
    if not told.phone:
        return None
    return contact_for(phone=told.phone, language=told.language, name=told.name, at=at)


def _open_stranding(
    told: Told, *, reference: str, signs: set, judged: Triage, happened_at: datetime, at: datetime
) -> Stranding:
    return Stranding.objects.create(
        reference=reference,
        kind=told.kind,
        priority=judged.priority,
        priority_reasons=judged.reasons,
        state=effective_state(told.state, signs),
        signs=sorted(signs),
        count_from=told.count_from,
        count_to=told.count_to,
        latitude=told.latitude,
        longitude=told.longitude,
        accuracy_m=told.accuracy_m,
        place_method=told.place_method,
        place_name=told.place_name or told.place_words[:160],
        place_slug=told.place_slug,
        first_reported_at=happened_at,
        opened_at=at,
        changed_at=at,
        next_at=at + look_by(judged.priority),
        needs_person_because="" if told.latitude is not None else "place_unknown",
        set_aside_because=told.set_aside_because,
        search_text=fold(f"{reference} {told.place_name} {told.place_words} {told.words}"),
    )


def _write_report(
    told: Told,
    *,
    stranding: Stranding,
    contact: Contact | None,
    signs: set,
    happened_at: datetime,
    at: datetime,
    by: User | None,
) -> Report:
    report = Report.objects.create(
        stranding=stranding,
        first_stranding=stranding,
        channel=told.channel,
        kind=told.kind,
        words=told.words,
        place_words=told.place_words,
        language=told.language,
        state=told.state,
        signs=sorted(signs),
        understood=told.understood,
        count_from=told.count_from,
        count_to=told.count_to,
        latitude=told.latitude,
        longitude=told.longitude,
        accuracy_m=told.accuracy_m,
        place_method=told.place_method,
        place_name=told.place_name,
        place_slug=told.place_slug,
        contact=contact,
        stays_there=told.stays_there,
        wants_release_news=told.wants_release_news,
        consent_version=CentreSetting.load().consent_version if told.consent else None,
        consent_at=at if told.consent else None,
        consent_words=told.consent_words if told.consent else "",
        taken_by=by,
        client_uuid=told.client_uuid,
        happened_at=happened_at,
        recorded_at=at,
    )
    report.status_link = links.make("status", report.pk)
    report.save(update_fields=["status_link"])
    return report
