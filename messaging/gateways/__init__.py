"""One file per phone company; settings.MESSAGE_GATEWAY names the one in use."""

from django.conf import settings
from django.utils.module_loading import import_string

from messaging.gateways.base import Gateway

# by name, imported when used: a system without Twilio does not carry its library in memory
GATEWAYS = {
    "memory": "messaging.gateways.memory.MemoryGateway",
    "simulator": "messaging.gateways.simulator.SimulatorGateway",
    "twilio": "messaging.gateways.twilio.TwilioGateway",
}

# who keeps what went through it until asked to delete it
KEEP_A_LOG = frozenset({"twilio"})


def current() -> Gateway:
    """The gateway the settings name; KeyError for an unknown name (a system check says so at start)."""
    return import_string(GATEWAYS[settings.MESSAGE_GATEWAY])()
