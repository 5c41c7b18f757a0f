"""No worker for a while, two beats, a task brought five times: in order, once, and nothing that came too late."""

from datetime import timedelta

import pytest
from celery import Celery
from django.utils import timezone

from dispatch.models import Assignment
from messaging.models import Alarm, OutgoingMessage, SweepLease
from tests.faults.conftest import DESK, lay_shore, owe_many, statuses
from tests.services.system import until

pytestmark = pytest.mark.services
TASKS = ["messaging.deliver", "dispatch.offer_waiting", "dispatch.expire_offers", "messaging.repeat_alarms"]


def test_a_backlog_goes_out_by_urgency_and_what_came_too_late_never(system, company):
    """Nobody worked for ten minutes: first what is urgent, and no alert whose time is over."""
    late = owe_many(5, useful=timedelta(seconds=-1), urgency=1)
    owe_many(40, first=10, urgency=lambda index: index % 5 + 1)
    system.worker(SEND_THREADS="1")
    until(lambda: statuses() == {"sent": 40, "stale": 5}, what="the backlog is done")
    urgency = dict(OutgoingMessage.objects.values_list("contact__phone", "urgency"))
    order = [urgency[text.to] for text in company.company.texts]
    assert order == sorted(order)
    assert not {row.contact.phone for row in late} & {text.to for text in company.company.texts}
    assert not system.twice()


def test_two_beats_and_every_task_five_times(system, broker):
    """Two workers, two beats and whoever else calls: one offer, one text each."""
    lay_shore(teams=3)
    system.web()
    for name in ("first", "second"):
        system.worker(name)
        system.beat(f"beat-{name}")
    reports = [system.report(f"+7701910{number:04d}") for number in range(5)]
    owe_many(20)
    with Celery("caller", broker=broker, set_as_current=False) as caller:
        caller.conf.task_default_queue = "seals"
        for name in TASKS * 5:
            caller.send_task(name, ignore_result=True)
    assert [answer.status for answer in reports] == [302] * 5
    until(lambda: Assignment.objects.count() >= 5 and set(statuses()) == {"sent"}, what="all is asked and sent")
    assert Assignment.objects.filter(status="offered").count() == 5
    assert not system.twice()
    assert not system.lost()
    assert not system.unhandled()


def test_nobody_free_and_a_person_hears_of_it_within_a_minute(system, company):
    """No team at all: the desk's telephone rings, and again until somebody acknowledges."""
    lay_shore(teams=0)
    system.web()
    system.worker()
    began = timezone.now()
    assert system.report("+77019200001").status == 302
    until(lambda: company.company.to(DESK), within_s=60, what="the desk is told that nobody is free")
    alarm = OutgoingMessage.objects.get(contact__phone=DESK)
    assert alarm.template == "alarm_no_team"
    assert alarm.created_at - began < timedelta(seconds=60)
    Alarm.objects.update(next_call_at=timezone.now())  # two minutes later
    until(lambda: len(company.company.to(DESK)) == 2, what="it rings again")
    assert not system.twice()


def test_a_sweep_left_by_a_dead_process_is_taken_over(system):
    """A process died while it held a lease: another goes on when the lease ends, on the database's clock."""
    owe_many(1)
    held = timezone.now() + timedelta(seconds=5)
    SweepLease.objects.create(name="messaging.settle_uncertain", held_until=held, held_by="1:gone")
    OutgoingMessage.objects.update(status="uncertain", next_try_at=timezone.now())
    system.worker()
    until(lambda: statuses() == {"sent": 1}, what="asked, denied by the company, sent")
    assert SweepLease.objects.get(name="messaging.settle_uncertain").last_ran_at > held
