"""A partner without a login: one link, one case, one answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import links
from messaging.models import OutgoingMessage
from strandings import actions
from strandings.models import Partner
from tests.strandings.test_receive_report import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(dispatcher, settings):
    settings.AUTO_DISPATCH = "off"
    now = timezone.now()
    inspection = Partner.objects.create(name="Fish inspection", phone="+7 700 430 82 14", language="ru")
    stranding = actions.receive_report(told=told(words="Dead seal 'by the port' & a net"), at=now).stranding
    return actions.refer(
        stranding,
        partner=inspection,
        answer_by=now + timedelta(hours=4),
        passed_on=["words"],
        by=dispatcher,
        at=now,
    )


def page(referral) -> str:
    return reverse("partner", args=[links.token(referral.link)])


def test_the_partner_is_texted_the_link_and_sees_the_place(client, referral):
    owed = OutgoingMessage.objects.get(template="referral")
    assert "{link}" in owed.body
    answer = client.get(page(referral))
    assert answer.status_code == 200
    assert "43.64000" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "77011234567" not in answer.content.decode()


def test_done_closes_the_case_and_a_second_answer_is_refused_politely(client, referral):
    answer = {"to": "done", "disposition": "carcass_removed", "act_number": "12-A"}
    assert client.post(page(referral), answer).status_code == 302
    referral.stranding.refresh_from_db()
    assert referral.stranding.resolution == "done_by_partner"
    again = client.post(page(referral), {"to": "not_ours"})
    assert again.status_code == 200
    referral.refresh_from_db()
    assert referral.status == "done"


def test_done_without_saying_what_was_done_keeps_what_was_typed(client, referral):
    answer = client.post(page(referral), {"to": "done", "act_number": "12-A"})
    assert answer.status_code == 200
    assert "12-A" in answer.content.decode()
    referral.refresh_from_db()
    assert referral.status == "sent"


def test_a_forged_link_is_not_found(client, referral):
    token = links.token(referral.link)
    assert client.get(reverse("partner", args=[token[:-1] + ("A" if token[-1] != "A" else "B")])).status_code == 404
