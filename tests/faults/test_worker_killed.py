"""A worker that vanishes: nothing lost, nothing sent twice, wherever it was."""

import os
import signal

import pytest
from django.db import connection, transaction

from messaging.deliver.claiming import claim
from messaging.models import OutgoingMessage, SendAttempt
from tests.faults.conftest import handed_over, owe_many, statuses
from tests.provider import Fault
from tests.services.system import until

pytestmark = pytest.mark.services


def sender_of(message: OutgoingMessage) -> int:
    """The number of the process that holds the lease."""
    return int(message.lease_by.rpartition(":")[2])


@pytest.mark.parametrize("pool", ["threads", "prefork"])
def test_killed_while_the_company_has_the_request(system, company, pool):
    """Half of the texts were taken and half were not, and the worker hears of neither."""
    messages = owe_many(8)
    for message in messages[:4]:
        company.company.by_number[message.contact.phone] = Fault.named("taken-silent")
    for message in messages[4:]:
        company.company.by_number[message.contact.phone] = Fault.named("silent")
    worker = system.worker(pool=pool)
    until(lambda: len([r for r in company.company.requests if r.method == "POST"]) == 8, what="all are at the company")
    assert statuses() == {"sending": 8}
    messages[0].refresh_from_db()
    os.kill(sender_of(messages[0]), signal.SIGKILL)
    system.end(worker, signal.SIGKILL)
    company.company.by_number.clear()

    system.worker("second", pool=pool)
    until(lambda: statuses().get("uncertain") == 8 or system.let_pass(20), what="the leases end")
    assert not SendAttempt.objects.exclude(answer="lost").exists()
    system.settle()
    assert statuses() == {"sent": 8}
    assert not system.twice()
    assert not system.lost()
    assert OutgoingMessage.objects.filter(tries=1).count() == 4  # those the company had were not sent again
    assert not system.unhandled()


def test_a_killed_child_leaves_its_worker_to_go_on(system, company):
    """Of a pool of processes one dies while it sends; the others and the sweeper finish its work."""
    company.company.always = Fault.named("taken-silent")
    messages = owe_many(4)
    system.worker(pool="prefork")
    until(lambda: len(company.company.texts) == 4, what="the company has them")
    messages[0].refresh_from_db()
    holder = sender_of(messages[0])
    main = [process.pid for process in system.running]
    company.company.always = Fault.named("ok")
    os.kill(holder, signal.SIGKILL)
    if holder in main:  # the sweeper of the worker itself was quicker than its children: then all of it is gone
        system.worker("second", pool="prefork")
    owe_many(4, first=4)
    system.settle()
    assert statuses() == {"sent": 8}
    assert not system.twice()
    assert not system.lost()


def test_killed_between_the_answer_and_its_row(system, company):
    """The company has said yes and the worker knows it, but nothing is written down yet."""
    company.company.always = Fault.named("delay:1500")
    (message,) = owe_many(1)
    worker = system.worker()
    until(lambda: company.company.requests, what="the request is at the company")
    with transaction.atomic():
        OutgoingMessage.objects.select_for_update().get(pk=message.pk)  # the worker waits here with its answer
        until(lambda: company.company.texts, what="the company has taken it")
        until(_waits_for_a_row, what="the worker wants to write it down")
        system.end(worker, signal.SIGKILL)
    message.refresh_from_db()
    assert message.status == "sending"
    company.company.always = Fault.named("ok")
    system.worker("second")
    system.settle()
    message.refresh_from_db()
    assert (message.status, message.tries) == ("sent", 1)
    assert not system.twice()


def _waits_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def test_killed_before_anything_left(system, company):
    """Between the claim and the request: the company denies the text, and it is sent once by the next worker."""
    company.stop()  # nobody listens: no request can have left
    (message,) = owe_many(1)
    assert len(claim(at=message.next_try_at, worker="gone:1", limit=1)) == 1
    company.start()
    system.worker()
    system.settle()
    message.refresh_from_db()
    assert (message.status, message.tries) == ("sent", 2)
    assert len(company.company.texts) == 1


def test_told_to_end_during_fifty_sends(system, company):
    """SIGTERM: what was handed over is written down, nobody waits for a lease, the next worker sends the rest."""
    company.company.delay_ms = 2500  # a lot is under way when the word to end comes
    owe_many(50)
    worker = system.worker()
    until(lambda: len(handed_over(company)) >= 9, what="the second lot is under way")
    assert system.end(worker, signal.SIGTERM) == 0
    assert set(statuses()) <= {"sent", "queued"}, statuses()
    assert statuses()["sent"] == len(company.company.texts)
    assert statuses()["queued"] > 0
    company.company.delay_ms = 0
    system.worker("second")
    until(lambda: statuses() == {"sent": 50}, what="all are sent")
    assert not system.twice()
    assert not system.lost()
    assert not system.unhandled()
