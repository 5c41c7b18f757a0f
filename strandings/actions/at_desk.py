"""What a dispatcher hears about the seals of a case without a team's findings."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from strandings.actions.animals import record_animal, record_outcome
from strandings.actions.record import lock
from strandings.models import Stranding
from strandings.words import OUTCOME_ENDS, Outcome


@transaction.atomic
def end_at_desk(stranding: Stranding, *, outcome: Outcome, note_text: str, by: User, at: datetime) -> Stranding:
    """What became of every seal without an end yet; a case with no seal written down gets its first.

    The case closes when each has its end.
    """
    stranding = lock(stranding)
    seals = list(stranding.animals.exclude(outcome__in=OUTCOME_ENDS))
    who = {"at": at, "by": by, "by_words": ""}
    for seal in seals or [record_animal(stranding, number=1, **who)]:
        record_outcome(seal, outcome=outcome, note_text=note_text, **who)
    stranding.refresh_from_db()
    return stranding
