"""A form is no way to text the world: prefixes, a limit a number, a limit of all; nothing held back is silent."""

from datetime import timedelta

import pytest

from accounts.models import CentreSetting, User
from common.phones import calling_code
from messaging import sweeps
from messaging.actions import contact_for, retry
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage, SendAttempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]
S = MessageStatus


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.TEXT_PREFIXES = []
    settings.TEXTS_A_DAY_TO_ONE, settings.TEXTS_A_DAY = 3, 5
    CentreSetting.objects.create(pk=1, country="KZ")


@pytest.fixture
def owe_to(owe_text, at):
    def make(phone, key, **changes):
        return owe_text(key, contact=contact_for(phone=phone, at=at, language="ru"), template="ack_other", **changes)

    return make


def states(messages):
    return [OutgoingMessage.objects.get(pk=message.pk).status for message in messages]


def test_a_text_to_a_foreign_number_stays_here_and_a_person_is_told(owe_to, company, at):
    stranger, resident = owe_to("+447700900123", "a"), owe_to("+77011234567", "b")
    sweeps.deliver(at)
    assert states([stranger, resident]) == [S.FAILED, S.SENT]
    assert [text.to for text in company.company.texts] == ["+77011234567"]
    assert Alarm.objects.get().template == "alarm_held_back"
    assert "no texts go to numbers" in OutgoingMessage.objects.get(pk=stranger.pk).problem


@pytest.mark.parametrize("sender", ["Kcell", "8722", "withheld", "77011234567"])
def test_what_is_no_whole_number_gets_no_text(owe_to, company, at, sender):
    owe_to(sender, "a")
    sweeps.deliver(at)
    assert company.company.requests == []


def test_the_prefixes_can_be_written_down(owe_to, company, at, settings):
    settings.TEXT_PREFIXES = ["+44", "+994"]
    messages = [owe_to("+447700900123", "a"), owe_to("+77011234567", "b")]
    sweeps.deliver(at)
    assert states(messages) == [S.SENT, S.FAILED]


def test_one_number_gets_so_many_a_day(owe_to, company, at):
    messages = [owe_to("+77011234567", f"k{number}", useless_after=at + timedelta(days=2)) for number in range(4)]
    sweeps.deliver(at)
    assert sorted(states(messages)) == [S.FAILED, S.SENT, S.SENT, S.SENT]
    assert Alarm.objects.get().key == sweeps.HELD_BACK
    tomorrow = at + timedelta(hours=25)
    next_day = owe_to("+77011234567", "later", useless_after=tomorrow + timedelta(hours=1))
    sweeps.deliver(tomorrow)
    assert states([next_day]) == [S.SENT]


def test_all_numbers_together_get_so_many_a_day(owe_to, company, at):
    for number in range(9):
        owe_to(f"+7701000000{number}", f"k{number}")
    sweeps.deliver(at)
    assert len(company.company.texts) == 5
    assert OutgoingMessage.objects.filter(status=S.FAILED, problem__contains="limit of all").count() == 4


def test_what_surely_did_not_leave_counts_for_nothing(owe_to, company, at):
    company.company.then("429:1", "429:1", "429:1", "400:21211")
    messages = [owe_to("+77011234567", f"k{number}") for number in range(3)]
    sweeps.deliver(at)
    sweeps.deliver(at + timedelta(seconds=2))
    assert sorted(states(messages)) == [S.FAILED, S.SENT, S.SENT]
    assert not Alarm.objects.exists()


def test_what_may_have_left_counts(owe_to, company, at):
    company.company.then("taken-reset", "taken-reset", "taken-reset")
    [owe_to("+77011234567", f"k{number}") for number in range(3)]
    sweeps.deliver(at)
    fourth = owe_to("+77011234567", "k4")
    sweeps.deliver(at)
    assert states([fourth]) == [S.FAILED]


@pytest.mark.parametrize("template", ["offer", "team_stood_down", "alarm_no_team"])
def test_alerts_of_our_own_people_are_never_held_back(owe_text, owe_to, company, at, template):
    for number in range(5):
        owe_to(f"+7701000000{number}", f"k{number}")
    sweeps.deliver(at)
    abroad = contact_for(phone="+447700900123", at=at, language="en")
    alerts = [owe_text(f"a{number}", contact=abroad, template=template) for number in range(6)]
    sweeps.deliver(at)
    assert set(states(alerts)) == {S.SENT}


def test_a_person_may_send_it_all_the_same(owe_to, company, at):
    held = owe_to("+447700900123", "a")
    sweeps.deliver(at)
    by = User.objects.create(username="aigerim", role="dispatcher")
    again = retry(held, by=by, at=at, useless_after=at + timedelta(hours=1))
    sweeps.deliver(at)
    assert states([again]) == [S.SENT]


def test_a_held_back_text_is_told_like_any_failure(owe_to, at, settings):
    from tests.messaging.listeners import heard

    settings.MESSAGE_OUTCOMES = ["tests.messaging.listeners.hear"]
    message = owe_to("+447700900123", "a")
    sweeps.deliver(at)
    assert heard[-1] == (message.pk, S.FAILED)
    assert SendAttempt.objects.get().answer == "held_back"


def test_a_gateway_that_costs_nothing_has_no_limits(owe_to, at, settings):
    settings.MESSAGE_GATEWAY = "simulator"
    messages = [owe_to("+447700900123", f"k{number}") for number in range(9)]
    sweeps.deliver(at)
    assert set(states(messages)) == {S.DELIVERED}


def test_what_numbers_of_a_country_begin_with():
    assert [calling_code(country) for country in ("KZ", "AZ", "XX")] == ["+7", "+994", ""]
