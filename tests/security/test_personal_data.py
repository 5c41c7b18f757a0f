"""Personal data: agreed to in words that are kept, erased in time or on request, exported, and every look recorded."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import AccountEvent
from accounts.roles import Role
from dispatch.queries.board_case import find_case
from messaging.actions import take_in
from messaging.models import Contact, IncomingMessage, OutgoingMessage
from strandings import actions
from strandings.models import Report, Stranding
from strandings.sweeps import forget_old
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, Resolution, State
from tests.accounts.conftest import AT
from tests.strandings.test_photos_by_text import picture

NUMBER, NAME = "+77015557788", "Gulnara Canary"
YEAR = timedelta(days=365)


@pytest.fixture
def told(centre):
    return Told(
        channel=Channel.PHONE,
        state=State.ALIVE,
        words=f"I am {NAME}, the seal is by my boat",
        place_words="behind the blue boat of Gulnara",
        latitude=43.65,
        longitude=51.15,
        place_method=PlaceMethod.GPS,
        phone=NUMBER,
        name=NAME,
        consent=True,
        consent_words="We keep your number. Do you agree?",
    )


@pytest.fixture
def report(told):
    return actions.receive_report(told=told, at=AT)


@pytest.fixture
def boss(person):
    client = Client()
    client.force_login(person(Role.COORDINATOR))
    client.cookies["language"] = "en"
    return client


def close(report, at=AT):
    report.stranding = actions.close(report.stranding, resolution=Resolution.NOT_FOUND, by=None, at=at)


def words_left(report) -> str:
    report = Report.objects.get(pk=report.pk)
    case = Stranding.objects.get(pk=report.stranding_id)
    texts = [report.words, report.place_words, report.place_name, case.place_name, case.search_text]
    texts += [str(report.understood), *report.additions.values_list("words", flat=True)]
    texts += [*OutgoingMessage.objects.values_list("body", flat=True)]
    texts += [*IncomingMessage.objects.values_list("body", flat=True)]
    texts += [f"{contact.phone} {contact.name}" for contact in Contact.objects.all()]
    return " ".join(texts).lower()


# What was agreed to ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "said"), [("kk", "Центр"), ("ru", "365"), ("en", "By sending you agree")])
def test_the_form_keeps_the_sentence_it_showed(client, centre, language, said):
    client.cookies["language"] = language
    page = client.get("/").content.decode()
    client.post("/report/", {"place_words": "beach", "alive": "yes", "phone": NUMBER})
    report = Report.objects.get()
    assert said in report.consent_words
    assert report.consent_words in page
    assert (report.consent_version, report.consent_at) == (1, report.recorded_at)


def test_without_a_number_nothing_was_agreed_to(client, centre):
    client.post("/report/", {"place_words": "beach", "alive": "yes", "anonymous": "on"})
    report = Report.objects.get()
    assert (report.consent_words, report.consent_version, report.consent_at) == ("", None, None)


def test_the_call_sheet_keeps_the_question_in_the_callers_language(person):
    desk = Client()
    desk.force_login(person(Role.DISPATCHER))
    page = desk.get("/call/").content.decode()
    desk.post("/call/", {"place_words": "beach", "language": "kk", "phone": NUMBER, "consent": "on"})
    words = Report.objects.get().consent_words
    assert words in page
    assert "Келісесіз бе?" in words


# The time is over --------------------------------------------------------------------------------------------------
def test_a_year_after_closing_the_person_is_forgotten_and_the_seal_is_not(report):
    actions.add_to_report(report, source="page", words=f"{NAME} again", facts={}, at=AT)
    close(report)
    forget_old(AT + YEAR - timedelta(minutes=1))
    assert "gulnara" in words_left(report)
    assert NUMBER in words_left(report)
    forget_old(AT + YEAR + timedelta(minutes=1))
    assert "gulnara" not in words_left(report)
    assert NUMBER not in words_left(report)
    kept = Report.objects.get()
    assert (kept.latitude, kept.state, kept.contact) == (43.65, State.ALIVE, None)
    assert kept.stranding.timeline.filter(verb="reporter_forgotten", by_words="system").count() == 1
    assert forget_old(AT + YEAR + timedelta(days=1)) == 0


def test_the_days_are_a_setting(report, centre):
    centre.retention_days = 30
    centre.save()
    close(report)
    assert forget_old(AT + timedelta(days=31)) == 1
    assert NUMBER not in words_left(report)


def test_an_open_case_keeps_its_person_however_old(report):
    assert forget_old(AT + 5 * YEAR) == 0
    assert NUMBER in words_left(report)


def test_somebody_with_a_younger_case_stays(report, told):
    close(report)
    second = actions.receive_report(told=told, at=AT + timedelta(days=300))
    forget_old(AT + YEAR + timedelta(days=1))
    assert Contact.objects.get().phone == NUMBER
    assert Report.objects.get(pk=report.pk).words == ""
    assert Report.objects.get(pk=second.pk).words != ""


def test_somebody_who_wrote_lately_or_works_here_stays(report, person):
    close(report)
    take_in(gateway="memory", provider_id="1", phone=NUMBER, body="hello", at=AT + timedelta(days=200))
    forget_old(AT + YEAR + timedelta(days=1))
    assert Contact.objects.get().phone == NUMBER
    person(Role.RESPONDER, phone=NUMBER)
    forget_old(AT + 4 * YEAR)
    assert Contact.objects.get().phone == NUMBER


# Somebody asks -----------------------------------------------------------------------------------------------------
def test_forgotten_while_a_team_drives_the_words_go_when_the_case_closes(report):
    actions.forget_reporter(report, at=AT)
    assert NUMBER not in words_left(report)
    assert "blue boat" in words_left(report)
    close(report, at=AT + timedelta(hours=5))
    forget_old(AT + timedelta(hours=6))
    assert "blue boat" not in words_left(report)


def test_the_coordinator_finds_shows_exports_and_erases(report, boss):
    actions.add_photo(report, file=picture(), at=AT)
    photo = report.media.get().file
    found = boss.post("/personal/find/", {"asked": "8 701 555 77 88"}).content.decode()
    assert f"/personal/{report.contact.pk}/" in found
    assert NUMBER not in found
    shown = boss.post(f"/personal/{report.contact.pk}/").content.decode()
    assert NAME in shown
    assert NUMBER in shown
    exported = json.loads(boss.post(f"/personal/{report.contact.pk}/export/").content)
    assert exported["person"]["phone"] == NUMBER
    assert exported["reports"][0]["words"] == report.words
    assert exported["reports"][0]["consent_words"] == "We keep your number. Do you agree?"
    close(report)
    assert photo.storage.exists(photo.name)
    assert boss.post(f"/personal/{report.contact.pk}/erase/", {"photos": "on"}).url == "/personal/"
    assert "gulnara" not in words_left(report)
    assert NUMBER not in words_left(report)
    assert not report.media.exists()
    verbs = list(AccountEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["personal_shown", "personal_exported", "personal_erased"]
    assert boss.post(f"/personal/{report.contact_id}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_erased_photos_leave_the_disk(report, boss):
    actions.add_photo(report, file=picture(), at=AT)
    file = report.media.get().file
    boss.post(f"/personal/{report.contact.pk}/erase/", {"photos": "on"})
    assert not file.storage.exists(file.name)


def test_a_case_number_finds_its_people_too(report, boss):
    page = boss.post("/personal/find/", {"asked": report.stranding.reference.lower()}).content.decode()
    assert f"/personal/{report.contact.pk}/" in page
    assert b"Nothing is kept" in boss.post("/personal/find/", {"asked": "+7 700 000 00 00"}).content


# Who looked --------------------------------------------------------------------------------------------------------
def test_every_look_at_a_number_stands_before_the_coordinator(report, boss, person):
    desk = Client()
    desk.force_login(person(Role.DISPATCHER))
    case = find_case(report.stranding.reference)
    page = desk.get(f"/board/{case.reference}/").content.decode()
    assert NUMBER not in page
    assert NUMBER in desk.post(f"/board/{case.reference}/number/{report.pk}/").content.decode()
    boss.post(f"/personal/{report.contact.pk}/")
    log = boss.get("/personal/").content.decode().partition("Who looked at a number")[2]
    assert "Test dispatcher" in log
    assert "Test coordinator" in log
    assert case.reference in log
    exported = json.loads(boss.post(f"/personal/{report.contact.pk}/export/").content)
    assert [look["who"] for look in exported["who_looked_at_the_number"]] == ["Test dispatcher"]


def test_showing_a_person_needs_a_press(report, boss):
    assert boss.get(f"/personal/{report.contact.pk}/").status_code == 405
    assert not AccountEvent.objects.filter(verb="personal_shown").exists()
