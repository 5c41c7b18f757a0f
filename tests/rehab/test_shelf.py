"""The vet's own numbers and the centre's rooms, through the pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from rehab.models import CareLimit, CareSetting, Enclosure, FormularyEntry
from rehab.schedules import ROUND_TIMES


@pytest.fixture
def as_vet(client, vet):
    client.force_login(vet)
    return client


RANGE = {
    "drug": "enrofloxacin",
    "per_ml": "50",
    "route": "IM",
    "low": "2,5",
    "high": "5",
    "unit": "mg/kg",
    "species_group": "phocid",
    "source": "the centre's own book, page 3",
}


def test_a_vet_enters_a_range_and_answers_for_it(as_vet, vet):
    assert as_vet.get(reverse("add_range")).status_code == 200
    as_vet.post(reverse("add_range"), RANGE)
    entry = FormularyEntry.objects.get()
    assert (entry.low, entry.approved_by, entry.is_example) == (Decimal("2.5"), vet, False)
    assert entry.drug.per_ml == 50
    edit = reverse("edit_range", args=[entry.pk])
    page = as_vet.get(edit, {"lang": "ru"}).content.decode()
    assert "enrofloxacin" in page
    assert 'value="2,5"' in page
    as_vet.post(edit, {**RANGE, "high": "6", "withdrawal_days": "14"})
    entry.refresh_from_db()
    assert (entry.high, entry.withdrawal_days) == (6, 14)
    again = as_vet.post(reverse("add_range") + "?lang=en", RANGE)
    assert "already has a range" in again.content.decode()


@pytest.mark.parametrize("wrong", [{"source": ""}, {"low": "9"}, {"low": "0"}, {"drug": ""}])
def test_a_range_without_source_or_sense_is_refused(as_vet, wrong):
    assert as_vet.post(reverse("add_range"), {**RANGE, **wrong}).status_code == 422
    assert not FormularyEntry.objects.exists()


def test_a_vet_sets_a_limit(as_vet, vet):
    as_vet.post(reverse("add_limit"), {"measure": "release_weight_kg", "low": "24"})
    limit = CareLimit.objects.get()
    assert (limit.low, limit.high, limit.set_by) == (24, None, vet)
    assert as_vet.post(reverse("add_limit"), {"measure": "release_weight_kg", "low": "25"}).status_code == 422
    url = reverse("edit_limit", args=[limit.pk])
    assert as_vet.post(url, {"measure": "temp_c", "low": "38", "high": "36"}).status_code == 422
    as_vet.post(url, {"measure": "release_weight_kg", "low": "25", "source": "own data"})
    limit.refresh_from_db()
    assert limit.low == 25


def care(**changes):
    times = {f"times_{code}": ", ".join(times) for code, times in ROUND_TIMES.items()}
    return {"version": 1, "glucose_ask_from": "20", "required_gates": ["vet_signoff"], **times, **changes}


def test_care_settings_are_saved_once_per_version(as_vet):
    url = reverse("care_settings")
    assert as_vet.get(url).status_code == 200
    as_vet.post(url, care(quarantine_days="21", times_BID="7:30, 19:30"))
    row = CareSetting.load()
    assert (row.quarantine_days, row.round_times["BID"], row.version) == (21, ["07:30", "19:30"], 2)
    late = as_vet.post(url + "?lang=en", care(quarantine_days="5"))
    assert "Somebody changed this meanwhile" in late.content.decode()
    assert 'value="5"' in late.content.decode()  # what was typed is kept
    assert CareSetting.load().quarantine_days == 21


@pytest.mark.parametrize("times", ["08:00", "08:00, 08:00", "25:00, 08:00", "morning, evening", ""])
def test_twice_a_day_is_two_times(as_vet, times):
    assert as_vet.post(reverse("care_settings"), care(times_BID=times)).status_code == 422


def test_rooms_are_added_changed_and_never_shrunk_under_a_seal(as_vet, patient, pool):
    room = {"version": 1, "name": "Q9", "kind": "pen", "capacity": "2", "is_quarantine": "on", "is_active": "on"}
    as_vet.post(reverse("add_enclosure"), room)
    assert Enclosure.objects.get(name="Q9").is_quarantine
    assert as_vet.post(reverse("add_enclosure"), room).status_code == 422
    url = reverse("edit_enclosure", args=[pool.pk])
    assert pool.name in as_vet.get(url).content.decode()
    closing = as_vet.post(url + "?lang=en", {"version": 1, "name": "P1", "kind": "pool", "capacity": "1"})
    assert "move them first" in closing.content.decode()
    pool.stays.update(place_no=2)
    small = {"version": 1, "name": "P1", "kind": "pool", "capacity": "1", "is_active": "on"}
    assert "fewer places" in as_vet.post(url + "?lang=en", small).content.decode()
    as_vet.post(url, {**small, "capacity": "6"})
    pool.refresh_from_db()
    assert (pool.capacity, pool.version) == (6, 2)
    assert as_vet.post(url, {**small, "capacity": "3"}).status_code == 422  # seen at version 1
