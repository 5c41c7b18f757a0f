"""Puts a back-up in the place of the system's data; what stood there is set aside or, in PostgreSQL, replaced."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from accounts.models import User
from config.upkeep.archives import (
    DATABASE_FILES,
    MANIFEST,
    MEDIA,
    SECRETS,
    CannotDo,
    Manifest,
    checksum_file,
    count_rows,
    photos,
    postgres_tool,
    read_manifest,
    sha256,
    unpack,
)
from config.upkeep.databases import SQLITE, counts, is_running
from messaging.models import Contact
from strandings.models import Report, Stranding

# Every table goes, those of a newer version too; in one transaction with what comes
_EMPTY = """
DO $$ DECLARE each text; BEGIN
  FOR each IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE 'DROP TABLE ' || each || ' CASCADE';
  END LOOP;
END $$;
"""


def restore(archive: Path, *, force: bool, at: datetime, tell: Callable[[str], object]) -> Manifest:
    """Check everything, then replace database, photos and secrets, then count again. Raises CannotDo.

    force: although people, reports or photos are there. A running system is never touched.
    """
    _refuse_a_damaged(archive, tell)
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR_DIR) as scratch:
        unpacked = Path(scratch)
        unpack(archive, unpacked)
        manifest = read_manifest(unpacked / MANIFEST)
        _refuse_what_does_not_fit(manifest, unpacked)
        if is_running("default"):
            raise CannotDo("The system is running. Stop it first.")
        if not force and (there := _what_is_there()):
            raise CannotDo(f"This system is not empty ({there}). Say --force to put the back-up in its place.")
        aside = f".before-{at:%Y%m%dT%H%M%SZ}"
        _put_database(unpacked / DATABASE_FILES[manifest.database], aside)
        _put(unpacked / MEDIA, settings.MEDIA_ROOT, aside, tell)
        if (unpacked / SECRETS).exists():
            _put(unpacked / SECRETS, settings.VAR_DIR / SECRETS, aside, tell)
    _refuse_another_result(manifest)
    return manifest


def _refuse_a_damaged(archive: Path, tell: Callable[[str], object]) -> None:
    if not checksum_file(archive).exists():
        tell(f"{checksum_file(archive).name} is not there: the back-up could not be compared with its checksum.")
    elif sha256(archive) != checksum_file(archive).read_text().split()[0]:
        raise CannotDo("The back-up is damaged: its checksum is another. Nothing was touched.")


def _refuse_what_does_not_fit(manifest: Manifest, unpacked: Path) -> None:
    if manifest.database != connection.vendor:
        raise CannotDo(
            f"The back-up is of {manifest.database}, this system runs on {connection.vendor}. "
            "From SQLite to PostgreSQL: manage.py move_to_postgres --from FILE (docs/operations.md)."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise CannotDo(f"The back-up is of a newer version: this one does not know {unknown[0]}. Install that version.")
    files = [path for path in (unpacked / MEDIA).rglob("*") if path.is_file()]
    if (len(files), sum(path.stat().st_size for path in files)) != (manifest.photos, manifest.photo_bytes):
        raise CannotDo("The back-up lacks photos that its manifest names.")
    if manifest.database == SQLITE:
        with closing(sqlite3.connect(unpacked / DATABASE_FILES[SQLITE])) as copy:
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise CannotDo("The database in the back-up is damaged.")


def _what_is_there() -> str:
    found = {name: number for name, number in counts("default", [User, Contact, Report, Stranding]).items() if number}
    if number := len(photos()):
        found["photos"] = number
    return ", ".join(f"{name}: {number}" for name, number in found.items())


def _put_database(dump: Path, aside: str) -> None:
    if connection.vendor == SQLITE:
        live = Path(connection.settings_dict["NAME"])
        connections.close_all()
        live.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):  # the three belong together
            if (part := live.with_name(live.name + ending)).exists():
                part.rename(live.with_name(live.name + aside + ending))
        shutil.move(dump, live)
        return
    script = dump.with_suffix(".sql")
    postgres_tool("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    connections.close_all()
    postgres_tool(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        "--command", _EMPTY, "--file", str(script),
    )  # fmt: skip


def _put(new: Path, place: Path, aside: str, tell: Callable[[str], object]) -> None:
    if place.exists() and (place.is_file() or any(place.iterdir())):
        old = place.with_name(place.name + aside)
        place.rename(old)
        tell(f"What stood there before is in {old}; remove it when all is well.")
    elif place.exists():
        place.rmdir()
    if new.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new, place)


def _refuse_another_result(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        found = count_rows(cursor, sorted(manifest.counts))
    if found != manifest.counts:
        wrong = [name for name in found if found[name] != manifest.counts[name]]
        raise CannotDo(f"After the restore these tables have another number of rows: {', '.join(wrong)}.")
    connection.check_constraints()
