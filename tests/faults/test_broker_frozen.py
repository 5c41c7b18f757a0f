"""Redis frozen, away, or empty again: reports are kept, the web answers at once, alerts go out, nothing twice."""

import pytest

from dispatch.models import Assignment
from messaging.models import OutgoingMessage
from strandings.models import Report
from tests.faults.conftest import owe_many, statuses
from tests.services.system import until

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("shore")]
QUICK_S = 2.0  # at most so much may the fault add to an answer of the same machine, whatever else it is busy with


def phones(first: int, number: int = 10) -> list[str]:
    return [f"+7701900{index:04d}" for index in range(first, first + number)]


def alerted(cases: int) -> bool:
    """For each case a team has been asked, and every text has left, the alerts too."""
    offered = Assignment.objects.filter(status="offered").count() == cases
    return offered and not OutgoingMessage.objects.filter(status__in=["queued", "sending"]).exists()


def calm_answer(system) -> float:
    """Seconds the first report takes, before anything is wrong."""
    answer = system.report("+77019990000")
    assert answer.status == 302
    return answer.took_s


def test_frozen_while_ten_reports_come_in(system_with_own_redis, own_redis, company):
    """SIGSTOP: connections stand, nothing answers. The sweeper in the worker asks no broker."""
    system = system_with_own_redis
    system.web()
    system.worker()
    calm = calm_answer(system)
    until(lambda: alerted(1), what="before the fault all works")

    own_redis.freeze()
    answers = [system.report(phone) for phone in phones(0)]
    assert [answer.status for answer in answers] == [302] * 10
    assert Report.objects.count() == 11
    until(lambda: alerted(11), what="alerts and thanks go out without the broker")
    assert OutgoingMessage.objects.filter(template="offer", status="sent").count() == 11
    assert {text.to for text in company.company.texts} >= set(phones(0))
    health = system.get("/health/")
    assert (health.status, '"broker": "away"' in health.body) == (200, True)
    assert max(answer.took_s for answer in answers) - calm < QUICK_S  # /health/ itself waits 1.5 s for the frozen one

    own_redis.thaw()
    until(lambda: system.health().get("broker") == "ok", what="the broker is back")
    assert system.report("+77019990001").status == 302
    until(lambda: alerted(12), what="and all works again")
    assert not system.twice()
    assert not system.lost()
    assert not system.unhandled()


def test_away_and_back_with_nothing_in_it(system_with_own_redis, own_redis, company):
    """Stopped for a while, started again empty: the same worker goes on and hears nudges again."""
    system = system_with_own_redis
    system.web()
    worker = system.worker()
    calm = calm_answer(system)
    until(lambda: alerted(1), what="before the fault all works")
    own_redis.stop()
    answers = [system.report(phone) for phone in phones(100, 5)]
    assert [answer.status for answer in answers] == [302] * 5
    until(lambda: alerted(6), what="alerts and thanks go out")
    assert {text.to for text in company.company.texts} >= set(phones(100, 5))
    assert max(answer.took_s for answer in answers) - calm < QUICK_S

    own_redis.start()
    until(lambda: system.health().get("broker") == "ok", what="the broker is back")
    until(lambda: "Connected to redis" in system.log("worker").rpartition("onnection to broker lost")[2], what="heard")
    assert system.report("+77019990002").status == 302
    until(lambda: alerted(7), what="and all works again")
    assert worker.poll() is None
    assert not system.twice()
    assert not system.lost()


def test_a_worker_that_starts_before_its_broker_works_all_the_same(system_with_own_redis, own_redis):
    system = system_with_own_redis
    own_redis.stop()
    system.worker(ready=False)
    owe_many(5)
    until(lambda: statuses() == {"sent": 5}, what="the sweeper delivers without a broker")
    own_redis.start()
    until(lambda: " ready." in system.log("worker"), what="the worker finds its broker")
    assert not system.twice()


def test_a_broker_that_comes_and_goes(system_with_own_redis, own_redis):
    """Three times away while texts become due: each goes out once."""
    system = system_with_own_redis
    worker = system.worker()
    for number in range(3):
        own_redis.stop()
        owe_many(5, first=number * 10)
        own_redis.start()
        owe_many(5, first=number * 10 + 5)
    until(lambda: statuses() == {"sent": 30}, what="all have left")
    assert worker.poll() is None
    assert not system.twice()
    assert not system.lost()
