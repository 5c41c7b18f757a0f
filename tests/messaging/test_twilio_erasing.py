"""A person who is forgotten here is forgotten at the phone company too, as soon as it can be asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from messaging import sweeps
from messaging.actions import erase_contact
from messaging.models import Contact, IncomingMessage, ProviderErasure
from tests.messaging.test_twilio_webhooks import BASE, post
from tests.provider.company import Attachment
from tests.provider.faults import Fault

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def talked(client, company, now):
    """Somebody wrote to us with a photo and was answered; another person too."""
    for phone in ("+77015550000", "+77015550001"):
        text = company.company.hear_from(phone, "тюлень", media=[Attachment(b"x")])
        post(client, company.webhook(text, BASE))
    sweeps.deliver(now + timedelta(seconds=1))
    return Contact.objects.get(phone="+77015550000")


def left(company):
    """Numbers that the company's log still names."""
    return {number for text in company.company.log for number in (text.to, text.sender)} - {company.company.number}


def test_what_the_company_has_of_a_forgotten_person_is_deleted(talked, company, now):
    erase_contact(talked, at=now)
    assert not IncomingMessage.objects.filter(contact=talked).exclude(provider_id="").exists()
    assert sweeps.erase_at_provider(now) >= 2, "both ways"
    assert left(company) == {"+77015550001"}
    assert not ProviderErasure.objects.exists()
    deleted = [heard.path for heard in company.company.requests if heard.method == "DELETE"]
    assert any("/Media/" in path for path in deleted), "and the photo"


@pytest.mark.parametrize("fault", ["500", "401", "429:3", "reset", "silent"])
def test_a_company_that_cannot_now_is_asked_again(talked, company, now, fault):
    erase_contact(talked, at=now)
    company.company.list_fault = Fault.named(fault)
    assert sweeps.erase_at_provider(now) == 0
    company.company.list_fault = Fault.named("ok")
    assert sweeps.erase_at_provider(now + timedelta(minutes=1)) == 0, "not at once"
    sweeps.erase_at_provider(now + timedelta(minutes=6))
    assert left(company) == {"+77015550001"}


def test_what_is_gone_already_is_no_error(talked, company, now):
    erase_contact(talked, at=now)
    for text in company.company.log:
        company.company.drop(text.sid)
    assert sweeps.erase_at_provider(now) >= 2
    assert not ProviderErasure.objects.exists()


def test_nothing_is_owed_to_a_gateway_that_keeps_nothing(aigul, owe_text, settings, at):
    settings.MESSAGE_GATEWAY = "memory"
    owe_text()
    sweeps.deliver(at)
    erase_contact(aigul, at=at)
    assert not ProviderErasure.objects.exists()
