"""One seal through every layer: reported, answered, found, brought in, treated, released; and one that dies."""

import pytest

from demo.rescue import RESIDENT_PHONE, Rescue, words_of
from dispatch.models import Assignment
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, OutgoingMessage
from rehab.models import Dose, Patient
from strandings.lifecycle import StrandingStatus
from strandings.models import Animal, Stranding


@pytest.fixture
def rescue(world):
    return Rescue(world)


def until_in_care(rescue: Rescue) -> None:
    """From the report to the patient's page."""
    for sentence in rescue.story():
        sentence()
        if sentence == rescue.the_vet_admits_it_into_quarantine:
            return


def test_from_report_to_release(rescue, world):
    for sentence in rescue.story():
        sentence()
        world.work()
    then_the_seal_is_free()
    then_every_text_arrived_once()
    then_nothing_is_left_open()


def test_a_death_in_care_is_told_to_the_finder_once(rescue, world):
    until_in_care(rescue)
    when_the_vet_writes_down_its_death(rescue)
    world.pass_time(seconds=5)
    world.pass_time(hours=2)
    assert Animal.objects.get().fate == "died"
    assert len([text for text in world.texts_on(RESIDENT_PHONE) if words_of("died") in text]) == 1


def when_the_vet_writes_down_its_death(rescue: Rescue) -> None:
    page = rescue.vet.get(f"/rehab/patients/{rescue.patient}/end/")
    rescue.vet.send(page, page.form(has="end"), end="died", text="Остановка дыхания.")


def then_the_seal_is_free() -> None:
    assert Stranding.objects.get().status == StrandingStatus.CLOSED
    assert Patient.objects.get().status == "released"
    assert Animal.objects.get().fate == "released"
    assert Dose.objects.get().status == "given"


def then_every_text_arrived_once() -> None:
    owed = OutgoingMessage.objects.values_list("template", "status")
    assert {status for _, status in owed} == {MessageStatus.DELIVERED}
    assert sorted(template for template, _ in owed) == [
        "ack_alive",
        "closed_rescued",
        "enroute",
        "offer",
        "released",
        "team_ok",
    ]


def then_nothing_is_left_open() -> None:
    assert not Assignment.objects.open().exists()
    assert not Patient.objects.in_house().exists()
    assert not Alarm.objects.exists()
