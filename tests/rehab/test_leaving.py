"""How care ends: gates, withdrawal, two names, a correction; places and courses end with it."""

from datetime import timedelta

import pytest

from rehab import actions
from rehab.lifecycle import DoseStatus
from rehab.models import CareSetting, ReleaseGate
from rehab.models.labels import GATE
from rehab.queries.leaving import obstacles
from strandings.words import Fate


def ready(patient, vet, at):
    """Every task done, every gate signed, prepared."""
    for task in patient.tasks.all():
        actions.do_task(task, by=vet, at=at)
    for gate in GATE:
        actions.sign_gate(patient, gate=gate, verdict="passed", evidence="seen", by=vet, at=at)
    return actions.prepare_release(patient, by=vet, at=at)


def release(patient, vet, at):
    return actions.release(patient, site="Cape Peschany", category="releasable", by=vet, at=at, story="Home again.")


def test_a_seal_with_every_gate_signed_goes_home_and_leaves_its_place(patient, pool, vet, at):
    ready(patient, vet, at)
    patient = release(patient, vet, at)
    assert (patient.status, patient.release_site, patient.ended_at) == ("released", "Cape Peschany", at)
    patient.animal.refresh_from_db()
    assert (patient.animal.fate, patient.animal.public_story) == (Fate.RELEASED, "Home again.")
    assert not pool.stays.filter(until_at=None).exists()
    place_is_told = [e for e in patient.animal.timeline.all() if "Cape" in str(e.details)]
    assert not place_is_told  # the timeline is read by more people than the release page


def test_everything_that_stands_in_the_way_is_named(prescription, patient, vet, at):
    codes = {o["code"] for o in obstacles(patient, at=at)}
    assert codes == {"not_prepared", "gate", "course_running", "open_tasks"}
    with pytest.raises(actions.Refused, match="release_blocked"):
        release(patient, vet, at)


def test_the_disease_screen_cannot_be_set_aside(patient, vet, at):
    with pytest.raises(actions.Refused, match="screen_is_needed"):
        actions.sign_gate(patient, gate="infectious_disease_screen", verdict="not_needed", evidence="-", by=vet, at=at)
    CareSetting.objects.create(pk=1, required_gates=[])  # nor by emptying the setting
    assert {"infectious_disease_screen"} == {o["gate"] for o in obstacles(patient, at=at) if o["code"] == "gate"}


def test_a_gate_needs_evidence(patient, vet, at):
    with pytest.raises(actions.Refused, match="evidence_needed"):
        actions.sign_gate(patient, gate="vet_signoff", verdict="passed", evidence="", by=vet, at=at)
    assert ReleaseGate.objects.get(patient=patient, gate="vet_signoff").verdict == "open"


def test_withdrawal_blocks_until_its_day(prescription, dose, patient, keeper, vet, at):
    CareSetting.objects.create(pk=1, withdrawal_days=14)
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at)
    actions.stop(prescription, because="healed", by=vet, at=at)
    ready(patient, vet, at)
    with pytest.raises(actions.Refused) as refused:
        release(patient, vet, at + timedelta(days=13))
    assert [o["code"] for o in refused.value.facts["obstacles"]] == ["withdrawal"]
    assert release(patient, vet, at + timedelta(days=14)).status == "released"


def test_quarantine_blocks_a_release(patient, vet, at):
    actions.start_quarantine(patient, why="pox?", planned_until=None, by=vet, at=at)
    ready(patient, vet, at)
    with pytest.raises(actions.Refused) as refused:
        release(patient, vet, at)
    assert [o["code"] for o in refused.value.facts["obstacles"]] == ["quarantine"]


def test_a_death_stops_everything_that_was_running(prescription, patient, pool, vet, at):
    actions.plan_feeding(patient, stage=3, food="sprat", amount_g=300, frequency="5XD", by=vet, at=at)
    patient = actions.die(patient, text="found at rounds", by=vet, at=at)
    patient.animal.refresh_from_db()
    assert patient.animal.fate == Fate.DIED
    assert set(patient.doses.values_list("status", flat=True)) == {"voided"}
    assert set(patient.feedings.values_list("status", flat=True)) == {"voided"}
    assert not patient.tasks.filter(done_at=None, dropped_because="").exists()
    assert not pool.stays.filter(until_at=None).exists()
    with pytest.raises(actions.Refused, match="not_in_house"):
        actions.measure(patient, numbers=actions.Numbers(weight_kg=18), by=vet, at=at)


def test_euthanasia_has_a_method_and_two_names(patient, vet, keeper, at):
    with pytest.raises(actions.Refused, match="method_needed"):
        actions.euthanise(patient, method="", second=keeper, text="", by=vet, at=at)
    with pytest.raises(actions.Refused, match="second_name_needed"):
        actions.euthanise(patient, method="as the law says", second=vet, text="", by=vet, at=at)
    patient = actions.euthanise(patient, method="as the law says", second=keeper, text="", by=vet, at=at)
    assert patient.animal.fate == Fate.IN_CARE or patient.status == "euthanised"


@pytest.mark.parametrize(
    ("leave", "status", "fate"),
    [
        (lambda p, vet, at: actions.transfer(p, to="Astrakhan", text="", by=vet, at=at), "transferred", "transferred"),
        (lambda p, vet, at: actions.escape(p, text="over the fence", by=vet, at=at), "escaped", "escaped"),
        (lambda p, vet, at: actions.lose_track(p, text="old record", by=vet, at=at), "outcome_unknown", "unknown"),
    ],
)
def test_other_ends(patient, vet, at, leave, status, fate):
    patient = leave(patient, vet, at)
    patient.animal.refresh_from_db()
    assert (patient.status, patient.animal.fate) == (status, fate)


def test_long_term_care_keeps_its_place_and_can_come_back(patient, pool, vet, at):
    patient = actions.keep_long_term(patient, why="blind", by=vet, at=at)
    assert pool.stays.filter(until_at=None).count() == 1
    patient = actions.back_to_care(patient, why="sees again", by=vet, at=at)
    patient.animal.refresh_from_db()
    assert (patient.status, patient.animal.fate) == ("in_care", Fate.IN_CARE)


def test_a_vet_corrects_a_wrong_end_with_a_reason_and_a_place(patient, pool, vet, at):
    actions.die(patient, text="wrong animal", by=vet, at=at)
    with pytest.raises(actions.Refused, match="reason_needed"):
        actions.correct_end(patient, enclosure=pool, why="", by=vet, at=at)
    patient = actions.correct_end(patient, enclosure=pool, why="it was another seal", by=vet, at=at)
    patient.animal.refresh_from_db()
    assert (patient.status, patient.ended_at, patient.animal.fate) == ("in_care", None, Fate.IN_CARE)
    assert pool.stays.filter(until_at=None).count() == 1
    with pytest.raises(actions.Refused, match="still_in_house"):
        actions.correct_end(patient, enclosure=pool, why="again", by=vet, at=at)
