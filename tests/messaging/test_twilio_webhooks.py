"""Twilio's calls: signed ones are heard once, whatever they hold; forged ones of every kind are not."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from messaging import sweeps
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, DeliveryEvent, IncomingFile, IncomingMessage, OutgoingMessage, SendAttempt
from strandings.models import Report
from tests.provider import ACCOUNT, TOKEN, sign
from tests.provider.callbacks import Call, status_call
from tests.provider.company import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]
S = MessageStatus
BASE = "https://seals.example.org"
MESSAGE = "/hooks/twilio/message/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    settings.DEMO = settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver", "seals.example.org"]


def post(client, call: Call, *, signature=None, path="", **more):
    given = call.signature if signature is None else signature
    return client.post(
        path or call.path, urlencode(call.params), content_type=FORM, headers={"X-Twilio-Signature": given, **more}
    )


@pytest.fixture
def arrive(client, company):
    """A person's text reaches our number, and Twilio calls us."""

    def make(body="тюлень на пляже, Баутино", sender="+77015550000", **more):
        media = more.pop("media", None)
        text = company.company.hear_from(sender, body, media=media, **more)
        return post(client, company.webhook(text, BASE))

    return make


def test_a_text_becomes_a_report_and_the_answer_says_nothing(arrive):
    answer = arrive()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert b"<Response></Response>" in answer.content
    assert Report.objects.get().words == "тюлень на пляже, Баутино"
    assert Contact.objects.get().phone == "+77015550000"


def test_whatever_a_text_holds_it_is_kept(arrive):
    for number, body in enumerate(["", "\x00\x01", "\u202eьнелют", "я" * 1600, "🦭", "Итбалық жағада", "' OR 1=1 --"]):
        assert arrive(body, sender=f"+7701555000{number}").status_code == 200
    assert IncomingMessage.objects.count() == Report.objects.count() == 7
    bodies = set(IncomingMessage.objects.values_list("body", flat=True))
    assert bodies == {"", "ьнелют", "я" * 1600, "🦭", "Итбалық жағада", "' OR 1=1 --"}


def test_a_lone_surrogate_is_stored_harmlessly(client):
    params = f"AccountSid={ACCOUNT}&Body=%ED%A0%BD%20seal&From=%2B77015550000&MessageSid=SM1"
    seen = {"AccountSid": ACCOUNT, "Body": "\ufffd\ufffd\ufffd seal", "From": "+77015550000", "MessageSid": "SM1"}
    signature = sign(TOKEN, BASE + MESSAGE, seen)
    answer = client.post(MESSAGE, params, content_type=FORM, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 200
    assert IncomingMessage.objects.get().body.endswith("seal")


def test_a_whatsapp_pin_is_a_place(arrive):
    arrive("", sender="whatsapp:+77015550000", Latitude="44.5", Longitude="50.25", Address="Bautino")
    incoming = IncomingMessage.objects.get()
    assert (incoming.channel, incoming.latitude, incoming.longitude) == ("whatsapp", 44.5, 50.25)
    assert incoming.contact.phone == "+77015550000"
    assert Report.objects.get().stranding.has_place


@pytest.mark.parametrize(("latitude", "longitude"), [("91", "50"), ("nan", "50"), ("inf", "1"), ("x", "y"), ("1", "")])
def test_a_pin_off_the_earth_is_a_text_without_a_place(arrive, latitude, longitude):
    assert arrive("тюлень", Latitude=latitude, Longitude=longitude).status_code == 200
    assert IncomingMessage.objects.get().latitude is None


@pytest.mark.parametrize(
    ("sender", "kept"), [("Kcell", "Kcell"), ("8722", "8722"), ("", "withheld"), ("x" * 99, "x" * 20)]
)
def test_a_sender_without_a_number_is_heard_too(arrive, sender, kept):
    assert arrive("тюлень", sender=sender).status_code == 200
    assert Contact.objects.get().phone == kept


def test_files_are_remembered_for_a_worker(arrive, company):
    arrive("", media=[Attachment(b"x"), Attachment(b"y", "video/mp4")])
    files = list(IncomingFile.objects.order_by("pk"))
    assert [each.content_type for each in files] == ["image/jpeg", "video/mp4"]
    assert files[0].url.startswith(f"{company.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/MM")


def test_fifty_copies_are_one_report(client, company):
    call = company.webhook(company.company.hear_from("+77015550000", "тюлень на пляже"), BASE)
    assert {post(client, call).status_code for _ in range(50)} == {200}
    assert IncomingMessage.objects.count() == Report.objects.count() == 1
    assert not Report.objects.get().additions.exists(), "a copy tells nothing more"


@pytest.mark.django_db(transaction=True)
def test_fifty_copies_at_once_are_one_report(company):
    call = company.webhook(company.company.hear_from("+77015550000", "тюлень", media=[Attachment(b"x")]), BASE)

    def one(_number):
        try:
            return post(Client(), call).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, range(50))) == {200}
    assert IncomingMessage.objects.count() == Report.objects.count() == IncomingFile.objects.count() == 1
    assert OutgoingMessage.objects.filter(template__startswith="ack_").count() == 1


def test_a_stop_by_text_is_heard(arrive):
    arrive("СТОП")
    assert Contact.objects.get().opted_out_at is not None
    assert OutgoingMessage.objects.get().template == "opted_out"


# Forged calls -----------------------------------------------------------------------------------------------------


def forged(call: Call) -> dict[str, dict]:
    """Every way a stranger may try it: what to post instead."""
    other = Call(call.url, {**call.params, "Body": "changed"}, call.signature)
    more = Call(call.url, {**call.params, "Extra": "1"}, call.signature)
    foreign = {**call.params, "AccountSid": "AC" + "9" * 32}
    moved = "http://testserver" + MESSAGE
    return {
        "no signature": {"call": call, "signature": ""},
        "nonsense": {"call": call, "signature": "abc"},
        "not ASCII": {"call": call, "signature": "тюлень"},
        "words changed": {"call": other},
        "a parameter more": {"call": more},
        "another token": {"call": call, "signature": sign("wrong", call.url, call.params)},
        "an empty token": {"call": call, "signature": sign("", call.url, call.params)},
        "for the host that was called": {"call": call, "signature": sign(TOKEN, moved, call.params)},
        "for another path": {"call": call, "signature": sign(TOKEN, BASE + "/hooks/twilio/status/1/", call.params)},
        "a query added": {"call": call, "path": MESSAGE + "?Body=changed"},
        "another account": {"call": Call(call.url, foreign, sign(TOKEN, call.url, foreign))},
        "without parameters": {"call": Call(call.url, {}, sign(TOKEN, call.url, {}))},
        "of a host that is not ours": {
            "call": call,
            "signature": sign(TOKEN, "https://evil.example" + MESSAGE, call.params),
            "X-Forwarded-Host": "evil.example",
        },
    }


KINDS = list(forged(Call(BASE + MESSAGE, {"AccountSid": ACCOUNT}, "")))


@pytest.mark.parametrize("kind", KINDS)
def test_a_forged_call_is_refused(client, company, kind):
    call = company.webhook(company.company.hear_from("+77015550000", "тюлень"), BASE)
    answer = post(client, **forged(call)[kind])
    assert answer.status_code == 403
    assert not IncomingMessage.objects.exists()


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_a_signed_call_of_another_form_is_refused(client, content_type):
    """Its body would not be part of what was signed."""
    signature = sign(TOKEN, BASE + MESSAGE, {})
    answer = client.generic("POST", MESSAGE, "{}", content_type=content_type, headers={"X-Twilio-Signature": signature})
    assert answer.status_code in (400, 403)
    assert not IncomingMessage.objects.exists()


def test_only_post_is_answered(client):
    assert client.get(MESSAGE).status_code == client.get("/hooks/twilio/status/1/").status_code == 405


def test_with_no_token_the_door_is_shut(client, company, settings):
    settings.TWILIO_AUTH_TOKEN = settings.TWILIO_AUTH_TOKEN_OLD = ""
    call = company.webhook(company.company.hear_from("+77015550000", "тюлень"), BASE)
    assert post(client, call).status_code == 403
    assert post(client, call, signature=sign("", call.url, call.params)).status_code == 403


def test_both_tokens_count_while_one_replaces_the_other(client, company, settings):
    settings.TWILIO_AUTH_TOKEN, settings.TWILIO_AUTH_TOKEN_OLD = "the new one", TOKEN
    for number, token in enumerate(["the new one", TOKEN]):
        call = company.webhook(company.company.hear_from(f"+7701555000{number}", "тюлень"), BASE)
        assert post(client, call, signature=sign(token, call.url, call.params)).status_code == 200
    settings.TWILIO_AUTH_TOKEN_OLD = ""
    late = company.webhook(company.company.hear_from("+77015550009", "тюлень"), BASE)
    assert post(client, late, signature=sign(TOKEN, late.url, late.params)).status_code == 403


# What became of our texts -----------------------------------------------------------------------------------------


@pytest.fixture
def sent(owe_text, company, at):
    """A text of ours that the company took."""
    message = owe_text()
    sweeps.deliver(at)
    return company.company.texts[0], message


def tell(client, company, text, *statuses, code=None):
    return [post(client, status_call(company.company, text, each, code)).status_code for each in statuses]


def status_of(message):
    return OutgoingMessage.objects.get(pk=message.pk).status


@pytest.mark.parametrize(
    ("order", "end"),
    [
        ("sent delivered", S.DELIVERED), ("delivered sent", S.DELIVERED), ("delivered undelivered", S.DELIVERED),
        ("delivered queued sending sent delivered", S.DELIVERED), ("sent undelivered", S.UNDELIVERED),
        ("failed", S.UNDELIVERED), ("undelivered delivered", S.UNDELIVERED), ("read", S.DELIVERED),
        ("sent sent sent delivered delivered delivered", S.DELIVERED), ("nonsense", S.SENT),
    ],
)  # fmt: skip
def test_callbacks_in_every_order(client, company, sent, order, end):
    text, message = sent
    assert set(tell(client, company, text, *order.split())) == {204}
    assert status_of(message) == end
    assert DeliveryEvent.objects.count() == len(order.split()), "every one is kept"


@pytest.mark.django_db(transaction=True)
def test_a_callback_before_our_own_commit(company, owe_text, at):
    answers = []

    def call_now(call):
        try:
            answers.append(post(Client(), call).status_code)
        finally:
            connection.close()

    message = owe_text()
    company.caller.order, company.caller.post = "before", call_now
    sweeps.deliver(at)
    assert answers == [204, 204]
    assert status_of(message) == S.DELIVERED
    assert list(DeliveryEvent.objects.order_by("pk").values_list("status", "moved")) == [
        ("sent", True),
        ("delivered", True),
    ]
    assert SendAttempt.objects.get().provider_id == company.company.texts[0].sid


def test_a_callback_settles_what_was_uncertain(client, company, owe_text, at):
    company.company.then("taken-reset")
    message = owe_text()
    sweeps.deliver(at)
    assert status_of(message) == S.UNCERTAIN
    text = company.company.texts[0]
    tell(client, company, text, "sent")
    assert status_of(message) == S.SENT
    assert SendAttempt.objects.get().provider_id == text.sid


def test_a_callback_of_another_message_moves_nothing(client, company, sent):
    text, message = sent
    text.sid = "SM" + "f" * 32
    assert tell(client, company, text, "undelivered") == [204]
    assert status_of(message) == S.SENT
    assert not DeliveryEvent.objects.exists()


def test_a_callback_for_an_attempt_that_is_not_there(client, company, sent):
    text, message = sent
    text.callback = f"{BASE}/hooks/twilio/status/999999/"
    assert tell(client, company, text, "delivered") == [204]
    assert status_of(message) == S.SENT


def test_a_forged_callback_moves_nothing(client, company, sent):
    text, message = sent
    call = status_call(company.company, text, "delivered")
    changed = Call(call.url, {**call.params, "MessageStatus": "undelivered"}, call.signature)
    elsewhere = "/hooks/twilio/status/123/"
    assert post(client, changed).status_code == post(client, call, path=elsewhere).status_code == 403
    assert status_of(message) == S.SENT


def test_why_a_text_did_not_arrive_is_kept_and_a_number_nobody_has_is_marked(client, company, sent, aigul):
    text, message = sent
    tell(client, company, text, "undelivered", code=30005)
    aigul.refresh_from_db()
    assert OutgoingMessage.objects.get(pk=message.pk).problem == "30005"
    assert aigul.unreachable_since is not None


def test_an_undelivered_alert_is_told_at_once(client, company, sent, settings):
    from tests.messaging.listeners import heard

    settings.MESSAGE_OUTCOMES = ["tests.messaging.listeners.hear"]
    text, message = sent
    tell(client, company, text, "undelivered", code=30003)
    assert heard[-1] == (message.pk, S.UNDELIVERED)
