"""Dose arithmetic: a table worked by hand, and properties that hold for any weight and dose."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.doses import Range, Unit, WeightNeeded, amount, amount_unit, check_range, volume_ml


@pytest.mark.parametrize(
    ("dose", "unit", "weight", "per_ml", "amount_is", "volume_is"),
    [
        ("20", "mg/kg", "18.4", "150", "368.000", "2.45"),
        ("0.1", "mg/kg", "26.1", "1.5", "2.610", "1.74"),
        ("0.1", "mg/kg", "0.5", "5", "0.050", "0.01"),
        ("10", "mL/kg", "14.25", None, "142.500", "142.50"),
        ("1000", "IU/kg", "8.75", "10000", "8750.000", "0.88"),
        ("100", "mg", "18.4", "50", "100.000", "2.00"),
        ("2.5", "mL", None, None, "2.500", "2.50"),
        ("0.5", "tab", None, "100", "0.500", None),
        ("20", "mg/kg", "18.4", None, "368.000", None),
        ("1", "mg/kg", "200", "0.001", "200.000", "200000.00"),
    ],
)
def test_a_dose_is_computed_as_on_paper(dose, unit, weight, per_ml, amount_is, volume_is):
    one_dose = amount(D(dose), unit, D(weight) if weight else None)
    assert one_dose == D(amount_is)
    volume = volume_ml(one_dose, amount_unit(unit), D(per_ml) if per_ml else None)
    assert volume == (D(volume_is) if volume_is else None)


@pytest.mark.parametrize("weight", [None, D(0), D(-1)])
def test_a_dose_per_kilogram_needs_a_weight(weight):
    with pytest.raises(WeightNeeded):
        amount(D(20), Unit.MG_PER_KG, weight)


@pytest.mark.parametrize(
    ("dose", "low", "high", "where"),
    [
        ("10", "10", "20", Range.WITHIN),
        ("20", "10", "20", Range.WITHIN),
        ("9.999", "10", "20", Range.BELOW),
        ("20.001", "10", "20", Range.ABOVE),
        ("20", "20", "20", Range.WITHIN),
        ("20", None, "20", Range.NONE),
        ("20", "10", None, Range.NONE),
    ],
)
def test_the_bounds_belong_to_the_range(dose, low, high, where):
    assert check_range(D(dose), low and D(low), high and D(high)) == where


weights = st.decimals(D("0.5"), D(200), places=2)
doses = st.decimals(D("0.001"), D(100), places=3)


@given(dose=doses, weight=weights, more=st.decimals(D(0), D(50), places=2))
def test_a_heavier_seal_never_gets_less(dose, weight, more):
    assert amount(dose, "mg/kg", weight + more) >= amount(dose, "mg/kg", weight)


@given(dose=doses, weight=weights, per_ml=st.decimals(D("0.1"), D(1000), places=1))
def test_the_volume_times_its_concentration_is_the_amount_within_rounding(dose, weight, per_ml):
    one_dose = amount(dose, "mg/kg", weight)
    volume = volume_ml(one_dose, "mg", per_ml)
    assert abs(volume * per_ml - one_dose) <= per_ml * D("0.005")
