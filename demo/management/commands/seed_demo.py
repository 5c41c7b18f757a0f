"""`manage.py seed_demo`: a centre with people, teams, seals and a little history, laid once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import override_settings
from django.utils import timezone

from demo.seed import AlreadyInUse, lay_demo, logins_sheet


class Command(BaseCommand):
    help = "Lays demo data into an empty system, once. Refused unless DEMO=1 or DEBUG=1."

    def add_arguments(self, parser):
        parser.add_argument("--small", action="store_true", help="the centre, its people and teams, but no history")

    def handle(self, *args, small: bool, **options):
        """Lay the data, or say that it is there; never touches a system somebody already works with."""
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Demo data is for demonstrations. Mend: set DEMO=1, or leave this system empty.")
        if settings.MESSAGE_GATEWAY not in ("simulator", "memory"):
            raise CommandError("Demo data would send texts to real people. Mend: MESSAGE_GATEWAY=simulator.")
        try:
            with override_settings(NUDGES=False):  # no worker listens yet, and the past needs none
                lay_demo(now=timezone.now(), small=small)
        except AlreadyInUse:
            self.stdout.write("This system already has people in it: no demo data laid.")
            return
        sheet = settings.VAR_DIR / "demo-logins.txt"
        sheet.write_text(logins_sheet(), encoding="utf-8")
        self.stdout.write(f"Demo data laid. Logins: {sheet}")
