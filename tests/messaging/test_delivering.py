"""A text goes out once, whatever the provider answers and whenever a worker dies."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from common.lifecycle import NotAllowed
from messaging import sweeps
from messaging.actions import report_delivery
from messaging.deliver.claiming import claim
from messaging.deliver.moves import move
from messaging.deliver.sending import back_off
from messaging.gateways.base import Answer, AnswerKind, FoundKind, mentions
from messaging.lifecycle import MOVES, MessageStatus
from messaging.models import Alarm, OutgoingMessage, SendAttempt

pytestmark = pytest.mark.django_db
S = MessageStatus


def status(message):
    return OutgoingMessage.objects.get(pk=message.pk).status


def test_accepted_is_sent_with_its_id_in_the_attempt(owe_text, provider, at):
    message = owe_text()
    assert sweeps.deliver(at) == 1
    assert status(message) == S.SENT
    assert message.attempts.get().provider_id == f"m-{message.attempts.get().pk}"


def test_a_worker_killed_between_claim_and_send_leaves_it_uncertain_and_asks_first(owe_text, provider, at):
    message = owe_text()
    claim(at=at, worker="killed", limit=8)  # and then nothing: kill -9
    OutgoingMessage.objects.update(lease_until=Now() - timedelta(seconds=1))
    sweeps.deliver(at)
    assert status(message) == S.UNCERTAIN
    assert provider.texts == []
    sweeps.settle_uncertain(at + timedelta(seconds=36))  # the provider says: no such text
    sweeps.deliver(at + timedelta(seconds=36))
    assert status(message) == S.SENT
    assert len(provider.texts) == 1


def test_an_uncertain_text_that_did_go_out_is_not_sent_again(owe_text, provider, at):
    message = owe_text()
    provider.texts.append(("+77011234567", message.body))  # it went out, but the answer never reached us
    provider.answers = [Answer(kind=AnswerKind.UNCERTAIN, detail="timeout")]
    sweeps.deliver(at)
    sweeps.settle_uncertain(at + timedelta(seconds=10))
    assert status(message) == S.UNCERTAIN  # too early to ask
    sweeps.settle_uncertain(at + timedelta(seconds=36))
    sweeps.deliver(at + timedelta(seconds=36))
    assert status(message) == S.SENT
    assert len(provider.texts) == 1


def test_an_exception_while_sending_is_uncertain(owe_text, provider, at):
    provider.answers = [ConnectionResetError("reset")]
    message = owe_text()
    sweeps.deliver(at)
    assert status(message) == S.UNCERTAIN


def test_a_provider_that_cannot_be_asked_calls_a_person_and_never_resends(owe_text, provider, at):
    provider.answers, provider.lookup = [Answer(kind=AnswerKind.UNCERTAIN)], FoundKind.CANNOT
    message = owe_text()
    sweeps.deliver(at)
    for minute in (1, 2, 3):
        sweeps.settle_uncertain(at + timedelta(minutes=minute))
    assert status(message) == S.UNCERTAIN
    assert Alarm.objects.get().key == f"uncertain:{message.pk}"
    sweeps.settle_uncertain(at + timedelta(hours=2))
    assert status(message) == S.STALE
    assert provider.texts == []


def test_a_busy_provider_is_tried_again_later(owe_text, provider, at):
    provider.answers = [Answer(kind=AnswerKind.BUSY), Answer(kind=AnswerKind.BUSY, retry_after_s=7)]
    message = owe_text()
    sweeps.deliver(at)
    assert status(message) == S.QUEUED
    assert sweeps.deliver(at + timedelta(seconds=14)) == 0
    sweeps.deliver(at + timedelta(seconds=19))
    message.refresh_from_db()
    assert message.next_try_at == at + timedelta(seconds=26)
    assert sweeps.deliver(at + timedelta(seconds=26)) == 1
    assert message.attempts.count() == 3


@pytest.mark.parametrize(("tries", "least_s"), [(1, 15), (2, 60), (3, 300), (4, 900), (9, 900)])
def test_back_off_grows_with_a_little_chance(tries, least_s):
    assert least_s <= back_off(tries).total_seconds() <= least_s * 1.2


def test_a_late_text_is_stale_and_never_leaves(owe_text, provider, at):
    message = owe_text(useless_after=at + timedelta(minutes=3))
    sweeps.deliver(at + timedelta(minutes=3))
    assert status(message) == S.STALE
    assert provider.texts == []


def test_after_a_standstill_late_texts_do_not_hold_up_the_live_ones(owe_text, provider, at):
    for number in range(120):
        owe_text(f"late{number}", urgency=1, useless_after=at + timedelta(minutes=3))
    live = owe_text("live", urgency=5)
    assert sweeps.deliver(at + timedelta(minutes=10)) == 1
    assert status(live) == S.SENT
    assert OutgoingMessage.objects.filter(status=S.STALE).count() == 120


def test_a_refused_number_is_remembered_and_told(owe_text, provider, at, aigul, settings):
    settings.MESSAGE_OUTCOMES = ["tests.messaging.listeners.broken", "tests.messaging.listeners.hear"]
    provider.answers = [Answer(kind=AnswerKind.REFUSED, detail="no such number")]
    message = owe_text()
    sweeps.deliver(at)
    assert status(message) == S.FAILED
    aigul.refresh_from_db()
    assert aigul.unreachable_since == at
    from tests.messaging.listeners import heard

    assert heard[-1] == (message.pk, S.FAILED)


def test_wrong_credentials_stop_the_sender_and_ring(owe_text, provider, at):
    provider.answers = [Answer(kind=AnswerKind.MISCONFIGURED, detail="401")]
    message = owe_text()
    sweeps.deliver(at)
    assert status(message) == S.QUEUED
    assert Alarm.objects.get().key == sweeps.STOPPED
    sweeps.deliver(at + timedelta(seconds=60))
    assert status(message) == S.SENT
    assert Alarm.objects.get().cleared_at is not None


def test_callbacks_move_forward_only_and_are_all_kept(owe_text, provider, at):
    message = owe_text()
    sweeps.deliver(at)
    attempt = SendAttempt.objects.get()
    assert report_delivery(attempt=attempt, status="delivered", at=at)
    assert not report_delivery(attempt=attempt, status="sent", at=at)
    assert not report_delivery(attempt=attempt, status="delivered", at=at)
    assert not report_delivery(attempt=attempt, status="nonsense", at=at)
    assert status(message) == S.DELIVERED
    assert attempt.events.count() == 4


def test_every_pair_of_statuses_is_allowed_or_refused_as_the_table_says(owe_text, at):
    message = owe_text()
    for was in S:
        for to in S:
            lease = at if was == S.SENDING else None
            OutgoingMessage.objects.filter(pk=message.pk).update(status=was, lease_until=lease)
            message.refresh_from_db()
            fields = {"lease_until": at} if to == S.SENDING else {}
            if to in MOVES[was]:
                move(message, to, at=at, **fields)
                assert status(message) == to
            else:
                with pytest.raises(NotAllowed):
                    move(message, to, at=at, **fields)
                assert status(message) == was


def test_the_simulator_delivers_at_once(owe_text, at, settings):
    settings.MESSAGE_GATEWAY = "simulator"
    message = owe_text()
    sweeps.deliver(at)
    assert status(message) == S.DELIVERED


def test_a_reference_is_found_whole_or_not_at_all():
    assert mentions("K-26-0412-1: бригада едет", "K-26-0412-1")
    assert mentions("(STOP-7) Больше", "STOP-7")
    assert not mentions("K-26-0412-12: бригада едет", "K-26-0412-1")
    assert not mentions("SK-26-0412-1", "K-26-0412-1")
