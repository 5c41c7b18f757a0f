"""The inbound doors of a running system as programs use them: a text goes in, later one asks what became of it."""

import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

from django.conf import settings

from common.addresses import is_this_machine
from demo.heard import became_of
from messaging.actions.incoming import provider_key
from messaging.gateways import twilio
from messaging.gateways.simulator import KEY_HEADER, door_key
from messaging.models import IncomingMessage

TIMEOUT_S = 30
REFUSED = {"flags": ["refused"], "team": "no team needed"}
UNSEEN = {"flags": ["not in this database"], "team": "unknown"}


class DoorShut(Exception):
    """Nobody answers, or not to us; the text says why and how to mend it."""


class SimulatorDoor:
    """JSON with a key; exists in a demonstration only, and can be asked what became of a text."""

    def __init__(self, base: str) -> None:
        self._base = base

    def send(self, phone: str, text: str) -> dict:
        """{"received": id}, or {"error": ...} for a text it refuses. Raises DoorShut."""
        body = json.dumps({"phone": phone, "body": text}).encode()
        return self._ask(f"{self._base}/sim/send/", body)

    def read(self, received: dict) -> dict:
        """The line of the text; "settled" is False while a team may still be found."""
        if "received" not in received:
            return REFUSED
        return self._ask(f"{self._base}/sim/heard/{received['received']}/")

    def _ask(self, url: str, body: bytes | None = None) -> dict:
        headers = {"Content-Type": "application/json", KEY_HEADER: door_key()}
        status, answer = _request(url, body, headers)
        if status in (200, 400):
            return json.loads(answer)
        raise DoorShut(f"{url} answered {status}: {_WHY.get(status, 'see its log')}")


class TwilioDoor:
    """Calls signed as Twilio signs them; what became of a text is read from the database the settings name."""

    PATH = "/hooks/twilio/message/"

    def __init__(self, base: str) -> None:
        if not settings.TWILIO_API_BASE_URL and not is_this_machine(base):
            raise DoorShut(
                f"{base} would answer strangers through the real Twilio. Rehearse on this machine: --base-url "
                "http://127.0.0.1:8000, with TWILIO_API_BASE_URL of a server that plays Twilio"
            )
        self._base = base

    def send(self, phone: str, text: str) -> dict:
        """{"received": the provider's id}. Raises DoorShut."""
        sid = f"SM{uuid.uuid4().hex}"
        told = {
            "AccountSid": settings.TWILIO_ACCOUNT_SID,
            "Body": text,
            "From": phone,
            "MessageSid": sid,
            "NumMedia": "0",
            "SmsStatus": "received",
            "To": settings.TWILIO_FROM,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            twilio.SIGNATURE_HEADER: twilio.signature(self.PATH, told),
        }
        status, _answer = _request(self._base + self.PATH, urllib.parse.urlencode(told).encode(), headers)
        if status != 200:
            why = "its TWILIO_AUTH_TOKEN, TWILIO_ACCOUNT_SID or PUBLIC_BASE_URL is another" if status == 403 else ""
            raise DoorShut(f"{self._base}{self.PATH} answered {status}: {why or 'see its log'}")
        return {"received": sid}

    def read(self, received: dict) -> dict:
        """The line of the text; UNSEEN when the running system has another database than this program."""
        key = provider_key(twilio.TwilioGateway.name, received["received"])
        incoming = IncomingMessage.objects.filter(provider_key=key).first()
        return UNSEEN if incoming is None else became_of(incoming)


_WHY = {
    403: "the system has another SECRET_KEY than this command",
    404: "the simulator does not run there (it needs DEMO=1 and MESSAGE_GATEWAY=simulator)",
}


def door_of(base: str) -> SimulatorDoor | TwilioDoor:
    """The door that MESSAGE_GATEWAY opens. Raises DoorShut for one that nobody may use so."""
    return (TwilioDoor if settings.MESSAGE_GATEWAY == "twilio" else SimulatorDoor)(base)


def _request(url: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=TIMEOUT_S) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()
    except OSError as problem:
        raise DoorShut(f"nobody answers at {url}: {problem}. Start it with: make run") from problem
