"""A pretended phone company in our own database: a page shows every telephone it serves."""

import hashlib
import hmac
from datetime import datetime

from django.apps import apps
from django.conf import settings

from messaging.gateways.base import Answer, AnswerKind, Found, FoundKind, mentions

KEY_HEADER = "X-Simulator-Key"


def runs() -> bool:
    """Whether the simulated telephones may be shown: never on a real system."""
    return settings.MESSAGE_GATEWAY == "simulator" and (settings.DEBUG or settings.DEMO)


def door_key() -> str:
    """What a program must show at the simulator's inbound door: derived, so whoever reads the settings has it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"simulator-door", hashlib.sha256).hexdigest()


class SimulatorGateway:
    """Takes every text, delivers it at once, and can always say what it has."""

    name = "simulator"
    local = True
    settle_after_s = 2
    keeps_log = False

    def send(
        self, *, to: str, body: str, reference: str, attempt_id: int, at: datetime, useless_after: datetime
    ) -> Answer:
        text = _texts().create(phone=to, incoming=True, body=body, at=at, provider_id=f"out-{attempt_id}")
        return Answer(kind=AnswerKind.ACCEPTED, provider_id=text.provider_id, delivered=True)

    def find(self, *, to: str, reference: str, since: datetime) -> Found:
        texts = _texts().filter(phone=to, incoming=True, body__contains=reference)
        text = next((each for each in texts if mentions(each.body, reference)), None)
        if text is None:
            return Found(kind=FoundKind.ABSENT)
        return Found(kind=FoundKind.THERE, provider_id=text.provider_id, delivered=True)


def _texts():
    """The table of the pretended company; by name, since gateways lie below the models."""
    return apps.get_model("messaging", "SimulatedText").objects
