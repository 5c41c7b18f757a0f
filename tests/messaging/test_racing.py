"""Twenty threads bring the same text; two workers claim the same rows."""

import threading

import pytest
from django.db import connection

from messaging import sweeps
from messaging.actions import take_in
from messaging.models import IncomingMessage, OutgoingMessage

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(count, work):
    """Run work(number) in so many threads at once; returns what they raised."""
    barrier, raised = threading.Barrier(count), []

    def one(number):
        barrier.wait()
        try:
            work(number)
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_a_text_that_comes_twenty_times_at_once_counts_once(at, settings):
    settings.CONVERSATIONS = ["tests.messaging.listeners.take_all"]

    def bring(number):
        take_in(gateway="memory", provider_id="same", phone="+77015550000", body="тюлень", at=at)

    assert in_threads(20, bring) == []
    assert IncomingMessage.objects.count() == 1


def test_five_workers_send_each_text_once(owe_text, provider, at):
    for number in range(30):
        owe_text(f"k{number}")
    assert in_threads(5, lambda number: sweeps.deliver(at)) == []
    assert len(provider.texts) == 30
    assert not OutgoingMessage.objects.exclude(status="sent").exists()
