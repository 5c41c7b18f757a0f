"""Every verb of the rehab: one transaction each, the fact and its timeline row together."""

from rehab.actions.admission import Intake, admit, admit_dead_on_arrival
from rehab.actions.daily import add_task, do_task, drop_task, feed, plan_feeding, undo_feed, undo_task
from rehab.actions.dosing import Marked, give_as_needed, mark, miss_passed, undo
from rehab.actions.formulary import approve_range, load_examples, set_limit, write_range
from rehab.actions.house import set_care, write_enclosure
from rehab.actions.identity import describe, lose_mark, put_mark
from rehab.actions.leaving import (
    back_to_care,
    correct_end,
    die,
    escape,
    euthanise,
    keep_long_term,
    lose_track,
    prepare_release,
    release,
    set_zoonosis,
    sign_gate,
    transfer,
)
from rehab.actions.measures import Numbers, examine, measure, record_bite, void_measurement, write_note
from rehab.actions.places import count_heads, end_quarantine, move, read_water, start_quarantine
from rehab.actions.prescribing import countersign, hold_course, prescribe, resume_course, revise, stop
from rehab.actions.record import Refused

__all__ = [
    "Intake",
    "Marked",
    "Numbers",
    "Refused",
    "add_task",
    "admit",
    "admit_dead_on_arrival",
    "approve_range",
    "back_to_care",
    "correct_end",
    "count_heads",
    "countersign",
    "describe",
    "die",
    "do_task",
    "drop_task",
    "end_quarantine",
    "escape",
    "euthanise",
    "examine",
    "feed",
    "give_as_needed",
    "hold_course",
    "keep_long_term",
    "load_examples",
    "lose_mark",
    "lose_track",
    "mark",
    "measure",
    "miss_passed",
    "move",
    "plan_feeding",
    "prepare_release",
    "prescribe",
    "put_mark",
    "read_water",
    "record_bite",
    "release",
    "resume_course",
    "revise",
    "set_care",
    "set_limit",
    "set_zoonosis",
    "sign_gate",
    "start_quarantine",
    "stop",
    "transfer",
    "undo",
    "undo_feed",
    "undo_task",
    "void_measurement",
    "write_enclosure",
    "write_note",
    "write_range",
]
