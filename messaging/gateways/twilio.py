"""Twilio: the only module that imports its library. What each of its answers means stands in docs/messages.md."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from messaging.gateways import twilio_answers as answers
from messaging.gateways import twilio_files
from messaging.gateways.base import Answer, AnswerKind, Found, FoundKind, LogAway, Received, mentions
from messaging.gateways.twilio_address import API, CONNECT_S, api_base

SIGNATURE_HEADER = "X-Twilio-Signature"
# asks Twilio to repeat a call that failed: it does not by itself; copies are harmless
REPEAT_CALLS = "#rc=3&rp=5xx,ct,rt"
READ_S = 10  # its client waits for ever by default
LONGEST_VALIDITY_S, SHORTEST_VALIDITY_S = 36_000, 10
PAGE = 200
MOST_PAGES = 25
# a text sent after a moment was made at most its validity before it; clocks differ too
MADE_BEFORE = timedelta(seconds=LONGEST_VALIDITY_S) + timedelta(hours=2)


class Busy(Exception):
    """Twilio asks us to come back later: it surely did not take the text."""

    def __init__(self, retry_after_s: int | None) -> None:
        super().__init__("429")
        self.retry_after_s = retry_after_s


# a list that cannot be had or is not what Twilio answers with
UNREADABLE = (
    *(ImproperlyConfigured, Busy, requests.RequestException, TwilioException),
    *(ValueError, TypeError, AttributeError, LookupError),
)


class _Http(HttpClient):
    """Requests over connections that are kept, with time-outs, never repeated by themselves, to the configured host."""

    def __init__(self, base: str, connections: int) -> None:
        super().__init__(logger=None, is_async=False, timeout=None)
        self._base = base
        self._session = requests.Session()
        self._session.trust_env = base == API  # a proxy of the environment is for the world outside
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=connections, max_retries=0))

    def request(  # noqa: PLR0917 - the library's own signature
        self, method, url, params=None, data=None, headers=None, auth=None, timeout=None, allow_redirects=False
    ) -> Response:
        """One request. Raises what `requests` raises, and Busy for 429."""
        answer = self._session.request(
            method,
            url.replace(API, self._base, 1) if url.startswith(API) else url,
            params=params,
            data=data,
            headers=headers,
            auth=auth,
            timeout=(CONNECT_S, READ_S),
            allow_redirects=False,
        )
        if answer.status_code == requests.codes.too_many_requests:
            raise Busy(answers.seconds(answer.headers.get("Retry-After")))
        return Response(answer.status_code, answer.text, answer.headers)


def _messages():
    """The account's messages; connections are kept for as long as process and settings stay the same."""
    account = settings.TWILIO_ACCOUNT_SID
    return _client(os.getpid(), account, settings.TWILIO_AUTH_TOKEN, api_base(), settings.SEND_THREADS).messages


@lru_cache(maxsize=2)
def _client(process: int, account: str, token: str, base: str, connections: int) -> Client:
    # by process: a forked worker must not write into its parent's connections
    return Client(account, token, http_client=_Http(base, connections))


class TwilioGateway:
    """Hands texts to Twilio, looks up those we are uncertain about, and reads its log of what people sent us."""

    name = "twilio"
    local = False
    settle_after_s = 35  # by then a request that was under way is over and stands in the list
    keeps_log = True

    def send(
        self, *, to: str, body: str, reference: str, attempt_id: int, at: datetime, useless_after: datetime
    ) -> Answer:
        """Hand over one text, once; every failure that may have happened after the request left is UNCERTAIN."""
        try:
            message = _messages().create(
                to=to,
                body=body,
                validity_period=validity_s(useless_after - at),
                status_callback=callback_url(attempt_id),
                **_sender(),
            )
        except ImproperlyConfigured as problem:
            return Answer(kind=AnswerKind.MISCONFIGURED, detail=str(problem))
        except Busy as busy:
            return Answer(kind=AnswerKind.BUSY, detail="429", retry_after_s=busy.retry_after_s)
        except requests.RequestException as problem:
            kind = AnswerKind.BUSY if answers.never_left(problem) else AnswerKind.UNCERTAIN
            return Answer(kind=kind, detail=type(problem).__name__)
        except TwilioException as refusal:
            return answers.refused(getattr(refusal, "status", 0), getattr(refusal, "code", 0))
        except (ValueError, TypeError, AttributeError) as problem:  # not the document Twilio answers with
            return Answer(kind=AnswerKind.UNCERTAIN, detail=f"unreadable answer: {type(problem).__name__}")
        return _taken(message)

    def find(self, *, to: str, reference: str, since: datetime) -> Found:
        """Look through what went to this number since then, newest first, for a text with the reference."""
        try:
            for message in _listed(to=to, since=since, **_listed_sender()):
                if mentions(message.body or "", reference):
                    return _there(message)
        except UNREADABLE:
            return Found(kind=FoundKind.UNKNOWN)
        return Found(kind=FoundKind.ABSENT)

    def received(self, *, since: datetime) -> list[Received]:
        """What people sent us since then, oldest first. Raises LogAway."""
        try:
            listed = [each for filters in _our_addresses() for each in _listed(since=since, **filters)]
            texts = [_received(each) for each in listed if each.direction == "inbound"]
        except UNREADABLE as problem:
            raise LogAway(type(problem).__name__) from problem
        return sorted((text for text in texts if text.received_at >= since), key=lambda text: text.received_at)

    def files_of(self, provider_id: str) -> list[tuple[str, str]]:
        """Address and content type of each file of an incoming text. Raises LogAway."""
        try:
            files = _messages()(provider_id).media.list(limit=10)
            return [(f"{api_base()}{each.uri.removesuffix('.json')}", each.content_type) for each in files]
        except UNREADABLE as problem:
            raise LogAway(type(problem).__name__) from problem

    def fetch(self, url: str) -> bytes:
        """One of those files. Raises FileRefused or FileAway."""
        return twilio_files.fetch(url)

    def forget(self, provider_id: str) -> None:
        """Delete a text and its files from Twilio's log; one that is not there is no error. Raises LogAway."""
        try:
            message = _messages()(provider_id)
            if provider_id.startswith("MM") and int(message.fetch().num_media or 0):
                for file in message.media.list(limit=10):
                    file.delete()
            message.delete()
        except UNREADABLE as problem:
            if getattr(problem, "status", 0) != requests.codes.not_found:
                raise LogAway(f"{type(problem).__name__} {getattr(problem, 'code', '')}".strip()) from problem


def is_signed(path: str, params, signature: str) -> bool:
    """Whether Twilio signed this call to our public address; `path` begins with / and carries the query.

    Two tokens count while one replaces the other; without any nothing is believed. The host a caller names is ignored.
    """
    tokens = [token for token in (settings.TWILIO_AUTH_TOKEN, settings.TWILIO_AUTH_TOKEN_OLD) if token]
    address = settings.PUBLIC_BASE_URL + path
    return any(RequestValidator(token).validate(address, params, signature) for token in tokens)


def signature(path: str, params: dict[str, str]) -> str:
    """What Twilio would put into SIGNATURE_HEADER of a call to this path: for rehearsals."""
    return RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(settings.PUBLIC_BASE_URL + path, params)


def validity_s(useful: timedelta) -> int:
    """How long Twilio may try: as long as the text is of use, not its ten hours; 10 s at least."""
    return max(SHORTEST_VALIDITY_S, min(LONGEST_VALIDITY_S, int(useful.total_seconds())))


def callback_url(attempt_id: int) -> str:
    """Where Twilio tells what became of this attempt."""
    return f"{settings.PUBLIC_BASE_URL}/hooks/twilio/status/{attempt_id}/{REPEAT_CALLS}"


def _sender() -> dict[str, str]:
    """TWILIO_FROM is a number, a sender's name, or a messaging service (MG...)."""
    if settings.TWILIO_FROM.startswith("MG"):
        return {"messaging_service_sid": settings.TWILIO_FROM}
    return {"from_": settings.TWILIO_FROM}


def _listed_sender() -> dict[str, str]:
    """A messaging service chooses the number itself: then only the recipient narrows the list."""
    return {} if settings.TWILIO_FROM.startswith("MG") else {"from_": settings.TWILIO_FROM}


def _taken(message) -> Answer:
    """201: the id is what makes it an acceptance; a text that failed at birth gets no callback."""
    if not message.sid:
        return Answer(kind=AnswerKind.UNCERTAIN, detail="an answer without an id")
    if message.status in answers.NOT_DELIVERED:
        return Answer(kind=AnswerKind.REFUSED, provider_id=message.sid, detail=f"201 {message.error_code}")
    return Answer(kind=AnswerKind.ACCEPTED, provider_id=message.sid, delivered=message.status in answers.DELIVERED)


def _there(message) -> Found:
    status = message.status
    return Found(
        kind=FoundKind.THERE,
        provider_id=message.sid,
        delivered=status in answers.DELIVERED,
        undelivered=status in answers.NOT_DELIVERED,
    )


def _our_addresses() -> list[dict[str, str]]:
    """How the log is narrowed to what came to us; a messaging service has many numbers, a name none."""
    number = settings.TWILIO_FROM
    return [{"to": number}, {"to": f"whatsapp:{number}"}] if number.startswith("+") else [{}]


def _received(message) -> Received:
    return Received(
        provider_id=message.sid,
        sender=message.from_ or "",
        body=message.body or "",
        received_at=message.date_sent or message.date_created,
        has_files=int(message.num_media or 0) > 0,
    )


def _listed(*, since: datetime, **filters) -> Iterator:
    """Messages sent since then or still queued, newest first. Raises LookupError past 5,000: nobody read them all.

    Its filter by date looks at the date a text was sent, which one still queued has not: we compare ourselves.
    """
    oldest = since - MADE_BEFORE
    page = _messages().page(page_size=PAGE, **filters)
    for _number in range(MOST_PAGES):
        for message in page:
            if message.date_created is not None and message.date_created < oldest:
                return
            yield message
        page = page.next_page()
        if page is None:
            return
    raise LookupError("more messages than can be read")
