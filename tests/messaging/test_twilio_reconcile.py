"""The phone company's log against ours: a call that never reached us is found, and counts once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from messaging import sweeps
from messaging.actions import erase_contact
from messaging.models import Contact, IncomingFile, IncomingMessage, ProviderLog
from strandings.models import Report
from tests.messaging.test_twilio_webhooks import BASE, post
from tests.provider.company import Attachment
from tests.provider.faults import Fault

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]
LATER = timedelta(minutes=3)


@pytest.fixture
def now():
    return timezone.now() + LATER


def heard(company, body="тюлень на пляже, Баутино", sender="+77015550000", **more):
    """A text that reached the company; its call never reached us."""
    return company.company.hear_from(sender, body, **more)


def test_a_missed_text_is_found_and_becomes_a_report(company, now):
    text = heard(company)
    assert sweeps.reconcile(now) == 1
    incoming = IncomingMessage.objects.get()
    assert abs((incoming.received_at - text.at).total_seconds()) < 2, "when the company got it, not when we found it"
    assert Report.objects.get().words == text.body


def test_it_counts_once_however_often_the_log_is_read(company, now, client):
    text = heard(company)
    for minute in range(3):
        sweeps.reconcile(now + timedelta(minutes=5 * minute))
    assert post(client, company.webhook(text, BASE)).status_code == 200, "its call comes after all"
    assert IncomingMessage.objects.count() == Report.objects.count() == 1


def test_a_text_we_have_is_not_taken_again(company, now, client):
    text = heard(company)
    post(client, company.webhook(text, BASE))
    assert sweeps.reconcile(now) == 0


def test_a_text_whose_call_may_be_under_way_is_left_alone(company):
    heard(company)
    assert sweeps.reconcile(timezone.now() + timedelta(minutes=1)) == 0
    assert sweeps.reconcile(timezone.now() + timedelta(minutes=3)) == 1


def test_several_are_taken_in_the_order_they_came(company, now):
    for number in range(3):
        heard(company, f"текст {number}").received_at -= 60 * (3 - number)
    sweeps.reconcile(now)
    assert list(IncomingMessage.objects.order_by("pk").values_list("body", flat=True)) == [
        "текст 0",
        "текст 1",
        "текст 2",
    ]


def test_whatsapp_and_photos_are_found_too(company, now):
    heard(company, "", sender="whatsapp:+77015550000", media=[Attachment(b"x")])
    assert sweeps.reconcile(now) == 1
    assert IncomingMessage.objects.get().channel == "whatsapp"
    assert IncomingFile.objects.get().url.startswith(f"{company.url}/2010-04-01/Accounts/")


def test_our_own_texts_in_the_log_are_none_that_came_in(company, now, owe_text, at):
    owe_text()
    sweeps.deliver(at)
    assert sweeps.reconcile(now) == 0


@pytest.mark.parametrize("fault", ["500", "garbage", "reset", "429:9", "401", "truncated"])
def test_a_log_that_cannot_be_read_is_read_from_there_later(company, now, fault):
    heard(company)
    company.company.list_fault = Fault.named(fault)
    assert sweeps.reconcile(now) == 0
    read_until = ProviderLog.objects.get().read_until
    company.company.list_fault = Fault.named("ok")
    assert sweeps.reconcile(now + timedelta(minutes=5)) == 1
    assert ProviderLog.objects.get().read_until > read_until


def test_after_an_outage_the_log_is_read_from_where_it_was_left(company, now):
    ProviderLog.objects.create(gateway="twilio", read_until=now - timedelta(hours=50))
    heard(company).received_at -= 49 * 3600
    assert sweeps.reconcile(now) == 1


def test_a_new_system_looks_back_one_day(company, now):
    heard(company).received_at -= 49 * 3600
    assert sweeps.reconcile(now) == 0


def test_a_person_who_was_forgotten_does_not_come_back(company, now):
    heard(company)
    sweeps.reconcile(now)
    erase_contact(Contact.objects.get(), at=now)
    assert sweeps.reconcile(now + timedelta(minutes=5)) == 0
    assert IncomingMessage.objects.get().body == ""


def test_a_gateway_without_a_log_is_not_asked(company, now, settings):
    settings.MESSAGE_GATEWAY = "memory"
    assert sweeps.reconcile(now) == 0
    assert company.company.requests == []
