"""A sweep runs alone; a lease of a process that died ends by the database's clock."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from config import sweeping
from config.sweeper import Sweeper
from config.sweeps import LANES, SWEEPS, Sweep
from messaging.models import SweepLease

pytestmark = pytest.mark.django_db
ran: list = []


def note(at):
    ran.append(at)
    return len(ran)


def fail(at):
    raise RuntimeError("a sweep that fails")


@pytest.fixture(autouse=True)
def _table(monkeypatch):
    ran.clear()
    monkeypatch.setitem(SWEEPS, "test.note", Sweep("tests.config.test_sweeping.note", 5))
    monkeypatch.setitem(SWEEPS, "test.fail", Sweep("tests.config.test_sweeping.fail", 5))


def test_a_sweep_gets_the_databases_time_and_is_noted():
    assert sweeping.run("test.note") == 1
    assert ran[0].tzinfo is not None
    lease = SweepLease.objects.get(name="test.note")
    assert lease.last_ran_at is not None
    assert lease.held_by == ""


def test_two_processes_do_not_sweep_at_once():
    sweeping.run("test.note")
    SweepLease.objects.update(held_until=Now() + timedelta(seconds=15), held_by="another")
    assert sweeping.run("test.note") is None
    SweepLease.objects.update(held_until=Now() - timedelta(seconds=1))
    assert sweeping.run("test.note") == 2


def test_a_failing_sweep_frees_its_lease_and_is_not_noted():
    with pytest.raises(RuntimeError):
        sweeping.run("test.fail")
    lease = SweepLease.objects.get(name="test.fail")
    assert lease.held_by == ""
    assert lease.last_ran_at is None


def test_every_line_of_the_table_names_a_function():
    from django.utils.module_loading import import_string

    for sweep in SWEEPS.values():
        assert callable(import_string(sweep.function))


def test_every_sweep_is_a_task_of_its_name():
    from config.celery import app

    assert set(SWEEPS) - {"test.note", "test.fail"} <= set(app.tasks)


def test_every_sweep_has_one_thread_and_those_who_talk_with_the_phone_company_hold_up_nobody_else():
    lanes = [set(Sweeper(lane)._sweeps) for lane in LANES]
    assert sorted(name for names in lanes for name in names) == sorted(SWEEPS)
    assert {"messaging.deliver"} in lanes
    asking = ("settle_uncertain", "fetch_files", "erase_at_provider", "reconcile")
    assert {f"messaging.{name}" for name in asking} in lanes
