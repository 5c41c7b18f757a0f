"""Races are proven on PostgreSQL, each twenty times over (ROUNDS= for more)."""

import os
import threading

import pytest
from django.db import connection, connections

ROUNDS = int(os.environ.get("ROUNDS", "20"))


@pytest.fixture
def on_postgres(transactional_db):
    """The test's database, seen by every thread; a race won on another database proves nothing."""
    assert connection.vendor == "postgresql", "make test-services runs these"


def at_once(acts: list) -> list:
    """Call each in a thread with an open connection of its own, all released together; what they gave or raised."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(timeout=60)
            answers[number] = acts[number]()
        except Exception as problem:
            answers[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
