"""What the phone company has: every request, every text, what it was told to do wrong. Safe for many threads."""

import itertools
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.provider.faults import OK, Fault

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "fedcba9876543210" * 2
NUMBER = "+15005550006"


@dataclass
class Text:
    """One message in either direction, as the company's log keeps it."""

    sid: str
    to: str
    sender: str
    body: str
    received_at: float  # seconds since 1970 on this machine
    incoming: bool = False
    status: str = "queued"
    error_code: int | None = None
    callback: str = ""
    validity_s: int | None = None
    media: list["Attachment"] = field(default_factory=list)
    params: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.received_at, UTC)

    def resource(self, account: str) -> dict:
        """The JSON of Twilio's Message resource."""
        here = f"/2010-04-01/Accounts/{account}/Messages/{self.sid}"
        when = format_datetime(self.at.replace(microsecond=0))
        return {
            "sid": self.sid,
            "account_sid": account,
            "api_version": "2010-04-01",
            "to": self.to,
            "from": self.sender,
            "body": self.body,
            "status": self.status,
            "direction": "inbound" if self.incoming else "outbound-api",
            "date_created": when,
            "date_updated": when,
            "date_sent": None if self.status == "queued" else when,
            "error_code": self.error_code,
            "error_message": None,
            "messaging_service_sid": None,
            "num_media": str(len(self.media)),
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "uri": f"{here}.json",
            "subresource_uris": {"media": f"{here}/Media.json"},
        }


@dataclass
class Attachment:
    """A file that came with an incoming text, and how badly it is served."""

    content: bytes
    content_type: str = "image/jpeg"
    status: int = 200
    redirects_to: str = ""  # "cdn": to another path of this server, "twice": from there again, else as written
    pause_s: float = 0.0  # between two pieces of a slow answer
    sid: str = field(default_factory=lambda: "ME" + uuid.uuid4().hex)


@dataclass(frozen=True)
class Heard:
    """One request that arrived, whatever became of it."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    at: float
    connection: int  # equal for requests of one connection


class Company:
    """The state behind the server. `next_faults` are used up first, then those of the number, then `always`."""

    def __init__(self, account: str = ACCOUNT, token: str = TOKEN, number: str = NUMBER) -> None:
        self.account, self.token, self.number = account, token, number
        self.delay_ms = 0
        self.always: Fault = OK
        self.by_number: dict[str, Fault] = {}
        self.list_fault: Fault = OK  # how GET and DELETE requests are answered
        self._next: deque[Fault] = deque()
        self._texts: dict[str, Text] = {}
        self._heard: list[Heard] = []
        self._lock = threading.Lock()
        self.connections = itertools.count(1)

    def then(self, *words: str) -> None:
        """The next messages handed over are answered so, one word each: then("500", "400:21610")."""
        with self._lock:
            self._next.extend(Fault.named(word) for word in words)

    def fault_for(self, to: str) -> Fault:
        """How the message to this number is answered now; uses up one of `then`."""
        with self._lock:
            if self._next:
                return self._next.popleft()
        return self.by_number.get(to, self.always)

    def note(self, heard: Heard) -> None:
        with self._lock:
            self._heard.append(heard)

    def keep(self, text: Text) -> Text:
        with self._lock:
            self._texts[text.sid] = text
        return text

    def drop(self, sid: str) -> bool:
        """Delete one text from the log; False when there is none."""
        with self._lock:
            return self._texts.pop(sid, None) is not None

    def get(self, sid: str) -> Text | None:
        return self._texts.get(sid)

    @property
    def texts(self) -> list[Text]:
        """What left for people, oldest first."""
        with self._lock:
            return [text for text in self._texts.values() if not text.incoming]

    @property
    def log(self) -> list[Text]:
        """Both directions, newest first, as Twilio lists them."""
        with self._lock:
            return sorted(self._texts.values(), key=lambda text: text.received_at, reverse=True)

    @property
    def requests(self) -> list[Heard]:
        with self._lock:
            return list(self._heard)

    def to(self, number: str) -> list[Text]:
        return [text for text in self.texts if text.to == number]

    def take(self, params: dict[str, str], *, status: str = "queued", error_code: int | None = None) -> Text:
        """Accept a text for delivery."""
        period = params.get("ValidityPeriod")
        return self.keep(
            Text(
                sid="SM" + uuid.uuid4().hex,
                to=params.get("To", ""),
                sender=params.get("From") or params.get("MessagingServiceSid", ""),
                body=params.get("Body", ""),
                received_at=time.time(),
                status=status,
                error_code=error_code,
                callback=params.get("StatusCallback", ""),
                validity_s=int(period) if period else None,
                params=params,
            )
        )

    def hear_from(self, sender: str, body: str = "", *, media: list[Attachment] | None = None, **more: str) -> Text:
        """A person texts our number: it stands in the log; whether a webhook tells of it is another question."""
        to = f"whatsapp:{self.number}" if sender.startswith("whatsapp:") else self.number
        text = Text(
            sid=("MM" if media else "SM") + uuid.uuid4().hex,
            to=to,
            sender=sender,
            body=body,
            received_at=time.time(),
            incoming=True,
            status="received",
            media=media or [],
            params=dict(more),
        )
        return self.keep(text)

    def forget(self) -> None:
        """Empty as on the first day, without faults."""
        with self._lock:
            self._texts.clear()
            self._heard.clear()
            self._next.clear()
            self.by_number.clear()
        self.always = self.list_fault = OK
        self.delay_ms = 0
