"""Carries a whole SQLite system into an empty PostgreSQL: every row, exactly, or nothing at all."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.models import Field, Model

from config.upkeep.databases import POSTGRES, SQLITE, is_of_this_version, is_running, names_of_tables, tables

BATCH = 1000  # rows in memory and in one INSERT


class CannotMove(Exception):
    """Why nothing was moved, in words for the person who tried; no value of a row is in it."""


@dataclass(frozen=True)
class Moved:
    """One table as it is on both sides: rows, and a sum over every value of every row that knows no order."""

    table: str
    rows: int
    fingerprint: str


def move(source: str, target: str, *, tell: Callable[[str], object]) -> list[Moved]:
    """Copy every table from one named connection into another, in one transaction of the target.

    The source is held against writing meanwhile and is not changed. Raises CannotMove and leaves the target empty.
    """
    _refuse_what_cannot_be_moved(source, target)
    with transaction.atomic(using=source), transaction.atomic(using=target):
        _refuse_broken_references(source)
        call_command("migrate", database=target, verbosity=0, interactive=False)
        models = tables()
        connections[target].check_constraints()  # what the migrations wrote themselves, before it is taken out
        for model in reversed(models):
            model._base_manager.using(target)._raw_delete(target)
        for model in models:
            rows = _copy(model, source, target)
            tell(f"{model._meta.db_table}: {rows}")
        connections[target].check_constraints()
        _go_on_counting(models, source, target)
        return [_same_on_both_sides(model, source, target) for model in models]


def _refuse_what_cannot_be_moved(source: str, target: str) -> None:
    if connections[source].vendor != SQLITE:
        raise CannotMove("This system already runs on a database server. Say --from FILE to move another one into it.")
    if connections[target].vendor != POSTGRES:
        raise CannotMove("The target is no PostgreSQL. Say --to postgres://user:password@host/name.")
    if names_of_tables(target):
        raise CannotMove("The target holds tables already. Make an empty database; nothing there is overwritten.")
    if not is_of_this_version(source):
        raise CannotMove("The tables are of another version. Run manage.py migrate on the old database first.")
    if is_running(source):
        raise CannotMove("The system is running on the old database. Stop it first: what comes in now would be lost.")


def _refuse_broken_references(source: str) -> None:
    try:
        connections[source].check_constraints()
    except DatabaseError as problem:
        raise CannotMove(f"A reference in the old database leads nowhere: {problem}") from problem


def _fields(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _rows(model: type[Model], using: str) -> Iterator[tuple]:
    names = [field.attname for field in _fields(model)]
    return model._base_manager.using(using).order_by().values_list(*names).iterator(chunk_size=BATCH)


def _copy(model: type[Model], source: str, target: str) -> int:
    rows, copied = _rows(model, source), 0
    while batch := list(islice(rows, BATCH)):
        try:
            _insert(model, batch, target)
        except (DatabaseError, ValueError):
            _name_the_bad_row(model, batch, target)
            raise
        copied += len(batch)
    return copied


def _insert(model: type[Model], batch: list[tuple], target: str) -> None:
    """Plain INSERT of prepared values: no save(), no signal, no automatic time touches them."""
    connection, fields = connections[target], _fields(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([one] * len(batch))}"  # noqa: S608
    values = [
        field.get_db_prep_save(value, connection)
        for row in batch
        for field, value in zip(fields, row, strict=True)
    ]  # fmt: skip
    with transaction.atomic(using=target), connection.cursor() as cursor:
        cursor.execute(sql, values)


def _name_the_bad_row(model: type[Model], batch: list[tuple], target: str) -> None:
    """SQLite lets pass what PostgreSQL refuses (text too long, a NUL): say which row it is, not what it holds."""
    at = [field.primary_key for field in _fields(model)].index(True)
    for row in batch:
        try:
            _insert(model, [row], target)
        except (DatabaseError, ValueError) as problem:
            why = str(problem).partition("\n")[0]
            raise CannotMove(f"{model._meta.db_table}, row {row[at]}: {why}") from problem


def _go_on_counting(models: list[type[Model]], source: str, target: str) -> None:
    """New rows get numbers that no row ever had, not even one deleted long ago: links are derived from numbers."""
    with connections[source].cursor() as old:
        old.execute("SELECT name, seq FROM sqlite_sequence")
        used = dict(old.fetchall())
    with connections[target].cursor() as new:
        for statement in connections[target].ops.sequence_reset_sql(no_style(), models):
            new.execute(statement)
        for model in models:
            number = model._meta.auto_field
            if number is not None and used.get(model._meta.db_table):
                name = connections[target].ops.quote_name(model._meta.db_table)
                new.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [name, number.column, used[model._meta.db_table]],
                )


def _same_on_both_sides(model: type[Model], source: str, target: str) -> Moved:
    before, after = fingerprint(model, source), fingerprint(model, target)
    if before != after:
        raise CannotMove(f"{model._meta.db_table} is not the same after the move; nothing was kept.")
    return after


def fingerprint(model: type[Model], using: str) -> Moved:
    """Count and sum of SHA-256 over every row: two databases agree exactly, or (to all purposes) differ."""
    count = total = 0
    for row in _rows(model, using):
        written = json.dumps([_written(value) for value in row], ensure_ascii=True).encode()
        total += int.from_bytes(hashlib.sha256(written).digest())
        count += 1
    return Moved(model._meta.db_table, count, f"{total % 2**256:064x}")


def _written(value: object) -> object:
    """One way of writing each value, whichever database it came from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, default=str)
    return value if value is None or isinstance(value, bool | int) else str(value)
