"""A life cycle is a table of allowed moves; these helpers read it and draw it."""

from collections.abc import Mapping
from enum import StrEnum

Moves = Mapping[StrEnum, frozenset]


class NotAllowed(Exception):
    """The life cycle has no such arrow; `was` and `to` say which was tried."""

    def __init__(self, was: str, to: str):
        super().__init__(f"{was} -> {to}")
        self.was, self.to = was, to


def check_move(moves: Moves, was: str, to: str) -> None:
    """Raise NotAllowed unless the table has the arrow from `was` to `to`."""
    if to not in moves[was]:
        raise NotAllowed(was, to)


def diagram(moves: Moves) -> str:
    """The table as a Mermaid state diagram, one arrow a line, in the table's order."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {was} --> {to}" for was, targets in moves.items() for to in sorted(targets)]
    return "\n".join(lines)
