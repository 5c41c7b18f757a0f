"""The simulator's page and its inbound door."""

import json

import pytest
from django.urls import reverse

from messaging.actions import contact_for
from messaging.gateways.simulator import KEY_HEADER, door_key
from messaging.models import Contact, IncomingMessage, SimulatedText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_demo(settings):
    settings.MESSAGE_GATEWAY, settings.DEMO, settings.DEBUG = "simulator", True, False
    settings.CONVERSATIONS = ["tests.messaging.listeners.take_all"]


def knock(client, told, key=None):
    headers = {KEY_HEADER: door_key() if key is None else key}
    body = told if isinstance(told, str) else json.dumps(told)
    return client.post("/sim/send/", body, content_type="application/json", headers=headers)


def test_a_program_sends_a_text_and_learns_its_number(client):
    answer = knock(client, {"phone": "8 701 555 00 00", "body": "тюлень"})
    assert answer.json() == {"received": IncomingMessage.objects.get().pk}
    assert Contact.objects.get().phone == "+77015550000"
    assert SimulatedText.objects.get().incoming is False


def test_the_same_id_counts_once(client):
    told = {"phone": "+77015550000", "body": "тюлень", "id": "row-1"}
    assert knock(client, told).json() == knock(client, told).json()
    assert SimulatedText.objects.count() == 1


def test_a_pin_has_its_place(client):
    knock(client, {"phone": "+77015550000", "latitude": 43.6, "longitude": 51.2})
    incoming = IncomingMessage.objects.get()
    assert (incoming.channel, incoming.latitude, incoming.longitude) == ("whatsapp", 43.6, 51.2)


@pytest.mark.parametrize(
    "told",
    [
        "no json",
        "[]",
        {},
        {"phone": "abc", "body": "x"},
        {"phone": "+77015550000", "body": "\u202e \x00"},
        {"phone": "+77015550000", "latitude": 43.6},
        {"phone": "+77015550000", "latitude": 143.6, "longitude": 51},
    ],
)
def test_nonsense_gets_a_reason_and_no_500(client, told):
    answer = knock(client, told)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not IncomingMessage.objects.exists()


def test_a_wrong_key_is_refused(client):
    assert knock(client, {"phone": "+77015550000", "body": "x"}, key="wrong").status_code == 403
    assert not IncomingMessage.objects.exists()


def test_the_page_sends_and_shows_the_thread(client, at):
    page = client.post("/sim/send/", {"phone": "+7 701 555 00 00", "body": "тюлень на пляже"}, follow=True)
    assert "тюлень на пляже" in page.content.decode()
    contact = Contact.objects.get()
    assert page.redirect_chain[0][0] == reverse("simulator_phone", args=[contact.pk])
    client.post("/sim/send/", {"phone": contact.phone, "body": "ignored", "quick": "1"})
    assert IncomingMessage.objects.order_by("pk").last().body == "1"


def test_addresses_in_texts_can_be_tapped_and_nothing_else_is_markup(client, at):
    contact = contact_for(phone="+77015550000", at=at)
    body = "<b>K-26</b>: http://127.0.0.1:8000/s/1.ab_c-d/. Спасибо"
    SimulatedText.objects.create(phone=contact.phone, incoming=True, body=body, at=at, provider_id="o1")
    page = client.get(reverse("simulator_phone", args=[contact.pk])).content.decode()
    assert '<a href="http://127.0.0.1:8000/s/1.ab_c-d/"' in page
    assert "<b>K-26" not in page


def test_a_bad_form_keeps_what_was_typed(client):
    page = client.post("/sim/send/", {"phone": "12", "body": "тюлень"})
    assert page.status_code == 422
    assert "тюлень" in page.content.decode()


@pytest.mark.parametrize(("gateway", "demo"), [("memory", True), ("simulator", False)])
def test_it_does_not_exist_on_a_real_system(client, settings, gateway, demo):
    settings.MESSAGE_GATEWAY, settings.DEMO = gateway, demo
    assert client.get("/sim/").status_code == 404
    assert knock(client, {"phone": "+77015550000", "body": "x"}).status_code == 404


def test_a_form_of_another_site_is_refused(at):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/sim/send/", {"phone": "+77015550000"}).status_code == 403


def test_the_page_asks_the_database_little(client, at, django_assert_max_num_queries):
    for number in range(20):
        contact_for(phone=f"+770155500{number:02}", at=at)
    with django_assert_max_num_queries(6):
        client.get("/sim/")
