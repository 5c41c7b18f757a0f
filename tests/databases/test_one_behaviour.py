"""Each difference between SQLite and PostgreSQL that once bit somebody, asked of whichever database this is."""

import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client

from accounts.models import CentreSetting
from common.clock import database_now
from dispatch.queries.board import Selection, selected
from messaging.actions import contact_for, raise_alarm, take_in
from messaging.models import Alarm, Contact, IncomingMessage
from rehab.models import Prescription
from rehab.queries.house import find
from strandings.actions import receive_report
from strandings.actions import reports as reporting
from strandings.models import Report, Stranding
from tests.dispatch.conftest import AT, centre, dispatcher
from tests.dispatch.test_dispatch_racing import at_once
from tests.rehab.conftest import amoxicillin, at, keeper, make_order, make_patient, pool, vet
from tests.strandings.test_receive_report import told

__all__ = ["amoxicillin", "at", "centre", "dispatcher", "keeper", "pool", "vet"]
pytestmark = pytest.mark.django_db
# halves of a pair alone, a pair, NUL, a turn of the reading direction
NASTY = "тюлень \ud83d у \udc00 \ud83e\udda0 маяка\x00 \u202eк"
LONG = "очень длинные слова " * 500


# Search --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["Тёплый", "тёплый", "ТЁПЛЫЙ", "теплый", "ТЕПЛЫЙ ПЛЯЖ"])
def test_the_board_finds_cyrillic_in_either_case(centre, dispatcher, typed):
    """icontains and Lower leave Cyrillic capitals alone on SQLite: what is searched is folded beforehand."""
    wanted = receive_report(told=told(words="", place_words="Тёплый пляж"), at=AT).stranding
    receive_report(told=told(words="", place_words="Баутино"), at=AT)
    assert list(selected(Selection(words=typed), user=dispatcher, at=AT)) == [wanted]


@pytest.mark.parametrize("typed", ["Әйгерім", "әйгерім", "ӘЙГЕРІМ", "айгерим", "АЙГЕРИМ"])
def test_the_house_finds_a_kazakh_name_typed_with_russian_letters(pool, keeper, at, typed):
    wanted = make_patient(pool, keeper, at, nickname="Әйгерім")
    make_patient(pool, keeper, at, nickname="Толқын")
    assert list(find(typed)) == [wanted]


# Text ----------------------------------------------------------------------------------------------------------------
def test_whatever_a_text_message_holds_it_is_stored_and_answered(centre):
    """NUL and over-long text pass SQLite and fail PostgreSQL; a lone surrogate fails in the driver."""
    for number, body in enumerate([NASTY, LONG, "\x00", "\ud800", ""]):
        kept = take_in(gateway="memory", provider_id=f"{number}", phone=f"+770155501{number:02d}", body=body, at=AT)
        kept.refresh_from_db()
        assert "\x00" not in kept.body
        assert kept.body.encode() is not None
        assert kept.answered_by
    assert Report.objects.count() == 5


def test_whatever_is_typed_into_the_report_form_never_breaks_it(centre):
    """Taken or shown again with what is wrong: never an error page."""
    visitor = Client()
    for typed in ("a\x00b", "\u202eтюлень", LONG, "\U0001f9ad", "\ufffd" * 300):
        for field in ("place_words", "phone", "place", "latitude", "method", "token", "website", "alive"):
            answer = visitor.post("/report/", {"place_words": "маяк", "phone": "+77011234567", field: typed})
            assert answer.status_code in {302, 422}, (field, typed[:10])
    # the bytes of half a pair, which a browser never sends
    raw = b"place_words=%ED%A0%BD&phone=%2B77011234567&alive=yes"
    answer = visitor.post("/report/", raw, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302


def test_a_name_longer_than_its_column_is_cut_not_refused(centre):
    report = receive_report(told=told(name="Н" * 500, place_words="п" * 500), at=AT)
    report.refresh_from_db()
    assert len(report.contact.name) == 120
    assert len(report.stranding.place_name) == 160


# Integrity -----------------------------------------------------------------------------------------------------------
def test_a_refused_row_leaves_the_transaction_around_it_whole(centre):
    """On PostgreSQL an IntegrityError ends the whole transaction, unless the insert had a savepoint of its own."""
    with transaction.atomic():
        contact_for(phone="+77015550101", at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(phone="+77015550101")
        assert contact_for(phone="+77015550101", at=AT).phone == "+77015550101"
    assert Contact.objects.count() == 1


def test_copies_of_a_text_inside_one_transaction_go_on(centre):
    with transaction.atomic():
        rows = {
            take_in(gateway="memory", provider_id="SM1", phone="+77015550101", body="тюлень", at=AT).pk for _ in "123"
        }
        alarm = {raise_alarm(key="k", template="alarm_unread", context={}, about="", at=AT).pk for _ in "123"}
        CentreSetting.objects.update(name_ru="ещё работает")
    assert len(rows) == len(alarm) == IncomingMessage.objects.count() == Alarm.objects.count() == 1
    assert CentreSetting.objects.get().name_ru == "ещё работает"


# Numbers -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("per_kg", "weight", "expected"),
    [("0.1", "18.40", "1.840"), ("0.3", "7.35", "2.205"), ("12.5", "18.37", "229.625"), ("0.015", "33.33", "0.500")],
)
def test_a_dose_is_the_same_to_the_last_digit(pool, keeper, vet, amoxicillin, at, per_kg, weight, expected):
    """SQLite keeps decimals as floats: what is stored and read again must be the Decimal that was computed."""
    from rehab import actions

    patient = make_patient(pool, keeper, at, weight=weight)
    order = make_order(amoxicillin, at, dose=Decimal(per_kg), override_reason="test of digits")
    course = Prescription.objects.get(pk=actions.prescribe(patient, order=order, by=vet, at=at).pk)
    assert course.dose == Decimal(per_kg)
    dose = course.doses.first()
    assert dose.amount == Decimal(expected)
    assert str(patient.measurements.get().weight_kg) == weight


def test_json_columns_come_back_as_they_went(centre):
    facts = {"words": "Ә ё \U0001f9ad", "nested": {"list": [1, 2.5, None, True], "empty": {}}}
    stranding = receive_report(told=told(), at=AT).stranding
    entry = stranding.timeline.first()
    entry.details = facts
    entry.save(update_fields=["details"])
    entry.refresh_from_db()
    assert json.dumps(entry.details, sort_keys=True) == json.dumps(facts, sort_keys=True)


def test_the_databases_clock_is_aware_and_goes_on():
    first, second = database_now(), database_now()
    assert first.utcoffset().total_seconds() == 0
    assert first <= second


# Transactions --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_reference_is_drawn_before_the_transaction(centre, monkeypatch):
    """Else the counter's row would stay locked until the report is written, and reports would queue for it."""
    drawn = []

    def draw(*, at):
        drawn.append(connection.in_atomic_block)
        return "K-26-0007"

    monkeypatch.setattr(reporting, "draw_reference", draw)
    assert receive_report(told=told(), at=AT).stranding.reference == "K-26-0007"
    assert drawn == [False]


@pytest.mark.django_db(transaction=True)
def test_a_report_that_fails_leaves_a_gap_and_no_number_twice(centre, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("in the middle of it")

    with monkeypatch.context() as broken:
        broken.setattr(reporting, "note", fail)
        with pytest.raises(RuntimeError):
            receive_report(told=told(), at=AT)
    assert not Stranding.objects.exists()
    assert receive_report(told=told(), at=AT).stranding.reference == "K-26-0002"


@pytest.mark.django_db(transaction=True)
def test_threads_share_the_tests_database(centre):
    """A database in memory belongs to one thread; races need one that all see."""
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_file()
    seen = at_once([lambda: CentreSetting.objects.get().hotline] * 5)
    assert seen == [CentreSetting.objects.get().hotline] * 5


@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_another_and_does_not_fail(centre):
    """The second of two who read first and write later: "database is locked" on SQLite unless IMMEDIATE."""
    inside, done = threading.Event(), []

    def slow():
        with transaction.atomic():
            Contact.objects.count()
            inside.set()
            threading.Event().wait(0.3)
            contact_for(phone="+77010000001", at=AT)
        connections.close_all()

    def quick():
        inside.wait(10)
        with transaction.atomic():
            Contact.objects.count()
            done.append(contact_for(phone="+77010000002", at=AT))

    assert at_once([slow, quick]) == [None, None]
    assert Contact.objects.count() == 2


def test_the_settings_of_both_databases_stand():
    database = settings.DATABASES["default"]
    assert database["ATOMIC_REQUESTS"] is False
    if connection.vendor == "sqlite":
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert database["OPTIONS"]["timeout"] >= 20
        source = (settings.BASE_DIR / "config" / "settings.py").read_text()
        assert "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" in source  # the tests' own is not so careful
    else:
        assert database["CONN_HEALTH_CHECKS"]
