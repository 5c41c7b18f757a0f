"""The life of a message owed: which moves are allowed."""

from enum import StrEnum


class MessageStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    STALE = "stale"


S = MessageStatus
MOVES: dict[MessageStatus, frozenset[MessageStatus]] = {
    S.QUEUED: frozenset({S.SENDING, S.CANCELLED, S.STALE}),
    # QUEUED again only when the provider surely did not accept it
    S.SENDING: frozenset({S.SENT, S.DELIVERED, S.UNDELIVERED, S.QUEUED, S.FAILED, S.UNCERTAIN}),
    # QUEUED again only when the provider, asked, denies it
    S.UNCERTAIN: frozenset({S.SENT, S.DELIVERED, S.UNDELIVERED, S.QUEUED, S.STALE}),
    S.SENT: frozenset({S.DELIVERED, S.UNDELIVERED}),
    S.DELIVERED: frozenset(),
    S.UNDELIVERED: frozenset(),
    S.FAILED: frozenset(),
    S.CANCELLED: frozenset(),
    S.STALE: frozenset(),
}
FINAL = frozenset(status for status, targets in MOVES.items() if not targets)
