"""What Twilio's answers mean, by status, error code and state of a message; docs/messages.md shows the table."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import NewConnectionError

from messaging.gateways.base import Answer, AnswerKind

OPTED_OUT = 21610
OUR_CONFIGURATION = frozenset({20003, 20403, 20404, 21212, 21408, 21606, 21609, 21659, 21660})
DELIVERED = frozenset({"delivered", "read"})
NOT_DELIVERED = frozenset({"undelivered", "failed"})
TAKEN = frozenset({"accepted", "queued", "sending", "sent"})
NO_SUCH_TELEPHONE = frozenset({"30005", "30006"})  # unknown, or a landline


def never_left(problem: requests.RequestException) -> bool:
    """Whether no connection came about (refused, no such host, no answer to the call): nothing was handed over."""
    if isinstance(problem, requests.ConnectTimeout):
        return True
    cause = problem.args[0] if problem.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)


def refused(status: int, code: int) -> Answer:
    """What an error answer means. The words of Twilio's message may hold a telephone number: only codes are kept."""
    detail = f"{status} {code}"
    if not 400 <= status < 500 or status == requests.codes.request_timeout:
        return Answer(kind=AnswerKind.UNCERTAIN, detail=detail)
    if code == OPTED_OUT:
        return Answer(kind=AnswerKind.OPTED_OUT, detail=detail)
    if code in OUR_CONFIGURATION or status in (requests.codes.unauthorized, requests.codes.forbidden):
        return Answer(kind=AnswerKind.MISCONFIGURED, detail=detail)
    if code == status:  # the library found no document of Twilio's in it
        return Answer(kind=AnswerKind.UNCERTAIN, detail=f"{status} without a code")
    return Answer(kind=AnswerKind.REFUSED, detail=detail)


def meaning_of(status: str) -> str:
    """A status of Twilio as the outbox knows it: sent, delivered, undelivered; "" for one that tells nothing."""
    if status in DELIVERED:
        return "delivered"
    if status in NOT_DELIVERED:
        return "undelivered"
    return "sent" if status in TAKEN else ""


def seconds(words: str | None) -> int | None:
    """Retry-After as seconds, whether it is a number or a date; None when it is neither."""
    if not words:
        return None
    if words.strip().isdigit():
        return min(int(words), 3600)
    try:
        left = parsedate_to_datetime(words) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return max(0, min(int(left.total_seconds()), 3600))
