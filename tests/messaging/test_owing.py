"""Texts owed: written with the fact, once, in the receiver's language."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts import links
from messaging import sweeps
from messaging.actions import cancel, contact_for, owe, retry
from messaging.models import Contact, OutgoingMessage

pytestmark = pytest.mark.django_db


def test_a_fact_rolled_back_sends_nothing(owe_text, provider, at):
    with transaction.atomic():
        owe_text()
        transaction.set_rollback(True)  # the fact did not happen after all
    sweeps.deliver(at)
    assert provider.texts == []
    assert not OutgoingMessage.objects.exists()


def test_the_same_key_owes_one_text(owe_text, provider, at):
    first, second = owe_text("k1"), owe_text("k1")
    assert first.pk == second.pk
    sweeps.deliver(at)
    sweeps.deliver(at)
    assert len(provider.texts) == 1


@pytest.mark.parametrize(("language", "words"), [("ru", "ТРЕВОГА"), ("kk", "ДАБЫЛ"), ("en", "ALARM")])
def test_the_receiver_reads_his_own_language(owe_text, at, language, words):
    contact = contact_for(phone="+77770000000", at=at, language=language)
    assert owe_text(contact=contact).body.startswith(words)


def test_the_link_is_put_in_only_when_the_text_leaves(owe_text, provider, at, settings):
    settings.PUBLIC_BASE_URL = "https://seals.example"
    link = links.make("status", 1)
    message = owe_text(link=link, link_path="/s/{token}/")
    message.body += " {link}"
    message.save()
    sweeps.deliver(at)
    assert f"https://seals.example/s/{links.token(link)}/" in provider.texts[0][1]
    message.refresh_from_db()
    assert "{link}" in message.body


def test_cancelled_texts_do_not_leave(owe_text, provider, at):
    owe_text("a")
    owe_text("b", purpose="another")
    assert cancel(purpose="dispatch.offer:1", at=at, why="stood down") == 1
    sweeps.deliver(at)
    assert len(provider.texts) == 1


def test_urgent_texts_leave_first(owe_text, provider, at):
    owe_text("later", urgency=5)
    owe_text("now", urgency=1)
    sweeps.deliver(at)
    assert [body.split(":")[0].rsplit("-")[-1] for _, body in provider.texts] == ["now", "later"]


def test_after_stop_nothing_but_team_alerts_is_owed(aigul, at):
    Contact.objects.filter(pk=aigul.pk).update(opted_out_at=at)
    aigul.refresh_from_db()
    fields = {"contact": aigul, "context": {}, "reference": "r", "about": "", "purpose": "p"}
    fields |= {"at": at, "useless_after": at + timedelta(hours=1)}
    assert owe(template="opted_out", dedupe_key="1", **fields) is not None
    assert owe(template="news", dedupe_key="2", **fields) is None


def test_a_retry_is_a_new_row_that_names_the_old(owe_text, at, django_user_model):
    by = django_user_model.objects.create(username="d", role="dispatcher")
    message = owe_text()
    with pytest.raises(ValueError, match="queued"):
        retry(message, by=by, at=at, useless_after=at + timedelta(hours=1))
    OutgoingMessage.objects.update(status="failed")
    message.refresh_from_db()
    assert retry(message, by=by, at=at, useless_after=at + timedelta(hours=1)).retry_of == message
