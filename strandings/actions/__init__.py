"""Every verb of the spine: one transaction each, the fact, its timeline row and the texts it owes together."""

from strandings.actions.additions import add_to_report
from strandings.actions.animals import (
    admitted,
    arrived_dead,
    count_carcasses,
    direct_animal,
    load,
    record_animal,
    record_outcome,
    set_fate,
    treat_in_field,
    unload,
)
from strandings.actions.at_desk import end_at_desk
from strandings.actions.cases import (
    acknowledge,
    ask_for_team,
    close,
    hold,
    mark_responding,
    needs_person,
    release_hold,
    reopen,
    set_expected,
    set_place,
    set_priority,
    team_left,
    team_on_scene,
    watch,
)
from strandings.actions.forgetting import erase_words, forget_contact, forget_reporter
from strandings.actions.incidents import join_incident, leave_incident, open_incident
from strandings.actions.merging import merge, unmerge
from strandings.actions.pictures import add_photo
from strandings.actions.record import Changed, note, note_animal, unchanged
from strandings.actions.references import draw_number, next_message_reference
from strandings.actions.referrals import answer_referral, fall_silent, refer
from strandings.actions.reports import receive_report
from strandings.actions.telling import tell_reporters, write_to_reporter

__all__ = [
    "Changed",
    "acknowledge",
    "add_photo",
    "add_to_report",
    "admitted",
    "answer_referral",
    "arrived_dead",
    "ask_for_team",
    "close",
    "count_carcasses",
    "direct_animal",
    "draw_number",
    "end_at_desk",
    "erase_words",
    "fall_silent",
    "forget_contact",
    "forget_reporter",
    "hold",
    "join_incident",
    "leave_incident",
    "load",
    "mark_responding",
    "merge",
    "needs_person",
    "next_message_reference",
    "note",
    "note_animal",
    "open_incident",
    "receive_report",
    "record_animal",
    "record_outcome",
    "refer",
    "release_hold",
    "reopen",
    "set_expected",
    "set_fate",
    "set_place",
    "set_priority",
    "team_left",
    "team_on_scene",
    "tell_reporters",
    "treat_in_field",
    "unchanged",
    "unload",
    "unmerge",
    "watch",
    "write_to_reporter",
]
