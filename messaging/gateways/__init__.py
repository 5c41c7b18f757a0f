"""One file per phone company; settings.MESSAGE_GATEWAY names the one in use."""

from django.conf import settings

from messaging.gateways.base import Gateway
from messaging.gateways.memory import MemoryGateway
from messaging.gateways.simulator import SimulatorGateway

GATEWAYS = {"memory": MemoryGateway, "simulator": SimulatorGateway}


def current() -> Gateway:
    """The gateway the settings name; KeyError for an unknown name (a system check says so at start)."""
    return GATEWAYS[settings.MESSAGE_GATEWAY]()
