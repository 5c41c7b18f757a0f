"""How messages are shown: links tappable, numbers masked, a status with its tone."""

import re
from dataclasses import dataclass

from common.phones import mask
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage, SimulatedText

S = MessageStatus
TONES = {
    S.QUEUED: "t-soon",
    S.SENDING: "t-soon",
    S.SENT: "",
    S.DELIVERED: "t-ok",
    S.UNCERTAIN: "t-late",
    S.FAILED: "t-late",
    S.UNDELIVERED: "t-late",
    S.STALE: "t-late",
    S.CANCELLED: "",
}
CAN_GO_AGAIN = frozenset({S.FAILED, S.UNDELIVERED, S.STALE, S.UNCERTAIN})
_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True)
class Bubble:
    """One text on a simulated telephone: `parts` are (words, is an address)."""

    from_us: bool
    at: object
    parts: list[tuple[str, bool]]


def bubble(text: SimulatedText) -> Bubble:
    """A text with its addresses set apart, so that the template can make them links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text.body):
        parts += [(text.body[end : found.start()], False), (found.group(), True)]
        end = found.end()
    return Bubble(text.incoming, text.at, [*parts, (text.body[end:], False)])


@dataclass(frozen=True)
class OutboxRow:
    """One owed text as the outbox page shows it; the number is masked, the link is not put in."""

    message: OutgoingMessage
    to: str
    tone: str
    can_go_again: bool

    @property
    def words(self) -> str:
        """The text; a mark stands where its link will be."""
        return self.message.body.replace("{link}", "…")


def outbox_row(message: OutgoingMessage) -> OutboxRow:
    """The row of one text annotated by queries.outbox."""
    again = message.status in CAN_GO_AGAIN and not message.repeats
    return OutboxRow(message, mask(message.contact.phone), TONES[S(message.status)], again)
