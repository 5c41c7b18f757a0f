"""PostgreSQL goes and comes back: 503 with the number to call meanwhile, then all goes on by itself."""

import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest

from tests.services.servers import Lacking, Postgres, private
from tests.services.system import PROJECT, System, until

pytestmark = pytest.mark.services
OWE = "import django; django.setup(); from tests.faults.conftest import owe_many; owe_many(20)"


@pytest.fixture
def own_postgres():
    """A PostgreSQL that may be stopped and started again."""
    try:
        with private(Postgres) as server:
            yield server
    except Lacking as lacking:
        pytest.skip(str(lacking))


@pytest.fixture
def system(own_postgres, company, broker):
    made = System(Path(tempfile.mkdtemp(prefix="seals-system-")), own_postgres.url("seals"), broker, company)
    ask(own_postgres, "CREATE DATABASE seals", database="postgres")
    run(made, "-m", "tests.services.laying")
    yield made
    made.stop()


def run(system: System, *words: str) -> None:
    """Python with the system's environment."""
    subprocess.run([sys.executable, *words], cwd=PROJECT, env=system.environment, check=True)


def ask(server: Postgres, sql: str, database: str = "seals") -> list[tuple]:
    """Rows of a question, asked over a connection of our own."""
    line = psycopg2.connect(host=str(server.folder), user="postgres", dbname=database)
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        line.close()


def statuses(server: Postgres) -> dict[str, int]:
    return dict(ask(server, "SELECT status, count(*) FROM messaging_outgoingmessage GROUP BY status"))


def let_pass(server: Postgres) -> None:
    """The time of all that waits comes half a minute sooner."""
    ask(
        server,
        "UPDATE messaging_outgoingmessage SET lease_until = lease_until - interval '30 s', "
        "next_try_at = next_try_at - interval '30 s' WHERE status IN ('queued', 'sending', 'uncertain')",
    )


def test_away_and_back(system, own_postgres, company):
    web, worker = system.web(), system.worker()
    assert system.report("+77019400001").status == 302
    until(lambda: set(statuses(own_postgres)) == {"sent"}, what="before the fault all works")
    assert system.health()["code"] == 200

    own_postgres.stop()
    refused = system.report("+77019400002", words="тюлень у старого маяка <b>")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "15")
    assert 'href="tel:+77292111111"' in refused.body
    assert "тюлень у старого маяка &lt;b&gt;" in refused.body  # what was typed can be sent again
    away = system.health()
    assert (away["code"], away["database"]) == (503, "away")

    own_postgres.start()
    until(lambda: system.health()["code"] == 200, what="the same processes go on")
    assert (web.poll(), worker.poll()) == (None, None)
    assert system.report("+77019400002").status == 302
    until(lambda: {text.to for text in company.company.texts} >= {"+77019400001", "+77019400002"}, what="thanks")
    until(lambda: set(statuses(own_postgres)) == {"sent"} or let_pass(own_postgres))
    assert ask(own_postgres, "SELECT count(*) FROM strandings_report") == [(2,)]
    assert not system.twice()
    assert "Internal Server Error" not in system.log("web")


def test_restarted_while_texts_leave(system, own_postgres, company):
    """Answers of the company that could not be written down are asked for afterwards: nothing twice."""
    company.company.delay_ms = 400
    run(system, "-c", OWE)
    worker = system.worker()
    until(lambda: len(company.company.texts) >= 4, what="some have left")
    own_postgres.stop()
    own_postgres.start()
    until(lambda: statuses(own_postgres) == {"sent": 20} or let_pass(own_postgres), what="all are sent")
    assert worker.poll() is None
    assert len(company.company.texts) == 20
    assert not system.twice()
