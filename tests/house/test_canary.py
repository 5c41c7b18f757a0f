"""A canary's name and number go in through every door, then are looked for wherever they must not be.

Not in an address, a log, a task, a timeline, an alarm, a text to anybody else, a page that nobody pressed for, or a
column that accounts/privacy.py does not know; and after erasure in no column at all.
"""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from celery import Celery
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import AccountEvent, CentreSetting, User
from accounts.privacy import PERSONAL
from accounts.roles import Role
from demo.seed import lay_demo
from dispatch.models import Assignment
from messaging.models import Alarm, Contact, OutgoingMessage
from rehab.lifecycle import PatientStatus
from rehab.models import Enclosure, Patient
from rehab.sweeps import forget_bringers
from strandings import actions
from strandings.models import Partner, Referral, Report, Stranding, TimelineEntry
from strandings.sweeps import forget_old
from strandings.words import Resolution
from tests.journeys.conftest import MORNING
from tests.journeys.people import Person, World
from tests.pages.test_words import walk

NAME = "Канарбек Құпиясов"
WEB, SMS, CALL, API = (f"+7747111000{n}" for n in range(1, 5))
NUMBERS = (WEB, SMS, CALL, API)
# However a number is written: with spaces, dashes, an eight first, or escaped for an address
DIGITS = re.compile("|".join(r"[\s()\xa0-]*".join(number[2:]) for number in NUMBERS))
# Pages that play telephones, for demonstrations only
PLAYS_TELEPHONES = re.compile(r"^/sim/")


def canaries(text: str) -> set[str]:
    """Which of them a text holds, however written."""
    return {*DIGITS.findall(text), *([NAME] if "құпиясов" in text.lower() else [])}


class Watch:
    """Every address asked for or led to, every log line and every task while the story goes on."""

    def __init__(self):
        self.addresses, self.lines, self.tasks = [], [], []

    def saw(self, request, response):
        self.addresses += [request["PATH_INFO"], request.get("QUERY_STRING", ""), response.headers.get("Location", "")]


@pytest.fixture
def world(db, settings, tmp_path):
    """A small centre on a spring morning with simulated telephones; nobody has reported anything."""
    settings.DEMO, settings.MESSAGE_GATEWAY, settings.VAR_DIR = True, "simulator", tmp_path
    with time_machine.travel(MORNING, tick=False) as clock:
        lay_demo(now=MORNING, small=True)
        yield World(clock)


@pytest.fixture
def watch(monkeypatch, settings):
    kept, real = Watch(), Client.request

    def request(self, **asked):
        response = real(self, **asked)
        kept.saw(asked, response)
        return response

    class Lines(logging.Handler):
        def emit(self, record):
            kept.lines.append(f"{record.getMessage()} {record.exc_info or ''}")

    def send_task(self, name, args=None, kwargs=None, **options):
        kept.tasks.append(f"{name} {args} {kwargs} {options}")

    monkeypatch.setattr(Client, "request", request)
    monkeypatch.setattr(Celery, "send_task", send_task)
    settings.NUDGES = True
    handler = Lines(level=logging.INFO)
    logging.getLogger().addHandler(handler)
    yield kept
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def story(world, watch, django_capture_on_commit_callbacks):
    """The canary calls, writes, sends the form and a program; a team, a partner and the rehab work its cases."""
    with django_capture_on_commit_callbacks(execute=True):
        through_the_form(world)
        through_a_text(world)
        through_the_call_sheet(world)
        through_the_api()
        world.pass_time(seconds=5)
        the_team_goes(world)
        the_partner_answers(world)
        the_rehab_admits()
        world.pass_time(minutes=30)
    return world


def through_the_form(world):
    resident = Person("kk")
    page = resident.get("/")
    world.take_time(40)
    words = f"Порт жағасы, {NAME}, 8 747 111 00 01"
    page = resident.send(
        page, page.form(action="/report/"), place="aktau-port", place_words=words, alive="yes", phone=WEB
    )
    resident.send(page, page.form(action="/add/"), words=f"Тағы: {NAME} {WEB}")


def through_a_text(world):
    world.text(SMS, f"Тюлень лежит у маяка Меловой, живой. {NAME} {SMS}")
    world.text(SMS, f"мой номер {SMS}")


def through_the_call_sheet(world):
    desk = staff(Role.DISPATCHER)
    told = {"place": "umirzak", "place_words": "Умирзак", "alive": "yes", "language": "ru", "consent": "on"}
    desk.post("/call/check/", {**told, "phone": CALL, "name": NAME})
    answer = desk.post("/call/", {**told, "phone": CALL, "name": NAME})
    assert answer.status_code == 302


def through_the_api():
    answer = Client().post(
        "/api/v1/reports/",
        {"words": f"Тюлень, {NAME}", "phone": API, "name": NAME, "latitude": 43.6, "longitude": 51.2, "language": "ru"},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    assert not canaries(answer.content.decode())


def the_team_goes(world):
    offer = Assignment.objects.offered().order_by("pk").first()
    leader = offer.team.members.get(is_leader=True)
    team = Person("ru")
    page = team.get(world.link_on(leader.phone, "/go/"))
    address = page.url.split("?")[0]
    for deed in ({"verb": "accept", "eta": "30"}, {"verb": "number"}, {"verb": "en_route"}, {"verb": "arrive"}):
        answer = team.client.post(address, {**deed, "field_uuid": str(uuid4())})
        assert answer.status_code in {200, 302}, deed


def the_partner_answers(world):
    case = Report.objects.get(contact__phone=CALL).stranding
    partner = Partner.objects.exclude(phone="").first()
    desk = Person("ru")
    desk.client.force_login(User.objects.filter(role=Role.DISPATCHER).first())
    page = desk.get(f"/board/{case.reference}/")
    desk.send(page, page.form(action="/do/refer/"), partner=str(partner.pk), passed_on=["place", "words"])
    assert Referral.objects.filter(stranding=case).exists()
    world.pass_time(seconds=5)
    person = Person("ru")
    page = person.get(world.link_on(partner.phone, "/p/"))
    person.send(page, page.form(has="to"), to="going", result=f"Звонили {NAME} {CALL}")


def the_rehab_admits():
    keeper = staff(Role.KEEPER)
    keeper.post("/rehab/intake/", {"enclosure": Enclosure.objects.first().pk, "came_from": f"{NAME} {CALL}"})


def staff(role) -> Client:
    client = Client()
    client.force_login(User.objects.filter(role=role).first())
    return client


def cells():
    """Column and text of every cell of every table, sessions decoded."""
    for model in apps.get_models():
        if model is Session:
            continue
        for row in model._base_manager.values():
            for name, value in row.items():
                if value not in (None, "", [], {}):
                    yield f"{model._meta.label}.{name}", str(value)
    for session in Session.objects.all():
        yield "sessions.Session.session_data", str(session.get_decoded())


def pages_of(who):
    """Every page that links lead this person to."""
    client = staff(who) if who else Client()
    cases = [f"/board/{case.reference}/" for case in Stranding.objects.all()]
    answers = {}
    real = client.get

    def get(url, *args, **kwargs):
        answers[url] = real(url, *args, **kwargs)
        return answers[url]

    client.get = get
    for _ in walk(client, ["/", "/start/", "/me/", *(cases if who else [])]):
        pass
    return answers


def test_every_door_was_gone_through(story):
    assert set(Contact.objects.filter(phone__in=NUMBERS).values_list("phone", flat=True)) == set(NUMBERS)
    assert Contact.objects.get(phone=CALL).name == NAME
    verbs = set(TimelineEntry.objects.values_list("verb", flat=True))
    assert {"reported", "added", "number_seen", "partner_answered"} <= verbs


def test_no_address_log_or_task_knows_the_canary(story, watch):
    assert len(watch.addresses) > 30
    assert watch.tasks, "the workers were told to look"
    for place, texts in (("address", watch.addresses), ("log", watch.lines), ("task", watch.tasks)):
        found = [text for text in texts if canaries(text)]
        assert not found, f"{place}: {found}"


def test_only_registered_columns_hold_the_canary(story):
    held = {column for column, text in cells() if canaries(text)}
    assert held - set(PERSONAL) == set()
    assert {"messaging.Contact.phone", "messaging.Contact.name", "strandings.Report.words"} <= held


def test_no_timeline_alarm_or_event_holds_the_canary(story):
    rows = [f"{row.verb} {row.details} {row.by_words}" for row in TimelineEntry.objects.all()]
    rows += [f"{alarm.key} {alarm.context}" for alarm in Alarm.objects.all()]
    rows += [f"{event.verb} {event.changed}" for event in AccountEvent.objects.all()]
    assert not [row for row in rows if canaries(row)]


def test_no_text_to_anybody_else_holds_the_number(story):
    texts = OutgoingMessage.objects.exclude(contact__phone__in=NUMBERS).values_list("body", flat=True)
    assert texts
    assert not [body for body in texts if DIGITS.search(body)]


def test_no_page_shows_a_field_of_the_canary_unasked(story):
    """The words of a reporter are for those who work the case; number and name wait for a press, whoever looks."""
    Report.objects.update(words="", place_words="")
    Stranding.objects.update(place_name="", search_text="")
    for model in (apps.get_model("strandings", "ReportAddition"), apps.get_model("messaging", "IncomingMessage")):
        for column in ("words", "body"):
            if hasattr(model, column):
                model.objects.update(**{column: ""})
    Referral.objects.update(result="")
    apps.get_model("rehab", "Patient").objects.update(came_from="")
    for who in ("", *Role):
        pages = pages_of(who)
        assert len(pages) > (3 if who in {"", Role.RESPONDER} else 10)
        for url, answer in pages.items():
            if not (PLAYS_TELEPHONES.match(url) or answer.streaming):
                assert not canaries(answer.content.decode("utf-8", "replace")), f"{url} as {who}"


def test_after_erasure_no_column_holds_the_canary(story):
    for case in Stranding.objects.exclude(status="closed"):
        actions.close(case, resolution=Resolution.ANSWERED, by=None, at=MORNING)
    for contact in Contact.objects.filter(phone__in=NUMBERS):
        actions.forget_contact(contact, at=MORNING, by_words="test")
    forget_old(MORNING)
    assert {column for column, text in cells() if canaries(text)} == {"rehab.Patient.came_from"}
    Patient.objects.exclude(came_from="").update(status=PatientStatus.OUTCOME_UNKNOWN, ended_at=MORNING)
    days = CentreSetting.load().retention_days
    assert forget_bringers(MORNING + timedelta(days=days - 1)) == 0
    assert forget_bringers(MORNING + timedelta(days=days)) == 1
    assert not [column for column, text in cells() if canaries(text)]
