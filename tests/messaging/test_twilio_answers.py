"""Every row of the table of answers, asked of a company that speaks Twilio's language over a real connection."""

from datetime import timedelta

import pytest

from messaging.gateways.base import AnswerKind as A
from messaging.gateways.base import FoundKind

REFERENCE = "K-26-0412-3"
TO = "+77011234567"


@pytest.fixture
def hand_over(twilio, at):
    def send(number=1, **changes):
        fields = {"to": TO, "body": f"P1 ({REFERENCE})", "reference": REFERENCE, "attempt_id": number}
        return twilio.send(**fields | {"at": at, "useless_after": at + timedelta(minutes=3)} | changes)

    return send


def test_a_text_that_is_taken(hand_over, company):
    answer = hand_over(attempt_id=12)
    text = company.company.texts[0]
    assert (answer.kind, answer.provider_id, answer.delivered) == (A.ACCEPTED, text.sid, False)
    assert (text.to, text.sender, text.body) == (TO, company.company.number, f"P1 ({REFERENCE})")
    assert text.validity_s == 180
    assert text.callback == "https://seals.example.org/hooks/twilio/status/12/#rc=3&rp=5xx,ct,rt"


ROWS = [
    ("400:21211", A.REFUSED, 0), ("400:21614", A.REFUSED, 0), ("400:21602", A.REFUSED, 0),
    ("400:21603", A.REFUSED, 0), ("400:21604", A.REFUSED, 0), ("400:21617", A.REFUSED, 0),
    ("400:21635", A.REFUSED, 0), ("400:21610", A.OPTED_OUT, 0), ("401", A.MISCONFIGURED, 0),
    ("403:21408", A.MISCONFIGURED, 0), ("400:21408", A.MISCONFIGURED, 0), ("400:21609", A.MISCONFIGURED, 0),
    ("404", A.MISCONFIGURED, 0), ("429", A.BUSY, 0), ("500", A.UNCERTAIN, 0), ("503", A.UNCERTAIN, 0),
    ("reset", A.UNCERTAIN, 0), ("silent", A.UNCERTAIN, 0), ("garbage", A.UNCERTAIN, 0),
    ("truncated", A.UNCERTAIN, 0), ("taken-500", A.UNCERTAIN, 1), ("taken-reset", A.UNCERTAIN, 1),
    ("taken-closed", A.UNCERTAIN, 1), ("taken-silent", A.UNCERTAIN, 1), ("taken-garbage", A.UNCERTAIN, 1),
    ("taken-truncated", A.UNCERTAIN, 1), ("born-failed", A.REFUSED, 1), ("delay:50", A.ACCEPTED, 1),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "kind", "went_out"), ROWS, ids=[row[0] for row in ROWS])
def test_what_each_answer_means(hand_over, company, fault, kind, went_out):
    company.company.then(fault)
    answer = hand_over()
    assert answer.kind == kind
    assert len(company.company.texts) == went_out
    assert len(company.company.requests) == 1, "the client asks once and never by itself again"
    assert TO.strip("+") not in answer.detail, "no number in what is stored of an answer"


def test_nobody_listens_is_surely_not_taken(hand_over, company):
    company.stop()
    assert hand_over().kind == A.BUSY
    company.start()
    assert hand_over().kind == A.ACCEPTED


def test_how_long_it_asks_us_to_wait_is_heard(hand_over, company):
    company.company.then("429:7", "429")
    assert [hand_over().retry_after_s, hand_over().retry_after_s] == [7, None]


def test_wrong_credentials_are_our_configuration(hand_over, settings):
    settings.TWILIO_AUTH_TOKEN = "wrong"
    assert hand_over().kind == A.MISCONFIGURED


def test_the_account_s_token_goes_to_no_other_host(hand_over, settings, company):
    settings.TWILIO_API_BASE_URL = "https://twilio.example.org"
    assert hand_over().kind == A.MISCONFIGURED
    assert company.company.requests == []


@pytest.mark.parametrize(("useful", "asked"), [("1s", 10), ("180s", 180), ("48h", 36000)])
def test_a_text_is_tried_only_while_it_is_of_use(hand_over, company, at, useful, asked):
    seconds = {"1s": 1, "180s": 180, "48h": 48 * 3600}[useful]
    hand_over(useless_after=at + timedelta(seconds=seconds))
    assert company.company.texts[0].validity_s == asked


def test_a_messaging_service_chooses_the_number(hand_over, settings, company):
    settings.TWILIO_FROM = "MG" + "0" * 32
    assert hand_over().kind == A.ACCEPTED
    assert company.company.texts[0].params["MessagingServiceSid"] == settings.TWILIO_FROM


def test_connections_are_kept(hand_over, company):
    for number in range(5):
        hand_over(number)
    assert len({heard.connection for heard in company.company.requests}) == 1


def test_a_text_is_found_by_its_whole_reference(twilio, hand_over, company, at):
    company.company.then("taken-reset")
    hand_over(body="P1 (K-26-0412-3)")
    hand_over(body="P1 (K-26-0412-31)")
    sid = company.company.texts[0].sid
    found = twilio.find(to=TO, reference="K-26-0412-3", since=at)
    assert (found.kind, found.provider_id) == (FoundKind.THERE, sid)
    assert twilio.find(to=TO, reference="K-26-0412-4", since=at).kind == FoundKind.ABSENT
    assert twilio.find(to="+77019999999", reference="K-26-0412-3", since=at).kind == FoundKind.ABSENT


@pytest.mark.parametrize(
    ("status", "delivered", "undelivered"),
    [("queued", False, False), ("sent", False, False), ("delivered", True, False), ("undelivered", False, True)],
)
def test_what_became_of_a_found_text(twilio, hand_over, company, at, status, delivered, undelivered):
    hand_over()
    company.company.texts[0].status = status
    found = twilio.find(to=TO, reference=REFERENCE, since=at)
    assert (found.delivered, found.undelivered) == (delivered, undelivered)


def test_a_text_on_a_later_page_is_found(twilio, hand_over, company, at, monkeypatch):
    monkeypatch.setattr("messaging.gateways.twilio.PAGE", 3)
    hand_over()
    for number in range(10):
        hand_over(body=f"other {number}", reference="")
    assert twilio.find(to=TO, reference=REFERENCE, since=at).kind == FoundKind.THERE
    assert len([each for each in company.company.requests if each.method == "GET"]) == 4


def test_a_list_that_does_not_end_says_nothing(twilio, hand_over, at, monkeypatch):
    monkeypatch.setattr("messaging.gateways.twilio.PAGE", 1)
    monkeypatch.setattr("messaging.gateways.twilio.MOST_PAGES", 2)
    for number in range(5):
        hand_over(body=f"other {number}")
    assert twilio.find(to=TO, reference=REFERENCE, since=at).kind == FoundKind.UNKNOWN


@pytest.mark.parametrize("fault", ["500", "503", "garbage", "truncated", "reset", "silent", "429:5", "401"])
def test_a_company_that_cannot_be_asked_is_asked_later(twilio, hand_over, company, at, fault):
    hand_over()
    company.company.list_fault = company.company.list_fault.named(fault)
    assert twilio.find(to=TO, reference=REFERENCE, since=at).kind == FoundKind.UNKNOWN


def test_a_company_that_is_away_is_asked_later(twilio, company, at):
    company.stop()
    assert twilio.find(to=TO, reference=REFERENCE, since=at).kind == FoundKind.UNKNOWN
