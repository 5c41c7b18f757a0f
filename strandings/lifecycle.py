"""The lives of a stranding, a referral and a coast sector: allowed moves, and whose turn each status is."""

from enum import StrEnum


class StrandingStatus(StrEnum):
    NEW = "new"
    AWAITING_TEAM = "awaiting_team"
    RESPONDING = "responding"
    WITH_PARTNER = "with_partner"
    WATCHING = "watching"
    CLOSED = "closed"


S = StrandingStatus
STRANDING_MOVES: dict[StrandingStatus, frozenset[StrandingStatus]] = {
    S.NEW: frozenset({S.AWAITING_TEAM, S.WITH_PARTNER, S.WATCHING, S.CLOSED}),
    S.AWAITING_TEAM: frozenset({S.NEW, S.RESPONDING, S.WITH_PARTNER, S.WATCHING, S.CLOSED}),
    S.RESPONDING: frozenset({S.AWAITING_TEAM, S.WITH_PARTNER, S.WATCHING, S.CLOSED}),
    S.WITH_PARTNER: frozenset({S.NEW, S.AWAITING_TEAM, S.WATCHING, S.CLOSED}),
    S.WATCHING: frozenset({S.NEW, S.AWAITING_TEAM, S.WITH_PARTNER, S.CLOSED}),
    S.CLOSED: frozenset({S.NEW, S.AWAITING_TEAM, S.WITH_PARTNER, S.WATCHING}),
}
WHOSE_TURN: dict[StrandingStatus, str] = {
    S.NEW: "dispatcher",
    S.AWAITING_TEAM: "dispatch engine, then dispatcher",
    S.RESPONDING: "response team",
    S.WITH_PARTNER: "partner, until its deadline",
    S.WATCHING: "the person named, at the next look",
    S.CLOSED: "nobody",
}


class ReferralStatus(StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    GOING = "going"
    DONE = "done"
    NOT_FOUND = "not_found"
    NOT_OURS = "not_ours"
    TAKEN_BACK = "taken_back"


R = ReferralStatus
_ENDS = frozenset({R.DONE, R.NOT_FOUND, R.NOT_OURS, R.TAKEN_BACK})
REFERRAL_MOVES: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    R.SENT: _ENDS | {R.RECEIVED, R.GOING},
    R.RECEIVED: _ENDS | {R.GOING},
    R.GOING: _ENDS,
    R.DONE: frozenset(),
    R.NOT_FOUND: frozenset(),
    R.NOT_OURS: frozenset(),
    R.TAKEN_BACK: frozenset(),
}


class SectorStatus(StrEnum):
    OPEN = "open"
    WALKED = "walked"
    DROPPED = "dropped"


SECTOR_MOVES: dict[SectorStatus, frozenset[SectorStatus]] = {
    SectorStatus.OPEN: frozenset({SectorStatus.WALKED, SectorStatus.DROPPED}),
    SectorStatus.WALKED: frozenset({SectorStatus.OPEN}),
    SectorStatus.DROPPED: frozenset({SectorStatus.OPEN}),
}
