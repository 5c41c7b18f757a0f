"""What others may ask about messages; no query here changes anything."""

from datetime import datetime

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from accounts.models import DeskShift, User
from accounts.roles import Role
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, Contact, IncomingMessage, OutgoingMessage, SimulatedText

S = MessageStatus
CALL_COORDINATORS_AFTER = 2  # rounds of calls the desk did not answer


def open_alarms() -> QuerySet[Alarm]:
    """Alarms nobody has acknowledged and whose cause is not gone, oldest first."""
    return Alarm.objects.filter(acknowledged_at=None, cleared_at=None).order_by("raised_at")


def people_to_call(*, at: datetime, calls: int) -> list[User]:
    """Who hears an alarm: the desk on duty; coordinators too if there is none or it did not answer twice.

    Where no telephone of either is known, every dispatcher.
    """
    people = User.objects.filter(is_active=True).exclude(phone="").order_by("pk")
    on_desk = DeskShift.objects.filter(starts_at__lte=at, ends_at__gt=at).values("user_id")
    desk = list(people.filter(pk__in=on_desk))
    if desk and calls < CALL_COORDINATORS_AFTER:
        return desk
    others = people.filter(role=Role.COORDINATOR).exclude(pk__in=[person.pk for person in desk])
    return desk + list(others) or list(people.filter(role=Role.DISPATCHER))


def unreachable(phones: list[str]) -> dict[str, str]:
    """Which of these numbers texts may not reach: "stopped" (they wrote STOP) or "no_telephone" (nobody has it)."""
    troubled = Contact.objects.filter(phone__in=phones).exclude(opted_out_at=None, unreachable_since=None)
    return {each.phone: "no_telephone" if each.unreachable_since else "stopped" for each in troubled}


def oldest_owed_since() -> datetime | None:
    """When the oldest text that still has to leave became due; None when nothing waits."""
    waiting = OutgoingMessage.objects.filter(status__in=[S.QUEUED, S.SENDING, S.UNCERTAIN])
    return waiting.aggregate(since=Min("created_at"))["since"]


def texts_about(about: str) -> QuerySet[OutgoingMessage]:
    """What was and is owed about one thing, e.g. "stranding:12", newest first."""
    return OutgoingMessage.objects.filter(about=about).select_related("contact").order_by("-created_at", "-pk")


# What the outbox page can show: name in the address, statuses
OUTBOX_FILTERS: dict[str, tuple[MessageStatus, ...]] = {
    "attention": (S.UNCERTAIN, S.FAILED, S.UNDELIVERED, S.STALE),
    "waiting": (S.QUEUED, S.SENDING),
    "all": tuple(S),
}


def outbox(show: str) -> QuerySet[OutgoingMessage]:
    """Texts of one filter, newest first, with what the page tells of each."""
    rows = OutgoingMessage.objects.filter(status__in=OUTBOX_FILTERS[show]).select_related("contact")
    return rows.annotate(requests=Count("attempts"), repeats=Count("retries")).order_by("-created_at", "-pk")


def outbox_counts() -> dict[str, int]:
    """How many texts each filter has."""
    counted = {name: Count("pk", filter=Q(status__in=statuses)) for name, statuses in OUTBOX_FILTERS.items()}
    return OutgoingMessage.objects.aggregate(**counted)


def unread() -> QuerySet[IncomingMessage]:
    """Texts that came in and that no conversation took, newest first: a person reads them."""
    return IncomingMessage.objects.filter(answered_by="").select_related("contact").order_by("-received_at")


def simulated_phones() -> QuerySet[Contact]:
    """Every telephone that sent or received a simulated text, the latest first."""
    texts = SimulatedText.objects.filter(phone=OuterRef("phone")).order_by("-at", "-pk")
    phones = Contact.objects.filter(erased_at=None)
    phones = phones.annotate(last_at=Subquery(texts.values("at")[:1]), last_body=Subquery(texts.values("body")[:1]))
    return phones.filter(last_at__isnull=False).order_by("-last_at", "pk")


def simulated_thread(phone: str) -> list[SimulatedText]:
    """The last forty texts of one telephone, oldest first."""
    return list(SimulatedText.objects.filter(phone=phone).order_by("-at", "-pk")[:40])[::-1]
