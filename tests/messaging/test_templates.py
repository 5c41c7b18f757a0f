"""Every text exists in three languages and carries its own reference: an uncertain one is looked up by it."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import CentreSetting
from common.texts import sms_parts
from messaging.actions import render_text

FOLDER = Path(settings.BASE_DIR) / "templates" / "sms"
NAMES = sorted({path.stem for path in FOLDER.glob("*/*.txt") if not path.stem.startswith("_")})


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_text_exists_and_carries_its_reference(name, language):
    assert "{{ ref }}" in (FOLDER / language / f"{name}.txt").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["opted_out", "alarm_unread", "alarm_uncertain", "alarm_sender_stopped", "alarm_file"])
def test_our_own_texts_fit_two_parts(name, language):
    CentreSetting.objects.create(pk=1, hotline="+77751011122")
    text = render_text(name, language, {"ref": "A-12345-10-123", "about_ref": "KKK-26-12345-12"})
    assert sms_parts(text).parts <= 2
