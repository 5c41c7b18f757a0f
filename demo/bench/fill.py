"""Fills a database for the bench: python -m demo.bench.fill ground [open N] [closed N], or calm."""

import sys
from datetime import timedelta

import django


def main(words: list[str]) -> None:
    """Each word in turn; open and closed are followed by a number."""
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from accounts.models import User
    from demo.bench.cases import closed_cases, open_cases
    from demo.bench.ground import lay_ground

    now, waiting = timezone.now(), list(words)
    while waiting:
        word = waiting.pop(0)
        with transaction.atomic():
            if word == "ground":
                lay_ground(now)
            elif word == "calm":
                _calm(now + timedelta(hours=6))
            elif word == "open":
                open_cases(int(waiting.pop(0)), now=now, watcher=User.objects.get(username="aigerim"))
            elif word == "closed":
                closed_cases(int(waiting.pop(0)), now=now)


def _calm(until) -> None:
    """Nothing that was measured so far falls due while the next is measured."""
    from dispatch.models import Assignment
    from strandings.models import Stranding

    Assignment.objects.offered().update(answer_by=until)
    Stranding.objects.open().update(next_at=until)


if __name__ == "__main__":
    main(sys.argv[1:])
