"""What people text us: counted once, never lost, answered by the first conversation that takes it."""

from datetime import timedelta

import pytest

from messaging import sweeps
from messaging.actions import take_in
from messaging.models import Alarm, Contact, IncomingMessage, OutgoingMessage

pytestmark = pytest.mark.django_db


def text(body, at, number=1, **more):
    return take_in(gateway="memory", provider_id=f"in-{number}", phone="+77015550000", body=body, at=at, **more)


@pytest.fixture(autouse=True)
def _conversations(settings):
    settings.CONVERSATIONS = ["tests.messaging.listeners.fail", "tests.messaging.listeners.take_all"]


def test_a_copy_counts_once(at):
    assert text("тюлень", at).pk == text("тюлень", at).pk
    assert IncomingMessage.objects.count() == 1


def test_a_failing_conversation_does_not_lose_the_text(at, settings):
    assert text("тюлень", at).answered_by == "tests.messaging.listeners.take_all"
    settings.CONVERSATIONS = ["tests.messaging.listeners.fail"]
    lost = text("ещё тюлень", at, number=2)
    assert Alarm.objects.get().key == f"unread:incoming:{lost.pk}"


@pytest.mark.parametrize("word", ["STOP", "стоп", " Стоп. ", "ТОҚТАТ", "Stop!"])
def test_stop_is_an_opt_out_and_no_report(at, provider, word):
    text("Итбалық жағада", at)
    waiting = OutgoingMessage.objects.count()
    stopped = text(word, at, number=2)
    contact = Contact.objects.get()
    assert contact.opted_out_at == at
    assert stopped.answered_by == "opt-out"
    assert OutgoingMessage.objects.count() == waiting + 1
    sweeps.deliver(at)
    assert "хабарлама жібермейміз" in provider.texts[-1][1]


def test_stop_inside_a_sentence_is_a_message(at):
    text("стоп машина, тут тюлень", at)
    assert Contact.objects.get().opted_out_at is None


def test_stop_cancels_what_waits_except_team_alerts(at, owe_text, aigul):
    news, alert = owe_text("a"), owe_text("b")
    OutgoingMessage.objects.filter(pk=news.pk).update(template="report_received")
    take_in(gateway="memory", provider_id="x", phone=aigul.phone, body="СТОП", at=at)
    news.refresh_from_db()
    alert.refresh_from_db()
    assert (news.status, alert.status) == ("cancelled", "queued")


def test_writing_again_after_stop_is_heard_again(at):
    text("стоп", at)
    text("тюлень на пляже", at + timedelta(days=1), number=2)
    assert Contact.objects.get().opted_out_at is None


@pytest.mark.parametrize(
    ("bodies", "language"),
    [
        (["Тюлень на пляже"], "ru"),
        (["Итбалық жағада"], "kk"),
        (["Seal on the beach"], "en"),
        (["123"], "ru"),
        (["Итбалық жағада", "Баутино", "ok"], "kk"),
        (["sos", "тюлень"], "ru"),
        (["тюлень", "ok"], "ru"),
    ],
)
def test_the_language_is_heard_and_remembered(at, bodies, language):
    for number, body in enumerate(bodies):
        text(body, at, number=number)
    assert Contact.objects.get().language == language


def test_nasty_characters_are_stored_harmlessly(at):
    stored = text("тюлень\x00 \ud83d \u202eздесь", at)
    assert stored.body.startswith("тюлень")
    assert "\x00" not in stored.body
