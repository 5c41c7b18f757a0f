"""What the company tells us on its own: status callbacks in any order, and webhooks of incoming texts, all signed."""

import itertools
import random
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.provider.company import Company, Text
from tests.provider.signing import HEADER, sign

ORDERS = ("never", "on-time", "late", "shuffled", "five-times", "before", "undelivered")
LATE_S = 2.0


@dataclass(frozen=True)
class Call:
    """One request the company makes: to which address, with what."""

    url: str
    params: dict[str, str]
    signature: str

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def headers(self) -> dict[str, str]:
        return {HEADER: self.signature, "Content-Type": "application/x-www-form-urlencoded"}


def status_call(company: Company, text: Text, status: str, error_code: int | None = None) -> Call:
    """The callback that tells of one status; Twilio strips what follows # before it signs and calls."""
    params = {
        "AccountSid": company.account,
        "ApiVersion": "2010-04-01",
        "From": text.sender,
        "To": text.to,
        "MessageSid": text.sid,
        "SmsSid": text.sid,
        "MessageStatus": status,
        "SmsStatus": status,
    }
    if error_code:
        params["ErrorCode"] = str(error_code)
    url = text.callback.partition("#")[0]
    return Call(url, params, sign(company.token, url, params))


def message_call(company: Company, text: Text, url: str, api: str) -> Call:
    """The webhook that brings an incoming text; `api` is where its media are fetched."""
    params = {
        "AccountSid": company.account,
        "ApiVersion": "2010-04-01",
        "Body": text.body,
        "From": text.sender,
        "To": text.to,
        "MessageSid": text.sid,
        "SmsMessageSid": text.sid,
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "NumMedia": str(len(text.media)),
        "NumSegments": "1",
        **text.params,
    }
    for number, each in enumerate(text.media):
        here = f"/2010-04-01/Accounts/{company.account}/Messages/{text.sid}/Media/{each.sid}"
        params |= {f"MediaUrl{number}": f"{api}{here}", f"MediaContentType{number}": each.content_type}
    return Call(url.partition("#")[0], params, sign(company.token, url, params))


class Caller:
    """Makes the calls. `base` sends them to another host than the one they are signed for (a system behind a proxy)."""

    def __init__(self, base: str = "", order: str = "never", late_s: float = LATE_S) -> None:
        if order not in ORDERS:
            raise ValueError(f"{order!r} is none of: {', '.join(ORDERS)}")
        self.base, self.order, self.late_s = base.rstrip("/"), order, late_s
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="callback")
        self.answers: list[int] = []  # status codes, 0 when nobody answered

    def post(self, call: Call) -> int:
        """The status of the answer; 0 when nobody answers within Twilio's 15 s."""
        parts = urlsplit(call.url)
        url = f"{self.base}{parts.path}{'?' + parts.query if parts.query else ''}" if self.base else call.url
        request = urllib.request.Request(url, urlencode(call.params).encode(), call.headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                status = answer.status
        except urllib.error.HTTPError as refused:
            status = refused.code
        except OSError:
            status = 0
        self.answers.append(status)
        return status

    def before_answer(self, company: Company, text: Text) -> None:
        if self.order == "before" and text.callback:
            for status in ("sent", "delivered"):
                text.status = status
                self.post(status_call(company, text, status))

    def after_answer(self, company: Company, text: Text) -> None:
        if self.order not in ("never", "before") and text.callback:
            self._pool.submit(self._tell, company, text)

    def _tell(self, company: Company, text: Text) -> None:
        last = ("undelivered", 30005) if self.order == "undelivered" else ("delivered", None)
        calls = [status_call(company, text, "sent"), status_call(company, text, *last)]
        if self.order == "late":
            time.sleep(self.late_s)
        elif self.order == "shuffled":
            random.shuffle(calls)
        elif self.order == "five-times":
            calls = list(itertools.chain.from_iterable([call] * 5 for call in calls))
        text.status, text.error_code = last
        for call in calls:
            self.post(call)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
