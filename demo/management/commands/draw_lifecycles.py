"""Writes docs/lifecycles.md from the life cycle tables."""

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.lifecycles import page


class Command(BaseCommand):
    help = "Writes docs/lifecycles.md from the life cycle tables."

    def handle(self, **options) -> None:
        (settings.BASE_DIR / "docs" / "lifecycles.md").write_text(page())
        self.stdout.write("docs/lifecycles.md written")
