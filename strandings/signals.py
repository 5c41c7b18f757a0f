"""How news travels up to dispatch, which strandings does not know.

stranding_awaits_team: after commit, may be lost; only makes the engine look sooner. Sends stranding_id.
stranding_left: inside the transaction that moved the stranding out of dispatch's hands (closed, merged, watched,
given to a partner, back to NEW); a receiver that raises rolls it back. Sends stranding, at, by.
"""

from django.dispatch import Signal

stranding_awaits_team = Signal()
stranding_left = Signal()
