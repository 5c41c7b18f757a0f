"""Every pair of statuses of a patient and of a dose: an arrow in the table moves, everything else is refused."""

from itertools import product

import pytest

from common.lifecycle import NotAllowed
from rehab.actions.record import move_dose, move_patient
from rehab.lifecycle import (
    BORN_GIVEN_MOVES,
    DOSE_MOVES,
    DOSE_TURN,
    ENDS,
    PATIENT_MOVES,
    PATIENT_TURN,
    DoseStatus,
    PatientStatus,
)
from rehab.models import Dose, Patient
from strandings.models import TimelineEntry

pytestmark = pytest.mark.django_db


def _set_up_patient(patient, status, vet, keeper, at):
    ended = status in ENDS
    Patient.objects.filter(pk=patient.pk).update(
        status=status,
        ended_at=at if ended else None,
        ended_by=vet if ended else None,
        end_second_by=keeper if ended else None,
        end_method="as written" if ended else "",
        release_site="the cape" if ended else "",
        release_category="releasable" if ended else "",
    )
    patient.refresh_from_db()


@pytest.mark.parametrize(("was", "to"), list(product(PatientStatus, PatientStatus)))
def test_a_patient_moves_along_its_arrows_only(patient, vet, keeper, at, was, to):
    _set_up_patient(patient, was, vet, keeper, at)
    columns = {"ended_at": at if to in ENDS else None, "ended_by": vet, "end_second_by": keeper}
    columns |= {"end_method": "as written", "release_site": "the cape", "release_category": "releasable"}
    rows = TimelineEntry.objects.count()
    if to in PATIENT_MOVES[was]:
        move_patient(patient, to, by=vet, at=at, **columns)
        assert Patient.objects.get(pk=patient.pk).status == to
        assert TimelineEntry.objects.count() == rows + 1
    else:
        with pytest.raises(NotAllowed):
            move_patient(patient, to, by=vet, at=at, **columns)
        assert Patient.objects.get(pk=patient.pk).status == was
        assert TimelineEntry.objects.count() == rows


@pytest.mark.parametrize(("was", "to", "born_given"), list(product(DoseStatus, DoseStatus, [False, True])))
def test_a_dose_moves_along_its_arrows_only(dose, vet, at, was, to, born_given):
    taken = {"given_at": at, "given_amount": dose.amount}
    left = {"given_at": None, "given_amount": None}
    states = {DoseStatus.GIVEN, DoseStatus.PARTLY}
    Dose.objects.filter(pk=dose.pk).update(
        status=was, is_born_given=born_given, by=vet, recorded_at=at, **(taken if was in states else left)
    )
    dose.refresh_from_db()
    moves = BORN_GIVEN_MOVES if born_given else DOSE_MOVES
    if to in moves[was]:
        move_dose(dose, to, verb="dose_moved", by=vet, at=at, **(taken if to in states else left))
        assert Dose.objects.get(pk=dose.pk).status == to
    else:
        with pytest.raises(NotAllowed):
            move_dose(dose, to, verb="dose_moved", by=vet, at=at)
        assert Dose.objects.get(pk=dose.pk).status == was


def test_each_status_says_whose_turn_it_is():
    assert set(PATIENT_TURN) == set(PatientStatus) == set(PATIENT_MOVES)
    assert set(DOSE_TURN) == set(DoseStatus) == set(DOSE_MOVES) == set(BORN_GIVEN_MOVES)
