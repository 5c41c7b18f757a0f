"""Every text exists in three languages and carries its own reference: an uncertain one is looked up by it."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import CentreSetting
from common.texts import sms_parts
from messaging import sweeps
from messaging.actions import render_text
from messaging.models import Contact, OutgoingMessage
from messaging.words import FOR_OUR_PEOPLE, STOP_CONFIRMED

FOLDER = Path(settings.BASE_DIR) / "templates" / "sms"
NAMES = sorted({path.stem for path in FOLDER.glob("*/*.txt") if not path.stem.startswith("_")})


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_text_exists_and_carries_its_reference(name, language):
    assert "{{ ref }}" in (FOLDER / language / f"{name}.txt").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["opted_out", *(name for name in NAMES if name.startswith("alarm_"))])
def test_our_own_texts_fit_two_parts(name, language):
    CentreSetting.objects.create(pk=1, hotline="+77751011122")
    longest = {"ref": "A-12345-10-123", "about_ref": "KKK-26-12345-12", "case": "KKK-26-12345", "team": "x" * 20}
    text = render_text(name, language, longest)
    assert sms_parts(text).parts <= 2


def test_every_text_to_our_own_people_exists():
    assert set(NAMES) >= FOR_OUR_PEOPLE


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(NAMES) - FOR_OUR_PEOPLE - {STOP_CONFIRMED}))
def test_a_text_to_the_public_is_not_owed_after_stop(name, aigul, owe_text, at):
    aigul.opted_out_at = at
    assert owe_text(template=name) is None


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(NAMES) - FOR_OUR_PEOPLE - {STOP_CONFIRMED}))
def test_a_text_to_the_public_that_waits_does_not_leave_after_stop(name, aigul, owe_text, provider, at):
    message = owe_text(template=name)
    Contact.objects.update(opted_out_at=at)
    sweeps.deliver(at)
    assert OutgoingMessage.objects.get(pk=message.pk).status == "cancelled"
    assert provider.texts == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FOR_OUR_PEOPLE | {STOP_CONFIRMED}))
def test_an_alert_of_our_people_leaves_all_the_same(name, aigul, owe_text, at):
    aigul.opted_out_at = at
    assert owe_text(template=name) is not None


def test_no_text_that_residents_or_partners_get_counts_as_one_of_our_people_s():
    """What strandings owes goes to those who report and to partners."""
    told = "".join(path.read_text() for path in (Path(settings.BASE_DIR) / "strandings").rglob("*.py"))
    named = {name for name in NAMES if f'"{name}"' in told}
    assert named >= {"ask_place", "closed_dead", "released", "referral"}
    assert not named & FOR_OUR_PEOPLE
