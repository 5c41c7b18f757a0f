"""`manage.py load_formulary_examples`: example dose ranges and sourced limits, each with where it is written."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand

from rehab.actions import load_examples

EXAMPLES = Path(__file__).resolve().parents[2] / "formulary_examples.csv"


class Command(BaseCommand):
    """Adds what is missing; a vet's own rows and approvals stay as they are."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        with EXAMPLES.open(encoding="utf-8", newline="") as file:
            written = load_examples(csv.DictReader(file))
        self.stdout.write(f"{written} example ranges written. None is approved: a vet of the centre must do that.")
