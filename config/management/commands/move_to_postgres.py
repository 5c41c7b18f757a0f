"""manage.py move_to_postgres: the whole system from SQLite into an empty PostgreSQL, or nothing at all."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config.upkeep.databases import open_sqlite, open_url
from config.upkeep.moving import CannotMove, move


class Command(BaseCommand):
    help = "Moves every table from SQLite to an empty PostgreSQL and compares them; the old file is not changed."

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="URL", help="postgres://user:password@host/name (default: DATABASE_URL)")
        parser.add_argument("--from", metavar="FILE", dest="file", help="SQLite file (default: DATABASE_URL)")

    def handle(self, *args, to, file, **options):
        source = target = "default"
        if bool(to) == bool(file):
            raise CommandError("Say either --to URL (this system moves there) or --from FILE (it moves in here).")
        if to:
            open_url(target := "moving", to)
        else:
            if not Path(file).is_file():
                raise CommandError(f"There is no file {file}.")
            open_sqlite(source := "moving", Path(file))
        begun = time.monotonic()
        try:
            moved = move(source, target, tell=self.stdout.write)
        except CannotMove as problem:
            raise CommandError(str(problem)) from problem
        except OperationalError as problem:
            raise CommandError(f"A database cannot be reached: {problem}") from problem
        rows = sum(table.rows for table in moved)
        self.stdout.write(
            f"{len(moved)} tables, {rows} rows moved and compared in {time.monotonic() - begun:.0f} s. "
            "Photos and secrets.json stay where they are: see docs/operations.md."
        )
