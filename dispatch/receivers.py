"""News from the spine: a stranding waits for a team, or left dispatch's hands."""

from common.background import nudge
from dispatch.actions import case_left


def on_awaits_team(sender, stranding_id, **kwargs) -> None:
    """Look sooner than the next sweep would."""
    nudge("dispatch.offer_waiting")


def on_left(sender, stranding, at, by, **kwargs) -> None:
    """Inside the spine's transaction: nobody should be going there any more."""
    case_left(stranding, at=at, by=by)
