"""A report comes in: what is stored, who is texted, when a team is asked for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from messaging.models import OutgoingMessage
from strandings.actions import add_to_report, receive_report
from strandings.models import Report, Stranding
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, Sign, State

pytestmark = pytest.mark.django_db


def told(**facts) -> Told:
    base = {
        "channel": Channel.WEB,
        "state": State.ALIVE,
        "words": "тюлень на берегу",
        "phone": "+77011234567",
        "language": "kk",
        "latitude": 43.64,
        "longitude": 51.15,
        "accuracy_m": 20,
        "place_method": PlaceMethod.GPS,
        "consent": True,
    }
    return Told(**{**base, **facts})


def test_a_live_seal_waits_for_a_team_and_the_reporter_is_thanked(at, settings):
    settings.AUTO_DISPATCH = "P2"
    report = receive_report(told=told(), at=at)

    stranding = report.stranding
    assert stranding.reference == "K-26-0001"
    assert (stranding.status, stranding.priority) == ("awaiting_team", 2)
    owed = OutgoingMessage.objects.get()
    assert owed.language == "kk"
    assert "K-26-0001-1" in owed.body
    assert report.consent_version == 1
    assert {entry.verb for entry in stranding.timeline.all()} == {"reported", "team_asked"}


@pytest.mark.parametrize(
    ("served", "facts"),
    [
        ("off", {}),
        ("P1", {}),
        ("P2", {"latitude": None, "longitude": None}),
        ("P2", {"set_aside_because": "flood"}),
        ("P2", {"state": State.DEAD}),
    ],
)
def test_what_is_not_served_waits_for_a_person_with_a_clock(at, settings, served, facts):
    settings.AUTO_DISPATCH = served
    stranding = receive_report(told=told(**facts), at=at).stranding
    assert stranding.status == "new"
    assert stranding.next_at > at


def test_the_same_form_twice_is_one_report(at):
    uuid = uuid4()
    first = receive_report(told=told(client_uuid=uuid), at=at)
    second = receive_report(told=told(client_uuid=uuid), at=at)
    assert first == second
    assert Stranding.objects.count() == Report.objects.count() == OutgoingMessage.objects.count() == 1


def test_a_rolled_back_report_owes_nothing(at):
    def report_then_fail():
        with transaction.atomic():
            receive_report(told=told(), at=at)
            Report.objects.create()  # breaks the transaction around it

    with pytest.raises(IntegrityError):
        report_then_fail()
    assert not OutgoingMessage.objects.exists()
    assert not Stranding.objects.exists()


def test_a_place_told_later_sends_the_team(at, settings):
    settings.AUTO_DISPATCH = "P2"
    report = receive_report(told=told(latitude=None, longitude=None, place_method=PlaceMethod.NONE), at=at)
    assert report.stranding.needs_person_because == "place_unknown"

    place = {"latitude": 43.6, "longitude": 51.2, "accuracy_m": 500, "place_method": PlaceMethod.PLACE_NAME}
    add_to_report(report, source="sms", words="порт", facts=place, at=at + timedelta(minutes=2))

    report.stranding.refresh_from_db()
    assert report.stranding.status == "awaiting_team"
    assert report.stranding.needs_person_because == ""


def test_a_second_word_raises_but_never_lowers(at):
    report = receive_report(told=told(), at=at)
    add_to_report(report, source="sms", facts={"signs": {Sign.NET}}, at=at)
    report.stranding.refresh_from_db()
    assert report.stranding.priority == 1
    add_to_report(report, source="sms", facts={"state": State.DEAD}, at=at)
    report.stranding.refresh_from_db()
    assert report.stranding.priority == 1
    assert report.stranding.state == State.ALIVE


def test_a_clock_that_is_plainly_wrong_is_not_believed(at):
    report = receive_report(told=told(happened_at=at + timedelta(days=400)), at=at)
    assert report.happened_at == at


def test_an_anonymous_report_owes_no_text(at):
    report = receive_report(told=told(phone=""), at=at)
    assert report.contact is None
    assert not OutgoingMessage.objects.exists()
    assert report.status_link is not None
