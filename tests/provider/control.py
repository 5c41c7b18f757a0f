"""The control door of the company as a process of its own: JSON in, JSON out, under /_control/."""

import json
import threading
import time
from typing import TYPE_CHECKING

from tests.provider.callbacks import message_call, status_call
from tests.provider.faults import Fault

if TYPE_CHECKING:
    from tests.provider.server import Provider


def control(provider: "Provider", method: str, what: str, body: bytes) -> tuple[int, dict | list]:
    """GET texts | requests | answers; POST faults | callbacks | incoming | refuse | forget."""
    told = json.loads(body) if body else {}
    actions = {
        ("GET", "texts"): _texts,
        ("GET", "requests"): _requests,
        ("GET", "answers"): lambda provider, _told: {"answers": provider.caller.answers},
        ("POST", "faults"): _faults,
        ("POST", "callbacks"): _callbacks,
        ("POST", "incoming"): _incoming,
        ("POST", "refuse"): _refuse,
        ("POST", "forget"): _forget,
    }
    action = actions.get((method, what.strip("/")))
    if action is None:
        return 404, {"error": f"{method} {what}: there are {', '.join(' '.join(each) for each in actions)}"}
    try:
        return 200, action(provider, told)
    except (KeyError, ValueError) as problem:
        return 400, {"error": str(problem)}


def _texts(provider: "Provider", _told: dict) -> list:
    """What left for people: sid, to, body, status, received_at (seconds since 1970), validity_s, callback."""
    names = ("sid", "to", "sender", "body", "status", "received_at", "validity_s", "callback")
    return [{name: getattr(text, name) for name in names} for text in provider.company.texts]


def _requests(provider: "Provider", _told: dict) -> list:
    names = ("method", "path", "params", "at", "connection")
    return [{name: getattr(heard, name) for name in names} for heard in provider.company.requests]


def _faults(provider: "Provider", told: dict) -> dict:
    """{"always": "500", "then": ["429:7"], "numbers": {"+7701...": "400:21610"}, "lists": "500", "delay_ms": 200}"""
    company = provider.company
    company.then(*told.get("then", []))
    company.by_number |= {number: Fault.named(word) for number, word in told.get("numbers", {}).items()}
    if "always" in told:
        company.always = Fault.named(told["always"])
    if "lists" in told:
        company.list_fault = Fault.named(told["lists"])
    company.delay_ms = int(told.get("delay_ms", company.delay_ms))
    return {"always": company.always.name, "delay_ms": company.delay_ms}


def _callbacks(provider: "Provider", told: dict) -> dict:
    """{"order": "shuffled"} from now on, or {"sid": "SM...", "statuses": ["sent", "delivered"], "times": 5} now."""
    if "order" in told:
        provider.caller.order = told["order"]
        return {"order": told["order"]}
    text = provider.company.get(told["sid"])
    if text is None:
        raise ValueError("no such text")
    calls = [status_call(provider.company, text, status, told.get("error_code")) for status in told["statuses"]]
    return {"answers": [provider.caller.post(call) for call in calls for _ in range(int(told.get("times", 1)))]}


def _incoming(provider: "Provider", told: dict) -> dict:
    """{"from": "+7701...", "body": "...", "url": "http://.../hooks/twilio/message/", "times": 50}; no url: log only."""
    text = provider.company.hear_from(told["from"], told.get("body", ""), **told.get("params", {}))
    answers = []
    if url := told.get("url"):
        call = message_call(provider.company, text, url, provider.url)
        answers = [provider.caller.post(call) for _ in range(int(told.get("times", 1)))]
    return {"sid": text.sid, "answers": answers}


def _refuse(provider: "Provider", told: dict) -> dict:
    """{"seconds": 5}: nobody listens for so long, beginning a moment after this answer."""
    seconds = float(told["seconds"])

    def away() -> None:
        time.sleep(0.1)
        provider.stop()
        time.sleep(seconds)
        provider.start()

    threading.Thread(target=away, name="refusing").start()
    return {"refusing_s": seconds}


def _forget(provider: "Provider", _told: dict) -> dict:
    provider.company.forget()
    return {"texts": 0}
