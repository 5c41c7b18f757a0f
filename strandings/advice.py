"""Which acknowledgement a reporter gets. Pure; the words are templates/sms/<language>/<name>.txt."""

from collections.abc import Collection


def acknowledgement(*, kind: str, state: str, signs: Collection[str], has_place: bool) -> str:
    """The template's name for this report."""
    return "ack_alive"
