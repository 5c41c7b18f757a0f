"""A pretended provider, a contact, and a short way to owe a text."""

from datetime import UTC, datetime, timedelta

import pytest

from messaging.actions import contact_for, owe
from messaging.gateways.memory import box

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
