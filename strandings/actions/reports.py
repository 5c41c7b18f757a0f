"""Taking a report in: the one way from every door into the spine."""
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from accounts import links
from accounts.models import CentreSetting, User
from common.folding import fold
from messaging.actions import contact_for
from messaging.models import Contact
from strandings import photos
from strandings.actions.cases import ask_for_team
from strandings.actions.record import change, lock, note
from strandings.actions.references import draw_reference
from strandings.actions.telling import tell
from strandings.advice import acknowledgement
from strandings.deadlines import look_by
from strandings.lifecycle import StrandingStatus
from strandings.models import Animal, Media, Report, ReportAddition, StrandedAnimal, Stranding
from strandings.told import Told
from strandings.triage import Facts, Triage, effective_state, triage
from strandings.words import Sign, State

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
    stranding = _open_stranding(told, reference, signs, judged, happened_at, at)
    report = _write_report(told, stranding, contact, signs, happened_at, at, by)
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
    if _table_asks_for_team(stranding, judged):
        ask_for_team(stranding, by=None, at=at)
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
    told: Told, reference: str, signs: set, judged: Triage, happened_at: datetime, at: datetime
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
        taken_by=by,
        client_uuid=told.client_uuid,
        happened_at=happened_at,
        recorded_at=at,
    )
    report.status_link = links.make("status", report.pk)
    report.save(update_fields=["status_link"])
    return report


def _table_asks_for_team(stranding: Stranding, judged: Triage) -> bool:
    lowest = settings.AUTO_DISPATCH
    return (
        lowest != "off"
        and judged.team_needed
        and stranding.priority <= int(lowest.removeprefix("P"))
        and stranding.has_place
        and not stranding.set_aside_because
    )


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
    columns = _learn(stranding, facts, at)
    if words:
        columns["search_text"] = f"{stranding.search_text} {fold(words)}"[:20000]
    if stranding.status != StrandingStatus.CLOSED:
        columns["acknowledged_at"] = None
    note(stranding, verb="added", by_words="reporter", at=at, details={"report": report.pk, "source": source})
    had_place = stranding.has_place
    change(stranding, at=at, **columns)
    if stranding.has_place and not had_place and stranding.status == StrandingStatus.NEW:
        if _table_asks_for_team(stranding, triage(_facts_of(stranding, at))):
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
    judged = triage(_facts_of(stranding, at))
    if judged.priority < stranding.priority and stranding.priority_set_by_id is None:
        columns["priority"], columns["priority_reasons"] = judged.priority, judged.reasons
    return columns


def _known_better(stranding: Stranding, facts: dict) -> bool:
    """Whether the place we have is more exact than the one now told."""
    if not stranding.has_place:
        return False
    return (stranding.accuracy_m or 10**6) <= (facts.get("accuracy_m") or 10**6)


def _facts_of(stranding: Stranding, at: datetime) -> Facts:
    return Facts(
        kind=stranding.kind,
        state=stranding.state,
        signs=stranding.signs,
        count_from=stranding.count_from,
        count_to=stranding.count_to,
        month=at.month,
    )


def add_photo(owner: Report | StrandedAnimal | Animal, *, file, at: datetime) -> Media:
    """Keep a photo of its owner: re-encoded without metadata, the same picture once. Raises photos.NotAPhoto.

    The image work happens before the transaction, so no lock waits for it.
    """
    picture = photos.reencode(file)
    column = {Report: "report", StrandedAnimal: "stranded_animal", Animal: "animal"}[type(owner)]
    with transaction.atomic():
        already = Media.objects.filter(sha256=picture.sha256, **{column: owner}).first()
        if already:
            return already
        media = Media(
            kind="photo",
            width=picture.width,
            height=picture.height,
            sha256=picture.sha256,
            received_at=at,
            **{column: owner},
        )
        media.file.save(f"{picture.sha256[:24]}.jpg", ContentFile(picture.content), save=False)
        media.save()
        stranding = getattr(owner, "stranding", None)
        if stranding is not None:
            note(stranding, verb="photo_added", by_words="", at=at, details={"media": media.pk})
        return media
