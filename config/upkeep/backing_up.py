"""Makes a back-up while the system runs: what it holds is the system as it was at one moment."""

import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from config.upkeep.archives import (
    DATABASE_FILES,
    MANIFEST,
    MEDIA,
    NAME,
    SECRETS,
    CannotDo,
    Manifest,
    checksum_file,
    count_rows,
    flush,
    photos,
    postgres_tool,
    sha256,
)
from config.upkeep.databases import SQLITE, applied_migrations, names_of_tables

HALF_MADE_FOR_S = 24 * 3600  # older than this, a half-made back-up belongs to a process that died


def back_up(folder: Path, *, keep: int, at: datetime) -> Path:
    """Write one archive and its checksum, remove all but the newest `keep`; the archive's path. Raises CannotDo.

    An archive under its final name is whole, on the disk, and has its checksum beside it.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    _forget_half_made(folder)
    _refuse_a_full_disk(folder)
    archive = folder / f"seals-{at:%Y%m%dT%H%M%SZ}.tar.gz"
    with tempfile.TemporaryDirectory(prefix=".half-made-", dir=folder) as scratch:
        dump = Path(scratch) / DATABASE_FILES[connection.vendor]
        counts = (_dump_sqlite if connection.vendor == SQLITE else _dump_postgres)(dump)
        made = Path(scratch) / archive.name
        _pack(made, dump, counts, at)
        flush(made)
        checksum_file(archive).write_text(f"{sha256(made)}  {archive.name}\n")
        flush(checksum_file(archive))
        made.replace(archive)
        flush(folder)
    for old in sorted(path for path in folder.iterdir() if NAME.match(path.name))[:-keep]:
        old.unlink()
        checksum_file(old).unlink(missing_ok=True)
    return archive


def _forget_half_made(folder: Path) -> None:
    for left in folder.glob(".half-made-*"):
        if time.time() - left.stat().st_mtime > HALF_MADE_FOR_S:
            shutil.rmtree(left)


def _refuse_a_full_disk(folder: Path) -> None:
    """Photos do not shrink; a dump beside the archive needs its size once more."""
    needed = sum(path.stat().st_size for path in photos()) + 2 * _size_of_database()
    free = shutil.disk_usage(folder).free
    if free < needed:
        mega = 1024 * 1024
        raise CannotDo(f"{folder} has {free // mega} MB free; a back-up may need {needed // mega} MB.")


def _size_of_database() -> int:
    if connection.vendor == SQLITE:
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def _dump_sqlite(path: Path) -> dict[str, int]:
    """SQLite's own online copy: one moment, whoever writes meanwhile."""
    names = sorted(names_of_tables("default"))
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as live,
        closing(sqlite3.connect(path)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (found := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise CannotDo(f"The database is damaged: {found}. Keep the last back-up and ask for help.")
        with closing(copy.cursor()) as cursor:
            return count_rows(cursor, names)


def _dump_postgres(path: Path) -> dict[str, int]:
    """pg_dump from the very moment at which the rows were counted."""
    connection.ensure_connection()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        counts = count_rows(cursor, sorted(names_of_tables("default")))
        postgres_tool(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={path}"
        )
    return counts


def _pack(made: Path, dump: Path, counts: dict[str, int], at: datetime) -> None:
    """Database first: a photo is stored before its row, so no row of the copy lacks its photo."""
    number = size = 0
    with tarfile.open(made, "w:gz", compresslevel=1) as tar:
        tar.add(dump, dump.name)
        if (secrets := settings.VAR_DIR / SECRETS).exists():
            tar.add(secrets, SECRETS)
        for photo in photos():
            try:
                tar.add(photo, f"{MEDIA}/{photo.relative_to(settings.MEDIA_ROOT).as_posix()}")
            except FileNotFoundError:  # erased since it was listed
                continue
            number, size = number + 1, size + tar.members[-1].size
            tar.members = tar.members[-1:]  # a list of every photo ever taken is not needed
        manifest = Manifest(
            made_at=at.isoformat(),
            database=connection.vendor,
            migrations=sorted(applied_migrations("default")),
            counts=counts,
            photos=number,
            photo_bytes=size,
        ).as_json()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mtime = len(manifest), at.timestamp()
        tar.addfile(entry, io.BytesIO(manifest))
