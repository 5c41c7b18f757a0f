"""A sweep runs alone; a lease of a process that died ends by the database's clock."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from itertools import islice

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


def test_of_many_tasks_at_once_two_deliver_one_waits_and_the_sweeper_is_never_kept_out(monkeypatch):
    go_on, under_way = threading.Event(), []

    def work(name, holder):
        under_way.append(name)
        assert go_on.wait(10)
        return 1

    monkeypatch.setattr(sweeping, "_work", work)
    with ThreadPoolExecutor(7) as pool:
        tasks = [pool.submit(sweeping.run, "messaging.deliver", wait_s=9) for _number in range(6)]
        left = [task.result() for task in islice(as_completed(tasks, timeout=5), 3)]
        assert left == [None, None, None]
        assert len(under_way) == 2
        sweeper = pool.submit(sweeping.run, "messaging.deliver")
        while len(under_way) < 3:
            time.sleep(0.01)
        go_on.set()
        assert sweeper.result(5) == 1
        assert [task.result(5) for task in tasks].count(1) == 3


def test_in_one_process_one_task_waits_for_a_sweep_of_another_and_runs_after_it(monkeypatch):
    claims = iter([False, False, False, True])
    monkeypatch.setattr(sweeping, "_claim", lambda name, holder: next(claims))
    monkeypatch.setattr(sweeping, "_work", lambda name, holder: 1)
    assert sweeping.run("dispatch.offer_waiting", wait_s=5) == 1
    monkeypatch.setattr(sweeping, "_claim", lambda name, holder: False)
    with sweeping._turns["dispatch.offer_waiting"]:
        assert sweeping.run("dispatch.offer_waiting", wait_s=5) is None
    assert sweeping.run("dispatch.offer_waiting") is None
