"""The company that plays Twilio is itself checked against Twilio's own library."""

import time

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from tests.provider import ACCOUNT, TOKEN, sign
from tests.provider.callbacks import status_call


@pytest.fixture
def client(company):
    from messaging.gateways.twilio import _Http

    return Client(ACCOUNT, TOKEN, http_client=_Http(company.url, 4))


def hand_over(client, company, **changes):
    fields = {"to": "+77011234567", "from_": company.company.number, "body": "тюлень", "validity_period": 60}
    return client.messages.create(**fields | changes)


def test_the_library_reads_its_answers(client, company):
    made = hand_over(client, company, status_callback="https://seals.example.org/x/")
    again = client.messages(made.sid).fetch()
    assert (again.sid, again.body, again.status, again.direction) == (made.sid, "тюлень", "queued", "outbound-api")
    assert abs(again.date_created.timestamp() - time.time()) < 60
    assert client.messages(made.sid).delete()
    assert client.messages.list() == []


def test_the_library_pages_and_filters(client, company):
    company.company.hear_from("+77015550000", "привет")
    for number in range(7):
        hand_over(client, company, to=f"+7701123456{number}", body=str(number))
    assert [each.body for each in client.messages.list(page_size=3)] == [*"6543210", "привет"]
    assert [each.body for each in client.messages.list(to="+77011234563")] == ["3"]
    assert [each.body for each in client.messages.list(to=company.company.number)] == ["привет"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "911"}, 21211), ({"body": ""}, 21602), ({"body": "x" * 1601}, 21617), ({"to": ""}, 21604),
        ({"validity_period": 36001}, 30001), ({"status_callback": "seals"}, 21609), ({"from_": ""}, 21603),
    ],
)  # fmt: skip
def test_it_refuses_what_twilio_refuses(client, company, changes, code):
    with pytest.raises(TwilioRestException) as refused:
        hand_over(client, company, **changes)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_it_asks_for_the_right_credentials(company):
    from messaging.gateways.twilio import _Http

    stranger = Client(ACCOUNT, "wrong", http_client=_Http(company.url, 1))
    with pytest.raises(TwilioRestException) as refused:
        hand_over(stranger, company)
    assert (refused.value.status, refused.value.code) == (401, 20003)


def test_its_signatures_are_twilio_s(client, company):
    made = hand_over(client, company, status_callback="https://seals.example.org/hooks/x/?a=1#rc=3")
    call = status_call(company.company, company.company.get(made.sid), "delivered")
    assert call.url == "https://seals.example.org/hooks/x/?a=1"
    assert RequestValidator(TOKEN).validate(call.url, call.params, call.signature)
    params = {"Body": "Итбалық \u202e", "From": "+7701", "Empty": ""}
    assert sign(TOKEN, "https://a.example/x#rc=3", params) == RequestValidator(TOKEN).compute_signature(
        "https://a.example/x", params
    )
