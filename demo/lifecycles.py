"""The life cycles of the system as a page of diagrams, drawn from the tables the code obeys."""

from collections.abc import Mapping

from common.lifecycle import diagram
from dispatch.lifecycle import MOVES as ASSIGNMENT_MOVES
from messaging.lifecycle import MOVES as MESSAGE_MOVES
from rehab.lifecycle import DOSE_MOVES, PATIENT_MOVES
from strandings.lifecycle import REFERRAL_MOVES, SECTOR_MOVES, STRANDING_MOVES, WHOSE_TURN

TABLES: dict[str, Mapping] = {
    "Stranding": STRANDING_MOVES,
    "Referral": REFERRAL_MOVES,
    "Sector": SECTOR_MOVES,
    "Assignment": ASSIGNMENT_MOVES,
    "Message": MESSAGE_MOVES,
    "Patient": PATIENT_MOVES,
    "Dose": DOSE_MOVES,
}


def page() -> str:
    """docs/lifecycles.md as it must be: a Mermaid diagram per table, and whose turn a stranding is."""
    parts = [
        "# Life cycles",
        "Drawn by `python manage.py draw_lifecycles` from the tables in the code; a test compares them.",
    ]
    for name, moves in TABLES.items():
        parts += [f"## {name}", f"```mermaid\n{diagram(moves)}\n```"]
    rows = [f"| {status} | {turn} |" for status, turn in WHOSE_TURN.items()]
    parts += ["## Whose turn a stranding is", "\n".join(["| status | whose turn |", "|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"
