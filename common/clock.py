"""The database's clock: one clock for all processes, however wrong a machine's own may be."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """The time on the database's clock, aware, UTC."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT STATEMENT_TIMESTAMP()")
        return cursor.fetchone()[0]
