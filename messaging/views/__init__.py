"""The simulator's page, the outbox page, and the alarms' answer."""

from messaging.views.outbox import acknowledge, again, outbox
from messaging.views.simulator import simulator, simulator_phone, simulator_send

__all__ = ["acknowledge", "again", "outbox", "simulator", "simulator_phone", "simulator_send"]
