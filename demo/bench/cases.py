"""Cases to measure the board with: open ones of every kind, closed ones multiplied inside the database."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model

from demo.bench.ground import place
from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment, ResponseTeam
from dispatch.words import Mode
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, OutgoingMessage
from strandings.gazetteer import places
from strandings.lifecycle import StrandingStatus
from strandings.models import Partner, Referral, Report, Stranding, TimelineEntry
from strandings.words import Channel, PlaceMethod, Resolution, Sign, State

ORIGINALS = 500  # closed cases of twenty years, written one by one; all others are their copies
SIGNS, CHANNELS = list(Sign), [Channel.WEB, Channel.SMS, Channel.PHONE]
_STATES = [State.ALIVE, State.DEAD, State.POSSIBLY_ALIVE, State.UNKNOWN, State.MIXED]
_S, _A = StrandingStatus, AssignmentStatus
_OPEN = [_S.NEW, _S.AWAITING_TEAM, _S.WITH_PARTNER, _S.WATCHING, _S.RESPONDING, _S.AWAITING_TEAM, _S.NEW, _S.WATCHING]


def open_cases(number: int, *, now: datetime, watcher) -> None:
    """So many open cases with places, reports, a timeline, and teams asked, going and there. Nothing falls due soon."""
    cases = []
    for n in range(number):
        case = _case(n, f"B-26-{n + 1:04d}", opened_at=now - timedelta(minutes=7 * n % 2880 + 1))
        case.status, case.next_at = _OPEN[n % len(_OPEN)], now + timedelta(hours=6)
        case.watcher = watcher if case.status == _S.WATCHING else None
        seen = case.status != _S.NEW or n % 40
        case.acknowledged_at, case.acknowledged_by = (now, watcher) if seen else (None, None)
        cases.append(case)
    Stranding.objects.bulk_create(cases, batch_size=500)
    _told(cases)
    _teams_at_work(cases, now)
    partner = Partner.objects.create(name="Инспекция")
    passed_on = [case for case in cases if case.status == _S.WITH_PARTNER]
    Referral.objects.bulk_create(
        Referral(stranding=case, partner=partner, sent_at=now, answer_by=case.next_at) for case in passed_on
    )


def closed_cases(number: int, *, now: datetime) -> None:
    """So many closed cases, each with a report, its timeline, a team's work and a text; copied by INSERT ... SELECT."""
    cases = []
    for n in range(min(ORIGINALS, number)):
        case = _case(n, f"B-00000-{n:04d}", opened_at=now - timedelta(days=2 + n * 14.6))
        case.status, case.resolution = _S.CLOSED, Resolution.NOT_FOUND if n % 3 else Resolution.OUTCOMES
        case.closed_at = case.changed_at = case.opened_at + timedelta(hours=4)
        case.on_scene_at = case.opened_at + timedelta(minutes=50 + n % 90)
        cases.append(case)
    Stranding.objects.bulk_create(cases, batch_size=500)
    _told(cases)
    _work_done(cases)
    _multiply(number // ORIGINALS - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _case(n: int, reference: str, *, opened_at: datetime) -> Stranding:
    where = places()[n * 7 % len(places())]
    latitude, longitude = place(n)
    return Stranding(
        reference=reference,
        priority=n % 5 + 1,
        state=_STATES[n % 7 % 5],
        signs=sorted({SIGNS[n % 20], SIGNS[n % 13]}),
        count_to=1,
        latitude=latitude,
        longitude=longitude,
        accuracy_m=n % 90 + 10,
        place_method=PlaceMethod.GPS,
        place_name=where.name("ru"),
        place_slug=where.slug,
        first_reported_at=opened_at,
        opened_at=opened_at,
        changed_at=opened_at,
        search_text=f"{reference.lower()} тюлень на берегу {where.name('ru').lower()} номер {n}",
    )


def _told(cases: list[Stranding]) -> None:
    Report.objects.bulk_create(
        [
            Report(
                stranding=case,
                first_stranding=case,
                channel=CHANNELS[n % 3],
                words="Тюлень лежит на берегу, не двигается, рядом собаки.",
                state=case.state,
                signs=case.signs,
                happened_at=case.opened_at,
                recorded_at=case.opened_at,
            )
            for n, case in enumerate(cases)
        ],
        batch_size=500,
    )
    verbs = ("reported", "acknowledged", "team_asked")
    TimelineEntry.objects.bulk_create(
        [
            TimelineEntry(stranding=case, verb=verb, happened_at=case.opened_at, recorded_at=case.opened_at)
            for case in cases
            for verb in verbs
        ],
        batch_size=500,
    )


def _teams_at_work(cases: list[Stranding], now: datetime) -> None:
    """Each waiting case has asked a team; the responding ones have one team each, as long as there are teams."""
    teams = list(ResponseTeam.objects.order_by("pk"))
    responding = [case for case in cases if case.status == _S.RESPONDING]
    ways = [_A.ACCEPTED, _A.EN_ROUTE, _A.ON_SCENE, _A.TRANSPORTING]
    rows = [
        _assignment(case, team, ways[n % 4], now) for n, (case, team) in enumerate(zip(responding, teams, strict=False))
    ]
    waiting = [case for case in cases if case.status == _S.AWAITING_TEAM]
    rows += [_assignment(case, teams[n % len(teams)], _A.OFFERED, now) for n, case in enumerate(waiting)]
    Assignment.objects.bulk_create(rows, batch_size=500)


def _assignment(case: Stranding, team: ResponseTeam, status: AssignmentStatus, now: datetime) -> Assignment:
    offered = status == _A.OFFERED
    return Assignment(
        stranding=case,
        team=team,
        status=status,
        mode=Mode.IN_TURN,
        offered_at=now,
        answer_by=now + timedelta(hours=6),
        accepted_at=None if offered else now,
        on_scene_at=now if status == _A.ON_SCENE else None,
        eta_at=None if offered else now + timedelta(minutes=45),
        ranking=_ranking(case),
    )


def _ranking(case: Stranding) -> list[dict]:
    """As large as the one kept with an offer among 200 teams."""
    reasons = [{"code": "way", "values": {"km": 31, "minutes": 44, "from_base": True}}, {"code": "means", "values": {}}]
    row = {"minutes": 44, "km": 30.7, "reasons": reasons, "excluded_because": None}
    return [{"team_id": n, "name": f"Бригада {n:03d}", **row} for n in range(200)]


def _work_done(cases: list[Stranding]) -> None:
    teams = list(ResponseTeam.objects.order_by("pk"))
    Assignment.objects.bulk_create(
        Assignment(
            stranding=case,
            team=teams[n % len(teams)],
            status=_A.DONE,
            mode=Mode.IN_TURN,
            offered_at=case.opened_at,
            answer_by=case.opened_at,
            accepted_at=case.opened_at,
            on_scene_at=case.on_scene_at,
            ended_at=case.closed_at,
        )
        for n, case in enumerate(cases)
    )
    contacts = Contact.objects.bulk_create(Contact(phone=f"+7709000{n:04d}") for n in range(len(cases)))
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            contact=contact,
            dedupe_key=case.reference,
            template="ack_alive",
            language="ru",
            body="Спасибо, мы получили сообщение. Держитесь за 50 м, собак уберите, в воду не входите.",
            reference=f"{case.reference}-1",
            about=case.about,
            status=MessageStatus.DELIVERED,
            created_at=case.opened_at,
            next_try_at=case.opened_at,
            useless_after=case.closed_at,
            settled_at=case.opened_at,
        )
        for case, contact in zip(cases, contacts, strict=True)
    )


# Copies: B-00000-0017 becomes B-00001-0017, B-00002-0017 and so on, with everything that hangs on it ----------------
def _multiply(times: int) -> None:
    if times < 1:
        return
    number = "'B-' || SUBSTR('00000' || n.i, LENGTH('00000' || n.i) - 4) || SUBSTR(old.reference, 8)"
    series = f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times}) SELECT i FROM n) n"
    strandings = Stranding._meta.db_table
    _copy(
        Stranding, {"reference": number}, f"{strandings} old CROSS JOIN {series} WHERE old.reference LIKE 'B-00000-%'"
    )
    copies = (
        f"{strandings} made JOIN {strandings} was ON was.reference = 'B-00000' || SUBSTR(made.reference, 8) "
        "JOIN {table} old ON {of} WHERE made.status = 'closed' AND made.id <> was.id"
    )
    for model in (Report, TimelineEntry, Assignment):
        changed = {"stranding_id": "made.id"} | ({"first_stranding_id": "made.id"} if model is Report else {})
        _copy(model, changed, copies.format(table=model._meta.db_table, of="old.stranding_id = was.id"))
    named = {"dedupe_key": "made.reference", "reference": "made.reference || '-1'", "about": "'stranding:' || made.id"}
    of = "old.dedupe_key = was.reference"
    _copy(OutgoingMessage, named, copies.format(table=OutgoingMessage._meta.db_table, of=of))


def _copy(model: type[Model], changed: dict[str, str], source: str) -> None:
    """INSERT ... SELECT of this table's own rows, `old` in the source; `changed` are columns that differ, as SQL."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changed.get(column, f'old."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {source}")
