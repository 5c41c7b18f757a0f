"""Databases beside the default one, and what can be asked of any: is it empty, is the system running on it?"""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import environ
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Model

from common.clock import database_now
from messaging.models import SweepLease

LOOK_AGAIN_S = 6  # the busiest sweep writes its lease every two seconds
ASLEEP = timedelta(minutes=2)
SQLITE, POSTGRES = "sqlite", "postgresql"


def tables() -> list[type[Model]]:
    """Every table of the system once, those that others refer to first where no circle forbids it."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    ordered: dict[type[Model], None] = {}

    def add(model: type[Model], above: frozenset) -> None:
        for field in model._meta.local_concrete_fields:
            other = field.remote_field and field.related_model
            if other and other not in ordered and other not in above and other in models:
                add(other, above | {model})
        ordered.setdefault(model)

    for model in sorted(models, key=lambda m: m._meta.label):
        add(model, frozenset())
    return list(ordered)


def open_sqlite(name: str, path: Path) -> None:
    """Make a SQLite file known as connections[name]; the file must exist."""
    _open(name, {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": _sqlite_options()})


def open_url(name: str, url: str) -> None:
    """Make the database of an address (postgres://user:password@host/name) known as connections[name]."""
    _open(name, environ.Env.db_url_config(url))


def _sqlite_options() -> dict:
    return {"timeout": 20, "transaction_mode": "IMMEDIATE"}


def _open(name: str, values: dict) -> None:
    connections.configure_settings({"default": settings.DATABASES["default"], name: values})
    connections.databases[name] = values


def names_of_tables(using: str) -> set[str]:
    """The tables that are there, ours or not."""
    with connections[using].cursor() as cursor:
        return set(connections[using].introspection.table_names(cursor))


def applied_migrations(using: str) -> set[str]:
    """As "app.name"; empty where nothing was ever migrated."""
    executor = MigrationExecutor(connections[using])
    return {f"{app}.{name}" for app, name in executor.loader.applied_migrations}


def is_of_this_version(using: str) -> bool:
    """Whether its tables are exactly those this version of the program expects."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_running(using: str) -> bool:
    """Whether a worker sweeps on this database, or (PostgreSQL) anybody else is connected to it; takes some seconds."""
    if connections[using].vendor == POSTGRES and _others_connected(using):
        return True
    if SweepLease._meta.db_table not in names_of_tables(using):
        return False
    first = _last_sweep(using)
    if first is None or database_now() - first > ASLEEP:
        return False
    time.sleep(LOOK_AGAIN_S)
    return _last_sweep(using) != first


def _last_sweep(using: str):
    return SweepLease.objects.using(using).aggregate(at=Max("last_ran_at"))["at"]


def _others_connected(using: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


def counts(using: str, models: Iterable[type[Model]] | None = None) -> dict[str, int]:
    """Rows per table; a table that is not there is left out."""
    there = names_of_tables(using)
    wanted = [m for m in (tables() if models is None else models) if m._meta.db_table in there]
    return {m._meta.db_table: m._base_manager.using(using).count() for m in wanted}
