"""`manage.py play_rescue`: one whole rescue through the real doors of a system started for it alone."""

import signal
import time

from django.core.management.base import BaseCommand, CommandError

from demo.rescue import Rescue
from demo.running import RunningSystem, TookTooLong
from demo.system import DidNotStart, own_system
from demo.visitor import PageProblem

ALERT_AIM_MS = 2000


def _end_politely(*_) -> None:
    """A kill ends like Ctrl-C: through every finally, so that the system's processes end too."""
    raise KeyboardInterrupt


class Command(BaseCommand):
    help = "Plays one rescue from the report to the release; fails unless the finder is told."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        """Start a system, tell the story, stop the system whatever happens."""
        self.stdout.write("Starting a system of its own (fresh database, free port)...")
        began = time.monotonic()
        signal.signal(signal.SIGTERM, _end_politely)
        try:
            with own_system(small=True) as system:
                self.stdout.write(f"It answers at {system.address} after {time.monotonic() - began:.1f} s.\n\n")
                self._tell(RunningSystem(system.address))
        except (DidNotStart, TookTooLong, PageProblem) as problem:
            raise CommandError(f"The rescue failed: {problem}") from problem

    def _tell(self, around: RunningSystem) -> None:
        rescue = Rescue(around)
        alerted_ms = 0.0
        began = time.monotonic()
        for step in rescue.story():
            started = time.monotonic()
            said = step()
            took_ms = (time.monotonic() - started) * 1000
            words = step.__name__.replace("_", " ")
            self.stdout.write(f"{took_ms:7.0f} ms  {words}{f' ({said})' if said else ''}")
            if step.__name__ in {"reports_a_seal_in_kazakh", "the_team_is_alerted"}:
                alerted_ms += took_ms
        whole = time.monotonic() - began
        self.stdout.write(f"\nreport -> text at the gateway: {alerted_ms:.0f} ms; the whole rescue: {whole:.1f} s")
        if alerted_ms > ALERT_AIM_MS:
            self.stdout.write(self.style.WARNING(f"That is slower than the aim of {ALERT_AIM_MS} ms."))
        self.stdout.write(self.style.SUCCESS("The seal is back in the sea and its finder knows it."))
