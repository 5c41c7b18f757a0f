"""Which seal is this: nickname, sex, age and marks, found again by each of them; bites; numbers struck out."""

from decimal import Decimal

import pytest
from django.urls import reverse

from rehab import actions
from rehab.models import Bite, Patient
from rehab.queries.prescribing import latest_weight
from tests.rehab.conftest import make_patient


@pytest.fixture
def as_keeper(client, keeper):
    client.force_login(keeper)
    return client


def test_a_tag_is_worn_shown_found_and_lost(as_keeper, patient, pool, keeper, at):
    tag = {"type": "flipper_tag", "number": "0417", "colour": "orange", "side": "left"}
    as_keeper.post(reverse("put_mark", args=[patient.number]), tag)
    mark = patient.animal.marks.get()
    assert patient.number in as_keeper.get(reverse("patients"), {"q": "0417"}).content.decode()
    other = make_patient(pool, keeper, at, nickname="Storm")
    worn = as_keeper.post(reverse("put_mark", args=[other.number]) + "?lang=en", tag)
    assert "Another seal wears orange 0417." in worn.content.decode()
    as_keeper.post(reverse("lose_mark", args=[patient.number, mark.pk]))
    mark.refresh_from_db()
    assert mark.lost_at
    as_keeper.post(reverse("put_mark", args=[other.number]), tag)
    assert other.animal.marks.get().number == "0417"


def test_a_mark_without_number_or_look_is_none(as_keeper, patient):
    assert as_keeper.post(reverse("put_mark", args=[patient.number]), {"type": "natural"}).status_code == 422


def test_who_it_is_is_corrected_by_one_at_a_time(as_keeper, patient):
    url = reverse("describe", args=[patient.number])
    told = {"version": patient.version, "nickname": "Тұлпар", "sex": "male", "age_class": "yearling"}
    as_keeper.post(url, told)
    patient = Patient.objects.select_related("animal").get()
    assert (patient.animal.nickname, patient.animal.sex, patient.age_class) == ("Тұлпар", "male", "yearling")
    late = as_keeper.post(url + "?lang=en", {**told, "nickname": "Storm"})
    assert "Somebody changed this meanwhile" in late.content.decode()
    assert "Storm" in late.content.decode()  # what was typed is kept
    assert patient.number in as_keeper.get(reverse("patients"), {"q": "тулпар"}).content.decode()


def test_a_bite_is_written_down(as_keeper, keeper, patient):
    url = reverse("record_bite", args=[patient.number])
    assert as_keeper.post(url, {}).status_code == 422
    as_keeper.post(url, {"person": keeper.pk, "wore_gloves": "false", "text": "left hand"})
    bite = Bite.objects.get()
    assert (bite.person, bite.wore_gloves) == (keeper, False)


def test_a_wrong_weight_is_struck_out_and_counts_nowhere(as_keeper, patient, keeper, at):
    wrong = actions.measure(patient, numbers=actions.Numbers(weight_kg=Decimal(184)), by=keeper, at=at)
    url = reverse("strike_out", args=[patient.number, wrong.pk])
    as_keeper.post(url, {})
    wrong.refresh_from_db()
    assert wrong.voided_because == ""
    as_keeper.post(url, {"why": "comma forgotten"})
    assert latest_weight(patient).weight_kg == Decimal("18.4")
    page = as_keeper.get(reverse("patient", args=[patient.number]))
    assert [m.weight_kg for m in page.context["weights"]] == [Decimal("18.4")]


def test_a_note_is_added_to_never_edited(as_keeper, patient):
    url = reverse("write_note", args=[patient.number])
    as_keeper.post(url, {"text": "two papules"})
    first = patient.notes.get()
    as_keeper.post(url, {"text": "three, at noon", "addendum_to": first.pk})
    assert patient.notes.get(addendum_to=first).text == "three, at noon"
    first.refresh_from_db()
    assert first.text == "two papules"
