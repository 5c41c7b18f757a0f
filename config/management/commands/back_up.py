"""manage.py back_up: database, photos and secrets in one file, while the system runs."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.upkeep.archives import CannotDo
from config.upkeep.backing_up import back_up


class Command(BaseCommand):
    help = "Writes one archive with its checksum into a folder and removes the oldest; the system may run."

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="FOLDER", type=Path, default=settings.BACKUPS)
        parser.add_argument("--keep", metavar="N", type=int, default=30, help="how many archives stay there (30)")

    def handle(self, *args, to, keep, **options):
        if keep < 1:
            raise CommandError("--keep must be 1 or more.")
        try:
            archive = back_up(to, keep=keep, at=datetime.now(UTC))
        except (CannotDo, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{archive} {archive.stat().st_size} bytes")
