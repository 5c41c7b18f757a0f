"""What every gateway to a phone company answers, in words that know no provider."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class AnswerKind(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"  # permanently: this number, this text
    OPTED_OUT = "opted_out"  # permanently: the person told the provider to stop
    BUSY = "busy"  # surely not accepted: try again later
    MISCONFIGURED = "misconfigured"  # our credentials or settings: nothing will go until somebody repairs it
    UNSENDABLE = "unsendable"  # our own fault: the text could not be made, so nothing left
    HELD_BACK = "held_back"  # our own limits: nothing left, a person decides
    UNCERTAIN = "uncertain"  # the request left and nobody knows


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of one request. `delivered` only when the provider says so in the same breath."""

    kind: AnswerKind
    provider_id: str = ""
    detail: str = ""
    retry_after_s: int | None = None
    delivered: bool = False


class FoundKind(StrEnum):
    THERE = "there"
    ABSENT = "absent"  # the provider surely has no such message
    UNKNOWN = "unknown"  # it could not be asked now: ask later
    CANNOT = "cannot"  # it can never be asked: a person decides


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the provider says it has of a message we are uncertain about."""

    kind: FoundKind
    provider_id: str = ""
    delivered: bool = False
    undelivered: bool = False


@dataclass(frozen=True, kw_only=True)
class Received:
    """One text somebody sent us, as the provider's log has it."""

    provider_id: str
    sender: str  # "+7701...", "whatsapp:+7701..." or a name
    body: str
    received_at: datetime
    has_files: bool


class LogAway(Exception):
    """The provider's log could not be read now."""


class FileRefused(Exception):
    """The file will never be fetched: its address, its size or what answers there is not what we take."""


class FileAway(Exception):
    """The file could not be fetched now."""


def mentions(body: str, reference: str) -> bool:
    """Whether a text carries exactly this reference: K-26-0412-1 is not in a text of K-26-0412-12."""
    return re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", body) is not None


class Gateway(Protocol):
    """One way to a phone company. `local` gateways use our own database and run in the calling thread."""

    name: str
    local: bool
    settle_after_s: int  # how long after an uncertain request the provider can be asked
    keeps_log: bool  # can it be asked what people sent us? Then it has received(), files_of(), fetch(), forget()

    def send(
        self, *, to: str, body: str, reference: str, attempt_id: int, at: datetime, useless_after: datetime
    ) -> Answer:
        """Hand over one text that nobody may receive after `useless_after`; never raises for what is answered."""
        ...

    def find(self, *, to: str, reference: str, since: datetime) -> Found:
        """Look the text up by recipient and by the reference inside it."""
        ...
