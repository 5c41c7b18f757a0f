"""Many people at once: no report lost, no number twice, no error."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from messaging.models import OutgoingMessage
from strandings.actions import receive_report
from strandings.models import Report, Stranding
from tests.strandings.test_receive_report import told

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, number: int) -> list:
    """Run work(0..number-1) in threads released together; raises the first error.

    A server takes only so many connections (PostgreSQL: 100 by default), so there at most 60 run at once.
    """
    crowd = number if connection.vendor == "sqlite" else min(number, 60)
    gate = threading.Barrier(crowd)
    waiting = iter(range(crowd))

    def one(index: int):
        try:
            connection.ensure_connection()
            if next(waiting, None) is not None:
                gate.wait(timeout=30)
            return work(index)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=crowd) as pool:
        return list(pool.map(one, range(number)))


def test_150_reports_in_one_moment_on_this_database():
    now = timezone.now()

    def report(index: int) -> str:
        return receive_report(told=told(phone=f"+770100{index:05d}"), at=now).stranding.reference

    references = at_once(report, 150)

    assert len(set(references)) == 150
    assert Report.objects.count() == Stranding.objects.count() == 150
    assert Counter(OutgoingMessage.objects.values_list("dedupe_key", flat=True)).most_common(1)[0][1] == 1


def test_one_form_sent_by_forty_impatient_fingers_is_one_report():
    now = timezone.now()
    uuid = "8d1b0c1e-1111-4222-8333-444455556666"
    reports = at_once(lambda _: receive_report(told=told(client_uuid=uuid), at=now).pk, 40)
    assert len(set(reports)) == 1
    assert Stranding.objects.count() == 1
