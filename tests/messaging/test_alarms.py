"""An alarm texts the people on duty again and again until somebody acknowledges."""

from datetime import timedelta

import pytest

from accounts.models import DeskShift
from messaging import sweeps
from messaging.actions import acknowledge_alarm, clear_alarm, raise_alarm
from messaging.models import Alarm
from messaging.queries import open_alarms

pytestmark = pytest.mark.django_db


@pytest.fixture
def dina(django_user_model, at):
    user = django_user_model.objects.create(username="dina", role="dispatcher", phone="+77010000001", language="kk")
    DeskShift.objects.create(user=user, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=8))
    return user


@pytest.fixture
def boss(django_user_model):
    return django_user_model.objects.create(username="boss", role="coordinator", phone="+77010000002")


def ring(at, key="no-team:1"):
    return raise_alarm(key=key, template="alarm_unread", context={}, about="stranding:1", at=at)


def rounds(provider, at, minutes):
    """The numbers called at these minutes."""
    provider.texts.clear()
    for minute in minutes:
        sweeps.repeat_alarms(at + timedelta(minutes=minute))
        sweeps.deliver(at + timedelta(minutes=minute))
    return [number for number, _ in provider.texts]


def test_the_desk_on_duty_is_called_until_it_answers(provider, at, dina, boss):
    alarm = ring(at)
    assert rounds(provider, at, [0, 1]) == [dina.phone]
    assert rounds(provider, at, [2]) == [dina.phone]
    assert rounds(provider, at, [4]) == [dina.phone, boss.phone]  # the desk did not answer twice
    acknowledge_alarm(alarm, by=dina, at=at + timedelta(minutes=5))
    assert rounds(provider, at, range(5, 60)) == []
    assert not open_alarms()


def test_without_a_desk_the_coordinators_are_called(provider, at, boss):
    ring(at)
    assert rounds(provider, at, [0]) == [boss.phone]


def test_without_desk_and_coordinators_every_dispatcher_is_called(provider, at, dina):
    DeskShift.objects.all().delete()
    ring(at)
    assert rounds(provider, at, [0]) == [dina.phone]


def test_raising_twice_is_one_alarm_and_acknowledged_ones_rest_half_an_hour(at, dina):
    alarm = ring(at)
    assert ring(at) == alarm
    acknowledge_alarm(alarm, by=dina, at=at)
    assert ring(at + timedelta(minutes=29)) == alarm
    again = ring(at + timedelta(minutes=31))
    assert again != alarm
    assert [each.pk for each in open_alarms()] == [again.pk]


def test_a_cause_that_is_gone_calls_nobody(provider, at, dina):
    ring(at)
    sweeps.repeat_alarms(at)
    assert clear_alarm(key="no-team:1", at=at) == 1
    assert clear_alarm(key="no-team:1", at=at) == 0
    assert rounds(provider, at, [0, 5, 10]) == []


def test_the_first_to_acknowledge_stays(at, dina, boss):
    alarm = ring(at)
    acknowledge_alarm(alarm, by=dina, at=at)
    acknowledge_alarm(alarm, by=boss, at=at)
    assert Alarm.objects.get().acknowledged_by == dina


def test_an_alarm_that_reaches_nobody_is_written_to_the_log(at, caplog):
    ring(at)
    sweeps.repeat_alarms(at)
    assert "reaches nobody" in caplog.text
