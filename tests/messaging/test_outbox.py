"""The outbox page: what went wrong and why, numbers masked; alarms answered."""

import pytest

from messaging.actions import raise_alarm
from messaging.models import Alarm, OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def login(client, django_user_model):
    def enter(role):
        client.force_login(django_user_model.objects.create(username=role, role=role))
        return client

    return enter


def test_trouble_is_shown_with_its_reason_and_a_masked_number(login, owe_text):
    owe_text()
    OutgoingMessage.objects.update(status="failed", problem="no such number")
    page = login("dispatcher").get("/outbox/").content.decode()
    assert "no such number" in page
    assert "+7 701 *** 45 67" in page
    assert "+77011234567" not in page


def test_a_text_is_sent_again_once(login, owe_text):
    message = owe_text()
    OutgoingMessage.objects.update(status="uncertain")
    client = login("dispatcher")
    for _ in range(2):
        client.post(f"/outbox/{message.pk}/again/")
    assert OutgoingMessage.objects.count() == 2
    message.refresh_from_db()
    assert message.status == "stale"


def test_the_director_sees_and_touches_nothing(login, owe_text):
    message = owe_text()
    OutgoingMessage.objects.update(status="failed")
    client = login("director")
    page = client.get("/outbox/").content.decode()
    assert "/again/" not in page
    assert client.post(f"/outbox/{message.pk}/again/").status_code == 403


def test_keepers_do_not_see_it(login):
    assert login("keeper").get("/outbox/").status_code == 403


def test_an_alarm_is_acknowledged_and_leads_back(login, at):
    alarm = raise_alarm(key="k", template="alarm_unread", context={}, about="", at=at)
    client = login("dispatcher")
    assert "/acknowledge/" in client.get("/outbox/").content.decode()
    assert client.post(f"/alarms/{alarm.pk}/acknowledge/", {"next": "/board/"}).url == "/board/"
    assert client.post(f"/alarms/{alarm.pk}/acknowledge/", {"next": "https://evil.example/"}).url == "/outbox/"
    assert Alarm.objects.get().acknowledged_by.username == "dispatcher"


@pytest.mark.parametrize("show", ["attention", "waiting", "all", "nonsense"])
def test_every_filter_answers(login, owe_text, show, django_assert_max_num_queries):
    for number in range(60):
        owe_text(f"k{number}")
    client = login("coordinator")
    with django_assert_max_num_queries(12):
        assert client.get(f"/outbox/?show={show}&page=2").status_code == 200
