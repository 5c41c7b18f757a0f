"""A worker whose clock is wrong, a disk that is full: the promise about texts and reports holds."""

import errno
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.utils import timezone

from config import sweeping
from messaging.models import OutgoingMessage
from strandings.models import Media, Report
from tests.dispatch.conftest import centre
from tests.messaging.conftest import aigul, owe_text, provider
from tests.strandings.test_public_report import jpeg

__all__ = ["aigul", "centre", "owe_text", "provider"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_worker_whose_clock_is_two_hours_off_sends_what_is_due_and_nothing_else(owe_text, provider, at, hours):
    """Sweeps hear the time from the database, so that one wrong machine makes nothing stale and nothing early."""
    due = owe_text("due", useless_after=at + timedelta(hours=1))
    ahead = owe_text("ahead", at=at + timedelta(hours=1), useless_after=at + timedelta(hours=3))
    with time_machine.travel(at + timedelta(hours=hours)):
        sweeping.run("messaging.deliver")
    assert OutgoingMessage.objects.get(pk=due.pk).status == "sent"
    assert OutgoingMessage.objects.get(pk=ahead.pk).status == "queued"


def test_a_full_disk_loses_the_photo_and_keeps_the_report(centre, monkeypatch):
    """The resident is told that the photo was not kept, and no row speaks of a file that is not there."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    visitor = Client(headers={"accept-language": "en"})
    told = {"place_words": "beach by the lighthouse", "alive": "yes", "phone": "+77011234567", "photo": jpeg()}
    page = visitor.post("/report/", told, follow=True)
    assert page.status_code == 200
    assert "A photo could not be saved. The report itself was kept." in page.content.decode()
    assert Report.objects.get().place_words == "beach by the lighthouse"
    assert not Media.objects.exists()
