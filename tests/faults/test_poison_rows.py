"""One row that cannot be worked stops no other, and is not passed over in silence."""

import pytest
from django.db import OperationalError

from accounts import links
from accounts.models import User
from common import background
from common.rows import RowsFailed, one_by_one
from dispatch import sweeps as dispatching
from dispatch.actions import offering
from messaging import sweeps
from messaging.actions import raise_alarm
from messaging.deliver import sending, settling
from messaging.models import Alarm, OutgoingMessage
from strandings import sweeps as spine
from strandings.models import Stranding
from tests.dispatch.conftest import AT, centre, later, make_team, report
from tests.messaging.conftest import aigul, owe_text, provider

__all__ = ["aigul", "centre", "owe_text", "provider"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return AT


def test_the_others_are_worked_and_the_sweep_counts_as_failed():
    worked = []

    def act(row):
        if row == 2:
            raise ValueError("poison")
        worked.append(row)
        return row

    with pytest.raises(RowsFailed, match="int 2"):
        one_by_one([1, 2, 3], act)
    assert worked == [1, 3]
    assert one_by_one([1, 3], act) == [1, 3]


def test_a_database_that_is_away_ends_the_sweep_at_once():
    tried = []

    def act(row):
        tried.append(row)
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        one_by_one([1, 2, 3], act)
    assert tried == [1]


def test_a_text_that_cannot_be_made_fails_alone(owe_text, provider, at):
    """Without this the whole lot would wait for its lease, be asked about, and meet the same text again, for ever."""
    link = links.make("status", 1)
    poison = owe_text("poison", urgency=1, link=link, link_path="/s/{nobody knows}/")
    sound = [owe_text(f"sound {number}") for number in range(3)]
    sweeps.deliver(at)
    poison.refresh_from_db()
    assert (poison.status, poison.attempts.get().answer) == ("failed", "unsendable")
    assert poison.contact.unreachable_since is None  # the person's telephone is not to blame
    assert {row.status for row in OutgoingMessage.objects.exclude(pk=poison.pk)} == {"sent"}
    assert len(provider.texts) == len(sound)


def test_an_answer_that_cannot_be_stored_loses_no_other(owe_text, provider, at, monkeypatch):
    poison = owe_text("poison", urgency=1)
    for number in range(2):
        owe_text(f"{number}")
    stored = sending.store_answer

    def choke(attempt, answer, **how):
        if attempt.message_id == poison.pk:
            raise ValueError("poison")
        stored(attempt, answer, **how)

    monkeypatch.setattr(sending, "store_answer", choke)
    sweeps.deliver(at)
    poison.refresh_from_db()
    assert poison.status == "sending"  # its lease ends, then the provider is asked
    assert {row.status for row in OutgoingMessage.objects.exclude(pk=poison.pk)} == {"sent"}


def test_a_case_the_engine_cannot_bear_holds_up_no_other(centre, monkeypatch):
    for number in range(3):
        make_team(f"Team {number}", 43.6, 51.2, number)
    poison, sound = report(phone="+77015550101").stranding, report(phone="+77015550102").stranding
    ranked = offering.candidates

    def choke(stranding, *, at, crews=None):
        if stranding.pk == poison.pk:
            raise ZeroDivisionError
        return ranked(stranding, at=at)

    monkeypatch.setattr(offering, "candidates", choke)
    with pytest.raises(RowsFailed, match=f"Stranding {poison.pk}"):
        dispatching.offer_waiting(AT)
    assert sound.assignments.offered().count() == 1
    with pytest.raises(RowsFailed):
        dispatching.expire_offers(later(minutes=5))  # and the silent team of the sound one is followed by the next
    assert sound.assignments.count() == 2
    spine.wake_late(later(hours=12))
    assert Stranding.objects.get(pk=poison.pk).needs_person_because == "late"  # a person sees it


def test_an_alarm_that_cannot_be_worded_silences_no_other(centre, at):
    User.objects.create_user("desk", full_name="Desk", role="dispatcher", phone="+77010000001", password=None)
    raise_alarm(key="poison", template="no_such_text", context={}, about="", at=at)
    sound = raise_alarm(key="sound", template="alarm_unread", context={}, about="", at=at)
    with pytest.raises(RowsFailed, match="Alarm"):
        sweeps.repeat_alarms(at)
    assert OutgoingMessage.objects.get().purpose == f"alarm:{sound.pk}"
    assert Alarm.objects.get(key="poison").calls == 0


def test_an_uncertain_text_that_cannot_be_settled_leaves_the_others(owe_text, provider, at, monkeypatch):
    poison, sound = owe_text("poison", urgency=1), owe_text("sound")
    OutgoingMessage.objects.update(status="uncertain", next_try_at=at)
    stored = settling._store

    def choke(pk, found, at):
        if pk == poison.pk:
            raise ValueError("poison")
        return stored(pk, found, at)

    monkeypatch.setattr(settling, "_store", choke)
    with pytest.raises(RowsFailed, match=f"OutgoingMessage {poison.pk}"):
        sweeps.settle_uncertain(at)
    sound.refresh_from_db()
    assert sound.status == "queued"


def test_a_worker_that_ends_begins_no_new_lot(owe_text, provider, at, settings, monkeypatch):
    """What it has handed over is written down; the rest waits for the next worker."""
    settings.SEND_THREADS = 2
    for number in range(6):
        owe_text(f"{number}")
    answers = iter([False, True])
    monkeypatch.setattr(background, "is_ending", lambda: next(answers))
    sweeps.deliver(at)
    assert sorted(OutgoingMessage.objects.values_list("status", flat=True)) == ["queued"] * 4 + ["sent"] * 2
    assert len(provider.texts) == 2
