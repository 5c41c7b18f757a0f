"""A pretended provider, a contact, and a short way to owe a text."""

from datetime import UTC, datetime, timedelta

import pytest

from messaging.actions import contact_for, owe
from messaging.gateways import twilio as twilio_gateway
from messaging.gateways.memory import box
from tests.provider import ACCOUNT, TOKEN, Provider

AT = datetime(2026, 4, 12, 8, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def provider():
    """What the pretended phone company has and how it will answer."""
    box.clear()
    yield box
    box.clear()


@pytest.fixture
def aigul(db, at):
    return contact_for(phone="+77011234567", at=at, language="ru", name="Айгуль")


@pytest.fixture
def owe_text(aigul, at):
    """Owes one text to Aigul; keyword arguments win."""

    def make(key="k1", **changes):
        fields = {
            "contact": aigul,
            "template": "alarm_unread",
            "context": {},
            "dedupe_key": key,
            "reference": f"K-26-0001-{key}",
            "about": "stranding:1",
            "purpose": "dispatch.offer:1",
            "at": at,
            "useless_after": at + timedelta(hours=1),
        }
        return owe(**{**fields, **changes})

    return make


@pytest.fixture
def company():
    """A phone company that speaks Twilio's language, on a port of this machine."""
    with Provider() as provider:
        yield provider


@pytest.fixture
def twilio(company, settings, monkeypatch):
    """The gateway, pointed at that company; it waits for answers a shorter time than in earnest."""
    settings.MESSAGE_GATEWAY = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT, TOKEN
    settings.TWILIO_AUTH_TOKEN_OLD = ""
    settings.TWILIO_FROM = company.company.number
    settings.TWILIO_API_BASE_URL = company.url
    settings.PUBLIC_BASE_URL = "https://seals.example.org"
    monkeypatch.setattr(twilio_gateway, "READ_S", 0.4)
    return twilio_gateway.TwilioGateway()
