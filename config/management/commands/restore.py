"""manage.py restore FILE: a back-up becomes the system's data again."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.upkeep.archives import CannotDo
from config.upkeep.databases import is_of_this_version
from config.upkeep.restoring import restore


class Command(BaseCommand):
    help = "Puts a back-up in the place of database, photos and secrets; the system must be stopped."

    def add_arguments(self, parser):
        parser.add_argument("file", help="an archive of back_up; a bare name is looked for in BACKUPS")
        parser.add_argument("--force", action="store_true", help="although people, reports or photos are there")

    def handle(self, *args, file, force, **options):
        os.umask(0o077)
        archive = Path(file) if Path(file).exists() else settings.BACKUPS / file
        if not archive.is_file():
            raise CommandError(f"There is no file {archive}.")
        try:
            manifest = restore(archive, force=force, at=datetime.now(UTC), tell=self.stdout.write)
        except (CannotDo, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored as of {manifest.made_at}: {sum(manifest.counts.values())} rows in {len(manifest.counts)} "
            f"tables, {manifest.photos} photos; all counted again."
        )
        if not is_of_this_version("default"):
            self.stdout.write("The back-up is of an older version: run manage.py migrate before the start.")
