"""Send what is due: requests in a bounded pool of threads, every database write in the calling thread."""

import logging
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from accounts import links
from common import background
from messaging import gateways
from messaging.deliver import limits
from messaging.deliver.claiming import claim, give_up_expired
from messaging.deliver.moves import locked, move
from messaging.gateways.base import Answer, AnswerKind, Gateway
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, DeliveryEvent, OutgoingMessage, SendAttempt

logger = logging.getLogger(__name__)
S = MessageStatus
BACK_OFF_S = (15, 60, 300, 900)
PAUSE_WHEN_MISCONFIGURED_S = 60
RUN_S = 20  # one run ends after so long; the next goes on


@dataclass
class Outcome:
    """What one run did; `misconfigured` is the provider's word when it refuses us altogether.

    `held_back` counts texts that our own limits kept here.
    """

    sent: int = 0
    misconfigured: str = ""
    held_back: int = 0


def deliver_due(*, at: datetime) -> Outcome:
    """Send everything due by `at`, most urgent first, in batches, for at most 20 s."""
    give_up_expired(at=at)
    outcome, gateway, began = Outcome(), gateways.current(), time.monotonic()
    worker = f"{os.uname().nodename[:20]}:{os.getpid()}"
    while time.monotonic() - began < RUN_S and not background.is_ending():
        attempts = claim(at=at, worker=worker, limit=settings.SEND_THREADS)
        if attempts is None:
            break
        for attempt, answer in _requests(gateway, attempts, at):
            _store_or_leave(attempt, answer, at=at, settle_after_s=gateway.settle_after_s)
            outcome.sent += answer.kind == AnswerKind.ACCEPTED
            outcome.held_back += answer.kind == AnswerKind.HELD_BACK
            if answer.kind == AnswerKind.MISCONFIGURED:
                outcome.misconfigured = answer.detail or "refused"
        if outcome.misconfigured:
            break
    return outcome


def _requests(gateway: Gateway, attempts: list[SendAttempt], at: datetime) -> Iterator[tuple[SendAttempt, Answer]]:
    """Each attempt with its answer, as they come."""
    ready = []
    kept_here = {} if gateway.local else limits.held_back(attempts, at=at)  # a local one costs nothing
    for attempt in attempts:
        if attempt.pk in kept_here:
            yield attempt, Answer(kind=AnswerKind.HELD_BACK, detail=kept_here[attempt.pk])
            continue
        try:
            ready.append((attempt, attempt.message.contact.phone, text_of(attempt.message)))
        except Exception as problem:  # this one alone fails: the others of the lot go out
            logger.exception("the text of message %s could not be made", attempt.message_id)
            yield attempt, Answer(kind=AnswerKind.UNSENDABLE, detail=type(problem).__name__)
    if gateway.local:
        for attempt, to, body in ready:
            yield attempt, _ask(gateway, attempt, to, body, at)
        return
    with ThreadPoolExecutor(max_workers=settings.SEND_THREADS) as pool:
        running = {pool.submit(_ask, gateway, attempt, to, body, at): attempt for attempt, to, body in ready}
        for future in as_completed(running):
            yield running[future], future.result()


def _ask(gateway: Gateway, attempt: SendAttempt, to: str, body: str, at: datetime) -> Answer:
    try:
        return gateway.send(
            to=to,
            body=body,
            reference=attempt.message.reference,
            attempt_id=attempt.pk,
            at=at,
            useless_after=attempt.message.useless_after,
        )
    except Exception as problem:  # an unforeseen failure after the request may have left: nobody knows
        logger.exception("attempt %s", attempt.pk)
        return Answer(kind=AnswerKind.UNCERTAIN, detail=type(problem).__name__)


def _store_or_leave(attempt: SendAttempt, answer: Answer, **how) -> None:
    """An answer that cannot be stored must not lose those of the others; its message's lease ends and it is asked."""
    try:
        store_answer(attempt, answer, **how)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("the answer to attempt %s could not be stored", attempt.pk)


def text_of(message: OutgoingMessage) -> str:
    """The text as it leaves: the link is put in only now, so that it is stored nowhere."""
    if message.link is None:
        return message.body
    address = settings.PUBLIC_BASE_URL + message.link_path.format(token=links.token(message.link))
    return message.body.replace("{link}", address)


def back_off(tries: int) -> timedelta:
    """15 s, 1, 5, then every 15 minutes, each up to a fifth more so that a crowd does not return at once."""
    return timedelta(seconds=BACK_OFF_S[min(tries, len(BACK_OFF_S)) - 1] * (1 + 0.2 * random.random()))


def store_answer(attempt: SendAttempt, answer: Answer, *, at: datetime, settle_after_s: int) -> None:
    """The provider's answer in the attempt's row and the message moved, in one transaction."""
    with transaction.atomic():
        message = locked(attempt.message_id)
        attempt.ended_at, attempt.answer = at, answer.kind
        attempt.provider_id, attempt.detail = answer.provider_id, answer.detail[:200]
        attempt.save(update_fields=["ended_at", "answer", "provider_id", "detail"])
        if message.status not in (S.SENDING, S.UNCERTAIN):
            return  # a callback was quicker: its word stands
        _move_after(message, attempt, answer, at, settle_after_s)


def _move_after(message: OutgoingMessage, attempt: SendAttempt, answer: Answer, at: datetime, settle_s: int) -> None:
    match answer.kind:
        case AnswerKind.ACCEPTED if answer.delivered:
            DeliveryEvent.objects.create(attempt=attempt, status=S.DELIVERED, received_at=at, moved=True)
            move(message, S.DELIVERED, at=at, problem="")
        case AnswerKind.ACCEPTED:
            move(message, S.SENT, at=at, problem="")
        case AnswerKind.REFUSED | AnswerKind.OPTED_OUT:
            column = "opted_out_at" if answer.kind == AnswerKind.OPTED_OUT else "unreachable_since"
            Contact.objects.filter(pk=message.contact_id, **{column: None}).update(**{column: at})
            refused = S.FAILED if message.status == S.SENDING else S.UNDELIVERED
            move(message, refused, at=at, problem=answer.detail or answer.kind)
        case AnswerKind.HELD_BACK if message.status == S.SENDING:
            move(message, S.FAILED, at=at, problem=answer.detail)
        case AnswerKind.UNSENDABLE if message.status == S.SENDING:
            move(message, S.FAILED, at=at, problem=f"the text could not be made: {answer.detail}"[:200])
        case AnswerKind.BUSY | AnswerKind.MISCONFIGURED:
            wait = back_off(message.tries)
            if answer.kind == AnswerKind.MISCONFIGURED:
                wait = timedelta(seconds=PAUSE_WHEN_MISCONFIGURED_S)
            elif answer.retry_after_s is not None:
                wait = timedelta(seconds=answer.retry_after_s)
            move(message, S.QUEUED, at=at, next_try_at=at + wait, problem=answer.detail or answer.kind)
        case AnswerKind.UNCERTAIN if message.status == S.SENDING:
            ask_at = at + timedelta(seconds=settle_s)
            move(message, S.UNCERTAIN, at=at, next_try_at=ask_at, problem=answer.detail or answer.kind)
