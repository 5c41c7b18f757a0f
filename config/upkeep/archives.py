"""What a back-up looks like: one file with database, photos and secrets, and a checksum beside it."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

FORMAT = 1
MANIFEST, SECRETS, MEDIA = "manifest.json", "secrets.json", "media"
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
NAME = re.compile(r"^seals-\d{8}T\d{6}Z\.tar\.gz$")
PIECE = 1024 * 1024


class CannotDo(Exception):
    """Why a back-up or a restore did not happen, in words for the person who asked for it."""


@dataclass(frozen=True)
class Manifest:
    """What an archive must hold: rows per table, photos, and the migrations its tables have seen."""

    made_at: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    photos: int
    photo_bytes: int
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read_manifest(path: Path) -> Manifest:
    """Raises CannotDo for an archive of another kind."""
    try:
        return Manifest(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as problem:
        raise CannotDo("This is no back-up of this system: its manifest is missing or of another format.") from problem


def checksum_file(archive: Path) -> Path:
    """Where the checksum stands, as sha256sum writes and checks it."""
    return archive.with_name(archive.name + ".sha256")


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """On the disk, not only in memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unpack(archive: Path, folder: Path) -> None:
    """Write the members into folder; anything but the plain files of a back-up is refused. Raises CannotDo."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                target = folder / _expected(member)
                target.parent.mkdir(parents=True, exist_ok=True)
                with tar.extractfile(member) as packed, target.open("wb") as file:
                    shutil.copyfileobj(packed, file, PIECE)
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise CannotDo(f"The back-up cannot be read: {problem}") from problem


def _expected(member: tarfile.TarInfo) -> str:
    parts = Path(member.name).parts
    alone = {MANIFEST, SECRETS, *DATABASE_FILES.values()}
    known = member.name in alone or (len(parts) > 1 and parts[0] == MEDIA and ".." not in parts)
    if not (member.isreg() and known):
        raise CannotDo(f"The back-up holds something that does not belong there: {member.name}")
    return member.name


def photos() -> list[Path]:
    """Every file under MEDIA_ROOT."""
    return sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


def count_rows(cursor, names: list[str]) -> dict[str, int]:
    """Rows of each table, by a cursor of either database."""
    found = {}
    for name in names:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
        found[name] = cursor.fetchone()[0]
    return found


def postgres_tool(*command: str) -> None:
    """Run pg_dump, pg_restore or psql on the default database. Raises CannotDo with what the tool said."""
    values = connection.settings_dict
    more = values["OPTIONS"]  # what an address says after its question mark: ?host=/run/postgresql
    own = {
        "PGHOST": more.get("host") or values["HOST"],
        "PGPORT": str(more.get("port") or values["PORT"] or ""),
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
        "PGDATABASE": values["NAME"],
        "PGSSLMODE": more.get("sslmode", ""),
    }
    environment = os.environ | {name: value for name, value in own.items() if value}
    try:
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    except FileNotFoundError as problem:
        raise CannotDo(f"{command[0]} is missing. Mend: apt install postgresql-client") from problem
    if done.returncode:
        raise CannotDo(f"{command[0]} failed: {done.stderr.strip()[-600:]}")
