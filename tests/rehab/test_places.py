"""A seal is in one place and a place holds one seal, whoever hurries; the database says so too."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from rehab import actions
from rehab.models import Enclosure, Patient, Stay
from tests.rehab.conftest import make_patient


def test_a_move_ends_one_stay_and_begins_another(patient, pool, quarantine, keeper, at):
    actions.move(patient, enclosure=quarantine, why="eye", by=keeper, at=at + timedelta(hours=1))
    assert list(patient.stays.order_by("from_at").values_list("enclosure__name", "until_at")) == [
        ("P1", at + timedelta(hours=1)),
        ("Q1", None),
    ]
    entry = patient.animal.timeline.filter(verb="care_moved").get()
    assert (entry.details["from_place"], entry.details["to_place"]) == ("P1", "Q1")


def test_a_full_enclosure_refuses_with_its_numbers_and_the_seal_stays(patient, pool, quarantine, keeper, at):
    for _ in range(2):
        make_patient(quarantine, keeper, at)
    with pytest.raises(actions.Refused) as refused:
        actions.move(patient, enclosure=quarantine, why="", by=keeper, at=at)
    assert refused.value.facts == {"enclosure": "Q1", "taken": 2, "capacity": 2}
    assert patient.stays.get(until_at=None).enclosure == pool


def test_a_closed_enclosure_takes_nobody(patient, quarantine, keeper, at):
    Enclosure.objects.filter(pk=quarantine.pk).update(is_active=False, closed_because="cleaning")
    with pytest.raises(actions.Refused, match="enclosure_closed"):
        actions.move(patient, enclosure=quarantine, why="", by=keeper, at=at)


def test_a_freed_place_is_taken_again(quarantine, pool, keeper, at):
    first, second = make_patient(quarantine, keeper, at), make_patient(quarantine, keeper, at)
    actions.end_quarantine(first, grounds="PCR negative", by=keeper, at=at)
    actions.move(first, enclosure=pool, why="", by=keeper, at=at)
    third = make_patient(quarantine, keeper, at)
    assert third.stays.get().place_no == 1
    assert second.stays.get().place_no == 2


def test_quarantine_is_enforced_until_a_vet_ends_it(quarantine, pool, keeper, vet, at):
    patient = make_patient(quarantine, keeper, at)
    with pytest.raises(actions.Refused, match="still_in_quarantine"):
        actions.move(patient, enclosure=pool, why="", by=keeper, at=at)
    assert patient.stays.get(until_at=None).enclosure == quarantine
    actions.move(patient, enclosure=pool, why="", by=vet, at=at, override_reason="flood in Q1")
    assert patient.stays.get(until_at=None).override_reason == "flood in Q1"
    assert patient.quarantines.filter(ended_at=None).exists()
    actions.end_quarantine(patient, grounds="PCR negative", by=vet, at=at)
    actions.move(patient, enclosure=quarantine, why="pox again?", by=vet, at=at)
    assert patient.quarantines.get(ended_at=None).why == "pox again?"  # the room makes the quarantine


def test_quarantine_is_one_at_a_time_and_ends_with_grounds(patient, keeper, vet, at):
    actions.start_quarantine(patient, why="pox?", planned_until=None, by=keeper, at=at)
    with pytest.raises(actions.Refused, match="already_in_quarantine"):
        actions.start_quarantine(patient, why="again", planned_until=None, by=keeper, at=at)
    actions.end_quarantine(patient, grounds="PCR negative", by=vet, at=at)
    with pytest.raises(actions.Refused, match="no_quarantine"):
        actions.end_quarantine(patient, grounds="PCR negative", by=vet, at=at)


def test_a_wrong_head_count_needs_a_word_and_shows_on_every_seal(patient, pool, keeper, at):
    with pytest.raises(actions.Refused, match="count_differs"):
        actions.count_heads(pool, seen=0, text="", by=keeper, at=at)
    actions.count_heads(pool, seen=0, text="hiding under the deck?", by=keeper, at=at)
    assert patient.animal.timeline.filter(verb="care_count_differed").exists()


def refuses(constraint, make):
    """The database itself says no, by the name of the rule."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    text = str(error.value)
    assert constraint in text or "UNIQUE" in text


def test_the_database_refuses_two_places_two_seals_and_overfilling(patient, pool, quarantine, keeper, at):
    open_stay = {"capacity": 2, "from_at": at, "by": keeper}
    other = make_patient(pool, keeper, at)
    Stay.objects.filter(patient=other).update(until_at=at)
    refuses(
        "a_seal_is_in_one_place",
        lambda: Stay.objects.create(patient=patient, enclosure=quarantine, place_no=1, **open_stay),
    )
    refuses(
        "a_place_holds_one_seal", lambda: Stay.objects.create(patient=other, enclosure=pool, place_no=1, **open_stay)
    )
    refuses(
        "within_capacity", lambda: Stay.objects.create(patient=other, enclosure=quarantine, place_no=3, **open_stay)
    )
    Stay.objects.create(patient=other, enclosure=quarantine, place_no=3, override_reason="storm", **open_stay)


@pytest.mark.django_db(transaction=True)
def test_two_keepers_and_one_last_place(quarantine, pool, keeper, second_keeper, at):
    make_patient(quarantine, keeper, at)
    seals = [make_patient(pool, keeper, at), make_patient(pool, keeper, at)]
    start, told = Barrier(2), []

    def hurry(seal, by):
        try:
            start.wait(10)
            actions.move(seal, enclosure=quarantine, why="", by=by, at=at)
            told.append("moved")
        except actions.Refused as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=hurry, args=pair) for pair in zip(seals, [keeper, second_keeper], strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["enclosure_full", "moved"]
    assert quarantine.stays.filter(until_at=None).count() == 2
    assert all(seal.stays.filter(until_at=None).count() == 1 for seal in Patient.objects.all())


@pytest.mark.django_db(transaction=True)
def test_two_keepers_tick_one_dose_at_once(dose, keeper, second_keeper, at):
    start, told = Barrier(2), []

    def tick(by):
        try:
            start.wait(10)
            told.append(actions.mark(dose, status="given", by=by, at=at).is_new)
        finally:
            connection.close()

    threads = [Thread(target=tick, args=(by,)) for by in (keeper, second_keeper)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == [False, True]
    assert dose.patient.animal.timeline.filter(verb="care_dose_given").count() == 1
