"""Files that came with texts: claimed one by one, then kept as photos or given up with a reason."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from messaging.actions.alarms import raise_alarm
from messaging.actions.incoming import take_photo
from messaging.models import IncomingFile

BACK_OFF_S = (15, 60, 300, 900)  # then it is given up
CLAIMED_FOR = timedelta(minutes=2)  # a worker that dies with it: fetched again after so long


def claim_file(*, at: datetime) -> IncomingFile | None:
    """The next file to fetch, this worker's alone; None when none is due."""
    due = IncomingFile.objects.filter(settled_at=None, next_try_at__lte=at).order_by("next_try_at", "pk")
    for file in due.select_related("incoming__contact")[:10]:
        mine = IncomingFile.objects.filter(pk=file.pk, settled_at=None, next_try_at=file.next_try_at)
        if mine.update(next_try_at=at + CLAIMED_FOR, tries=file.tries + 1):
            file.tries += 1
            return file
    return None


def keep_file(file: IncomingFile, *, content: bytes, at: datetime) -> str:
    """Give the content to whoever keeps photos; what is wrong with it calls a person. Returns what was wrong, or ""."""
    if problem := take_photo(file.incoming, file=ContentFile(content, name="photo"), at=at):
        give_up_file(file, why=problem, at=at)
    else:
        IncomingFile.objects.filter(pk=file.pk).update(settled_at=at, problem="")
    return problem


def postpone_file(file: IncomingFile, *, why: str, at: datetime) -> None:
    """It could not be had now: later again, four times, each time later; then a person is told."""
    if file.tries > len(BACK_OFF_S):
        give_up_file(file, why=why, at=at)
        return
    wait = timedelta(seconds=BACK_OFF_S[file.tries - 1])
    IncomingFile.objects.filter(pk=file.pk).update(next_try_at=at + wait, problem=why[:200])


@transaction.atomic
def give_up_file(file: IncomingFile, *, why: str, at: datetime) -> None:
    """It will not be kept: one alarm a sender, however many files came."""
    IncomingFile.objects.filter(pk=file.pk).update(settled_at=at, problem=why[:200])
    raise_alarm(
        key=f"file:contact:{file.incoming.contact_id}",
        template="alarm_file",
        context={},
        about=file.incoming.about or f"incoming:{file.incoming_id}",
        at=at,
    )
