"""The demonstration data: laid once, only where it may be, and without a storm of texts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import CentreSetting, User
from accounts.roles import Role
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage
from strandings.models import Stranding


@pytest.fixture
def laid(db, settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    call_command("seed_demo", verbosity=0)
    return tmp_path


def test_it_is_refused_outside_a_demonstration(db, settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_it_never_texts_real_people(db, settings):
    settings.DEMO, settings.MESSAGE_GATEWAY = True, "twilio"
    with pytest.raises(CommandError, match="simulator"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_every_role_has_a_login_on_the_printed_sheet(laid):
    assert set(User.objects.values_list("role", flat=True)) == set(Role)
    sheet = (laid / "demo-logins.txt").read_text()
    assert "aigerim" in sheet
    assert "itbalyq-2026" in sheet
    assert CentreSetting.load().set_up_at is not None


def test_a_second_time_changes_nothing(laid, capsys):
    before = Stranding.objects.count()
    call_command("seed_demo")
    assert "already" in capsys.readouterr().out
    assert Stranding.objects.count() == before


def test_the_past_owes_nobody_a_text(laid):
    waiting = OutgoingMessage.objects.exclude(status__in=[MessageStatus.SENT, MessageStatus.DELIVERED])
    assert not waiting.filter(created_at__lt=timezone.now() - timedelta(hours=1)).exists()
