"""People, places and seals the stories of the rehab need."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from accounts.models import User
from rehab import actions
from rehab.models import Drug, Enclosure, FormularyEntry
from rehab.queries.prescribing import Order
from strandings.models import StrandedAnimal, Stranding

_numbers = count(1)


@pytest.fixture
def at():
    return datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 09:00 in Aktau


@pytest.fixture
def vet(db):
    return User.objects.create_user("daniyar", full_name="Daniyar", role="vet", password=None)


@pytest.fixture
def keeper(db):
    return User.objects.create_user("zhanna", full_name="Zhanna", role="keeper", password=None)


@pytest.fixture
def second_keeper(db):
    return User.objects.create_user("erlan", full_name="Erlan", role="keeper", password=None)


@pytest.fixture
def quarantine(db):
    return Enclosure.objects.create(name="Q1", capacity=2, is_quarantine=True, kind="pen")


@pytest.fixture
def pool(db):
    return Enclosure.objects.create(name="P1", capacity=4)


def make_stranded(at, **columns):
    """A seal loaded on a beach, on its way to the centre."""
    stranding = Stranding.objects.create(
        reference=f"K-26-{next(_numbers):04d}",
        first_reported_at=at,
        opened_at=at,
        changed_at=at,
        next_at=at + timedelta(hours=1),
        status="responding",
    )
    return StrandedAnimal.objects.create(
        stranding=stranding,
        number=1,
        outcome="loaded",
        outcome_at=at,
        on_its_way_since=at,
        expected_at=at + timedelta(hours=2),
        **columns,
    )


@pytest.fixture
def stranded(db, at):
    return make_stranded(at, sex="female", age_class="sivar_weaned")


def make_patient(enclosure, by, at, *, weight="18.4", nickname="Aisulu", **intake):
    """A seal brought to the door and admitted into an enclosure."""
    numbers = actions.Numbers(weight_kg=Decimal(weight)) if weight else actions.Numbers()
    return actions.admit(
        intake=actions.Intake(enclosure=enclosure, numbers=numbers, nickname=nickname, **intake), by=by, at=at
    )


@pytest.fixture
def patient(pool, keeper, at):
    return make_patient(pool, keeper, at)


@pytest.fixture
def amoxicillin(db):
    drug = Drug.objects.create(name="amoxicillin", per_ml=Decimal(150))
    FormularyEntry.objects.create(
        drug=drug, route="IM", low=Decimal(10), high=Decimal(20), species_group="phocid", source="test book, page 1"
    )
    return drug


def make_order(drug, at, **changes):
    """20 mg/kg into the muscle at both rounds of the day, without an end."""
    values = {
        "drug": drug,
        "dose": Decimal(20),
        "unit": "mg/kg",
        "route": "IM",
        "frequency": "BID",
        "starts_at": at,
        **changes,
    }
    return Order(**values)


@pytest.fixture
def prescription(patient, amoxicillin, vet, at):
    return actions.prescribe(patient, order=make_order(amoxicillin, at), by=vet, at=at)


@pytest.fixture
def dose(prescription):
    return prescription.doses.order_by("due_at").first()
