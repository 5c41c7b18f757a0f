"""From SQLite to PostgreSQL: everything is there, exactly, or nothing is; new rows never get an old number."""

import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest

from tests.operations.systems import Installed

pytestmark = pytest.mark.services


@contextmanager
def asked(url):
    import psycopg2

    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        yield cursor


def on_sqlite(system, statement):
    with closing(sqlite3.connect(system.var / "seals.sqlite3")) as old:
        old.execute("PRAGMA foreign_keys=OFF")
        found = old.execute(statement).fetchall()
        old.commit()
    return found


def tables_there(url) -> int:
    with asked(url) as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return cursor.fetchone()[0]


def test_the_whole_demonstration_moves_exactly(tmp_path, postgres):
    old = Installed(tmp_path / "var").fill(small=False)
    before = old.rows(), old.photos(), (old.var / "seals.sqlite3").read_bytes()

    told = old.manage("move_to_postgres", "--to", postgres)

    assert "moved and compared" in told
    new = Installed(old.var, database=postgres)
    assert new.rows() == before[0]
    assert old.photos() == before[1]
    assert (old.var / "seals.sqlite3").read_bytes() == before[2]
    assert {"strandings_stranding", "rehab_dose", "messaging_outgoingmessage"} <= {
        t for t, (n, _) in before[0].items() if n
    }
    # times and decimals once more, by the databases' own words
    with asked(postgres) as cursor:
        cursor.execute("SELECT id, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
                       " FROM strandings_timelineentry ORDER BY id")  # fmt: skip
        times = cursor.fetchall()
        cursor.execute("SELECT id, weight_kg FROM rehab_measurement WHERE weight_kg IS NOT NULL ORDER BY id")
        weights = [(number, f"{kg:.2f}") for number, kg in cursor.fetchall()]
    wanted = on_sqlite(old, "SELECT id, recorded_at FROM strandings_timelineentry ORDER BY id")
    assert times == [(number, text if "." in text else f"{text}.000000") for number, text in wanted]
    weighed = on_sqlite(
        old, "SELECT id, printf('%.2f', weight_kg) FROM rehab_measurement WHERE weight_kg IS NOT NULL ORDER BY id"
    )
    assert weights == weighed != []
    created = (
        "from strandings.models import YearCounter; print(YearCounter.objects.create(series='try', year=2030).last)"
    )
    assert "0" in new.manage("shell", "--verbosity", "0", "-c", created)


def test_a_number_once_used_is_not_given_again(small, postgres):
    on_sqlite(small, "UPDATE sqlite_sequence SET seq = 7000 WHERE name = 'strandings_report'")  # reports were deleted
    small.manage("move_to_postgres", "--to", postgres)
    with asked(postgres) as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('strandings_report', 'id'))")
        assert cursor.fetchone() == (7001,)
        cursor.execute("SELECT max(id) FROM accounts_user")
        last = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(pg_get_serial_sequence('accounts_user', 'id'))")
        assert cursor.fetchone() == (last + 1,)


def test_it_moves_by_way_of_a_back_up_into_the_system_that_stands_on_postgres(small, tmp_path, postgres):
    """As docs/operations.md leads from one machine into containers: tar, then --from."""
    small.manage("back_up", "--to", str(tmp_path / "kept"))
    (archive,) = (tmp_path / "kept").glob("seals-*.tar.gz")
    (tmp_path / "new").mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path / "new"], check=True)
    new = Installed(tmp_path / "new", database=postgres)
    new.manage("move_to_postgres", "--from", str(new.var / "database.sqlite3"))
    assert (new.rows(), new.photos(), new.secret()) == (small.rows(), small.photos(), small.secret())


def test_a_database_with_anything_in_it_is_refused(small, postgres):
    with asked(postgres) as cursor:
        cursor.execute("CREATE TABLE diary (words text)")
    assert "holds tables already" in small.manage("move_to_postgres", "--to", postgres, fails=True)
    assert tables_there(postgres) == 1


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("UPDATE strandings_stranding SET reference = reference || hex(zeroblob(200))", "too long"),
        ("UPDATE strandings_report SET words = 'a' || char(0) || 'b'", "strandings_report, row"),
        ("UPDATE strandings_report SET contact_id = 999999", "leads nowhere"),
        ("DELETE FROM django_migrations WHERE app = 'strandings'", "another version"),
    ],
)
def test_what_cannot_be_moved_is_named_and_the_target_stays_empty(small, postgres, harm, why):
    on_sqlite(small, harm)
    told = small.manage("move_to_postgres", "--to", postgres, fails=True)
    assert why in told
    assert tables_there(postgres) == 0


def test_postgres_is_backed_up_and_restored_whole(small, tmp_path, postgres):
    small.manage("move_to_postgres", "--to", postgres)
    new = Installed(small.var, database=postgres)
    before = new.rows(), new.photos(), new.secret()
    new.manage("back_up", "--to", str(tmp_path / "kept"))
    (archive,) = (tmp_path / "kept").glob("seals-*.tar.gz")
    assert "not empty" in new.manage("restore", str(archive), fails=True)
    with asked(postgres) as cursor:
        cursor.execute("UPDATE strandings_report SET words = 'after'; CREATE TABLE of_a_newer_version (id int)")
    (small.var / "media").rename(tmp_path / "lost")

    assert "all counted again" in new.manage("restore", str(archive), "--force")

    assert (new.rows(), new.photos(), new.secret()) == before
    with asked(postgres) as cursor:
        cursor.execute("SELECT to_regclass('of_a_newer_version')")
        assert cursor.fetchone() == (None,)


def test_postgres_somebody_works_with_is_not_restored(small, tmp_path, postgres):
    small.manage("move_to_postgres", "--to", postgres)
    new = Installed(small.var, database=postgres)
    new.manage("back_up", "--to", str(tmp_path / "kept"))
    (archive,) = (tmp_path / "kept").glob("seals-*.tar.gz")
    with asked(postgres):
        assert "The system is running" in new.manage("restore", str(archive), "--force", fails=True)


def test_a_back_up_of_the_other_shape_is_refused_with_the_way_to_go(small, tmp_path, postgres):
    small.manage("back_up", "--to", str(tmp_path / "kept"))
    (archive,) = (tmp_path / "kept").glob("seals-*.tar.gz")
    new = Installed(tmp_path / "new", database=postgres)
    assert "move_to_postgres --from" in new.manage("restore", str(archive), fails=True)
