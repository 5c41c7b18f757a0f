"""The demonstration data: laid once, only where it may be, and without a storm of texts."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import CentreSetting, User
from accounts.roles import Role
from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment, DutyShift
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage
from rehab.lifecycle import PatientStatus
from rehab.models import Dose, Feeding, Measurement, Patient
from strandings.lifecycle import StrandingStatus
from strandings.models import StrandedAnimal, Stranding, TimelineEntry

NIGHTS = [datetime(2026, 11, 22, 21, 30, tzinfo=UTC), datetime(2027, 1, 3, 1, 10, tzinfo=UTC)]


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_it_is_refused_outside_a_demonstration(db, settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_it_never_texts_real_people(demo, settings):
    settings.MESSAGE_GATEWAY = "twilio"
    with pytest.raises(CommandError, match="simulator"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_the_small_one_has_everybody_and_no_seal(demo, settings):
    call_command("seed_demo", small=True, verbosity=0)
    assert set(User.objects.values_list("role", flat=True)) == set(Role)
    assert CentreSetting.load().set_up_at is not None
    assert DutyShift.objects.filter(starts_at__lte=timezone.now(), ends_at__gt=timezone.now()).count() >= 3
    assert not Stranding.objects.exists()
    readme = (settings.BASE_DIR / "README.md").read_text()
    assert settings.DEMO_PASSWORD in readme
    sheet = (demo / "demo-logins.txt").read_text()
    assert "aigerim" in sheet
    assert settings.DEMO_PASSWORD in sheet


def test_a_year_is_laid_once(demo, capsys, settings):
    settings.MESSAGE_GATEWAY = "simulator"
    call_command("seed_demo", verbosity=0)
    something_of_everything()
    the_past_owes_nobody_a_text()
    before = Stranding.objects.count()
    call_command("seed_demo")
    assert "already" in capsys.readouterr().out
    assert Stranding.objects.count() == before


@pytest.mark.parametrize(
    "moment", [datetime(2026, 11, 22, 21, 30, tzinfo=UTC), datetime(2027, 1, 3, 1, 10, tzinfo=UTC)]
)
def test_it_can_be_laid_at_night_and_across_a_new_year(demo, settings, moment):
    settings.MESSAGE_GATEWAY = "simulator"
    with time_machine.travel(moment, tick=False):
        call_command("seed_demo", verbosity=0)
    assert not TimelineEntry.objects.filter(happened_at__gt=moment).exists()
    assert not Measurement.objects.filter(measured_at__gt=moment).exists()
    assert not Feeding.objects.filter(fed_at__gt=moment).exists()


def something_of_everything():
    assert set(Stranding.objects.values_list("status", flat=True)) == set(StrandingStatus)
    assert StrandedAnimal.objects.filter(on_its_way_since__isnull=False).count() == 1
    at_work = {AssignmentStatus.EN_ROUTE, AssignmentStatus.ON_SCENE, AssignmentStatus.TRANSPORTING}
    assert set(Assignment.objects.committed().values_list("status", flat=True)) == at_work
    ends = {PatientStatus.IN_CARE, PatientStatus.PRE_RELEASE, PatientStatus.RELEASED, PatientStatus.DIED}
    assert set(Patient.objects.values_list("status", flat=True)) == ends
    assert Dose.objects.filter(status="due", due_at__lt=timezone.now()).count() == 1


def the_past_owes_nobody_a_text():
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {MessageStatus.DELIVERED}
    assert not Alarm.objects.exists()
