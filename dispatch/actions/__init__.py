"""Every verb of dispatch: one transaction each, the fact, its timeline row and the texts it owes together."""

from dispatch.actions.answering import Answer, Said, accept, decline, record_phone_accept, stand_down
from dispatch.actions.field import (
    arrive,
    check_in,
    en_route,
    finish,
    give_up,
    remember,
    seen_at,
    set_eta,
    take_back,
    transport,
)
from dispatch.actions.findings import record_seal
from dispatch.actions.leaving import case_left, withdraw
from dispatch.actions.offering import expire, offer_next, offer_to
from dispatch.actions.once import once
from dispatch.actions.roster import (
    TeamChanged,
    add_shifts,
    copy_week,
    go_off_duty,
    remove_shift,
    save_member,
    save_team,
)
from dispatch.actions.telling import alert_next_member

__all__ = [
    "Answer",
    "Said",
    "TeamChanged",
    "accept",
    "add_shifts",
    "alert_next_member",
    "arrive",
    "case_left",
    "check_in",
    "copy_week",
    "decline",
    "en_route",
    "expire",
    "finish",
    "give_up",
    "go_off_duty",
    "offer_next",
    "offer_to",
    "once",
    "record_phone_accept",
    "record_seal",
    "remember",
    "remove_shift",
    "save_member",
    "save_team",
    "seen_at",
    "set_eta",
    "stand_down",
    "take_back",
    "transport",
    "withdraw",
]
