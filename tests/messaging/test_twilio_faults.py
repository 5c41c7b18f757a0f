"""The outbox against a phone company that fails in every way: nothing lost, nothing twice, nothing backwards."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from messaging import sweeps
from messaging.actions import contact_for
from messaging.deliver import settling
from messaging.gateways.base import Found, FoundKind
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage, SendAttempt
from tests.provider.faults import Fault

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]
S = MessageStatus


@pytest.fixture
def run(at):
    """The sweeps as the engine runs them, at so many seconds after the start."""

    def sweep(*seconds):
        for each in seconds:
            sweeps.deliver(at + timedelta(seconds=each))
            sweeps.settle_uncertain(at + timedelta(seconds=each))

    return sweep


def state(message):
    return OutgoingMessage.objects.get(pk=message.pk).status


@pytest.mark.parametrize(
    "fault", ["500", "503", "reset", "silent", "garbage", "truncated", "taken-500", "taken-reset", "taken-closed",
              "taken-silent", "taken-garbage", "taken-truncated"],
)  # fmt: skip
def test_an_uncertain_text_goes_out_exactly_once(owe_text, company, run, fault):
    message = owe_text()
    company.company.then(fault)
    run(0, 10, 30)
    assert state(message) == S.UNCERTAIN, "nobody asks before the company can know"
    run(36, 37, 60, 100, 200)
    assert state(message) == S.SENT
    assert len(company.company.texts) == 1
    assert message.attempts.order_by("pk").first().provider_id or message.attempts.count() == 2


def test_while_the_company_fails_the_text_stays_uncertain_and_then_goes_out_once(owe_text, company, run):
    message = owe_text()
    company.company.then("taken-reset")
    company.company.list_fault = Fault.named("500")
    run(0, 36, 100, 200, 300)
    assert state(message) == S.UNCERTAIN
    company.company.list_fault = Fault.named("ok")
    run(400, 500)
    assert state(message) == S.SENT
    assert len(company.company.texts) == 1


def test_a_company_away_for_minutes_gets_everything_once(owe_text, company, run):
    messages = [owe_text(f"k{number}") for number in range(5)]
    company.stop()
    run(0, 20, 90)
    assert {state(message) for message in messages} == {S.QUEUED}
    company.start()
    run(500)
    assert {state(message) for message in messages} == {S.SENT}
    assert len(company.company.texts) == 5


def test_a_busy_company_is_left_alone_as_long_as_it_asks(owe_text, company, run):
    message = owe_text()
    company.company.then("429:40")
    run(0, 39)
    assert (state(message), len(company.company.requests)) == (S.QUEUED, 1)
    run(41)
    assert state(message) == S.SENT


@pytest.mark.parametrize("fault", ["401", "403:21408", "400:21609", "404"])
def test_our_configuration_stops_the_sender_rings_and_resumes(owe_text, company, run, fault):
    messages = [owe_text(f"k{number}") for number in range(3)]
    company.company.always = Fault.named(fault)
    run(0)
    assert {state(message) for message in messages} == {S.QUEUED}
    assert Alarm.objects.get().key == sweeps.STOPPED
    company.company.always = Fault.named("ok")
    run(61, 62)
    assert {state(message) for message in messages} == {S.SENT}
    assert Alarm.objects.get().cleared_at is not None


def test_who_told_the_company_to_stop_is_remembered_and_not_tried_again(owe_text, company, run, aigul):
    message, later = owe_text(template="ack_other"), owe_text("k2", template="ack_other")
    OutgoingMessage.objects.filter(pk=later.pk).update(next_try_at=later.next_try_at + timedelta(seconds=30))
    company.company.by_number[aigul.phone] = Fault.named("400:21610")
    run(0, 31, 400)
    aigul.refresh_from_db()
    assert aigul.opted_out_at is not None
    assert (state(message), state(later)) == (S.FAILED, S.CANCELLED)
    assert len(company.company.requests) == 1


def test_a_number_that_is_none_is_marked_and_told_at_once(owe_text, company, run, aigul, settings):
    from tests.messaging.listeners import heard

    settings.MESSAGE_OUTCOMES = ["tests.messaging.listeners.hear"]
    message = owe_text()
    company.company.then("400:21211")
    run(0)
    aigul.refresh_from_db()
    assert aigul.unreachable_since is not None
    assert heard[-1] == (message.pk, S.FAILED)


def test_an_undelivered_text_found_by_asking_is_told(owe_text, company, run, settings):
    from tests.messaging.listeners import heard

    settings.MESSAGE_OUTCOMES = ["tests.messaging.listeners.hear"]
    message = owe_text()
    company.company.then("taken-reset")
    run(0)
    company.company.texts[0].status = "undelivered"
    run(36)
    assert state(message) == S.UNDELIVERED
    assert heard[-1] == (message.pk, S.UNDELIVERED)


def test_what_came_too_late_never_leaves(owe_text, company, run, at):
    message = owe_text(useless_after=at + timedelta(seconds=30))
    company.company.then("429:60")
    run(0, 61)
    assert state(message) == S.STALE
    assert company.company.texts == []


def test_a_hundred_texts_through_eight_faults_go_out_once_each(owe_text, company, run, at):
    faults = ["500", "reset", "taken-reset", "taken-500", "taken-closed", "429:5", "garbage", "taken-truncated"]
    people = [contact_for(phone=f"+7701000{number:04d}", at=at, language="ru") for number in range(100)]
    for number, person in enumerate(people):
        owe_text(f"k{number}", contact=person)
    company.company.then(*(faults[number % 8] if number % 3 == 0 else "ok" for number in range(100)))
    run(0, 20, 40, 60, 120, 300, 600)
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {S.SENT}
    assert Counter(text.to for text in company.company.texts) == Counter(person.phone for person in people)
    assert SendAttempt.objects.filter(provider_id="", answer="accepted").count() == 0


def test_a_silent_company_leaves_all_uncertain_and_loses_none(owe_text, company, run):
    for number in range(8):
        owe_text(f"k{number}")
    company.company.always = Fault.named("taken-silent")
    company.company.list_fault = Fault.named("silent")
    run(0, 36)
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {S.UNCERTAIN}
    company.company.list_fault = Fault.named("ok")
    run(100)
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {S.SENT}
    assert len(company.company.texts) == 8


class Meeting:
    """A gateway far away whose look-ups end only when eight of them are under way together."""

    local = False

    def __init__(self):
        self.together = threading.Barrier(8, timeout=20)

    def find(self, **_asked):
        self.together.wait()
        return Found(kind=FoundKind.UNKNOWN)


def test_look_ups_go_side_by_side(owe_text):
    messages = [owe_text(f"k{number}") for number in range(8)]
    gateway = Meeting()
    assert len(settling._look_all_up(gateway, messages)) == 8
    assert not gateway.together.broken
