"""What others may ask about messages; no query here changes anything."""

from datetime import datetime

from django.db.models import Min, QuerySet

from accounts.models import DeskShift, User
from accounts.roles import Role
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage

S = MessageStatus
CALL_COORDINATORS_AFTER = 2  # rounds of calls the desk did not answer


def open_alarms() -> QuerySet[Alarm]:
    """Alarms nobody has acknowledged and whose cause is not gone, oldest first."""
    return Alarm.objects.filter(acknowledged_at=None, cleared_at=None).order_by("raised_at")


def people_to_call(*, at: datetime, calls: int) -> list[User]:
    """Who hears an alarm: the desk on duty; coordinators too if there is none or it did not answer twice."""
    people = User.objects.filter(is_active=True).exclude(phone="")
    on_desk = DeskShift.objects.filter(starts_at__lte=at, ends_at__gt=at).values("user_id")
    desk = list(people.filter(pk__in=on_desk).order_by("pk"))
    if desk and calls < CALL_COORDINATORS_AFTER:
        return desk
    others = people.filter(role=Role.COORDINATOR).exclude(pk__in=[person.pk for person in desk])
    return desk + list(others.order_by("pk"))


def oldest_owed_since() -> datetime | None:
    """When the oldest text that still has to leave became due; None when nothing waits."""
    waiting = OutgoingMessage.objects.filter(status__in=[S.QUEUED, S.SENDING, S.UNCERTAIN])
    return waiting.aggregate(since=Min("created_at"))["since"]


def texts_about(about: str) -> QuerySet[OutgoingMessage]:
    """What was and is owed about one thing, e.g. "stranding:12", newest first."""
    return OutgoingMessage.objects.filter(about=about).select_related("contact").order_by("-created_at", "-pk")
