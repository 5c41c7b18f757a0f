"""Dose arithmetic in Decimal: amount from weight, volume from concentration, and the check of a range."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

VOLUME_STEP = Decimal("0.01")  # mL: the finest mark of a 1 mL syringe
AMOUNT_STEP = Decimal("0.001")


class Unit(StrEnum):
    MG_PER_KG = "mg/kg"
    ML_PER_KG = "mL/kg"
    IU_PER_KG = "IU/kg"
    MG = "mg"
    ML = "mL"
    IU = "IU"
    TAB = "tab"


PER_KG = {Unit.MG_PER_KG: Unit.MG, Unit.ML_PER_KG: Unit.ML, Unit.IU_PER_KG: Unit.IU}


class Range(StrEnum):
    """Where a dose lies against the formulary's range for its route and species group."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    NONE = "none"  # no range is known: as strict as outside


class WeightNeeded(ValueError):
    """A dose per kilogram needs a weight above zero."""


def amount_unit(unit: str) -> Unit:
    """The unit of the amount of one dose: mg for mg/kg, mg for mg."""
    return PER_KG.get(Unit(unit), Unit(unit))


def amount(dose: Decimal, unit: str, weight_kg: Decimal | None) -> Decimal:
    """One dose in amount_unit(unit), rounded half up to 0.001; raises WeightNeeded for a dose per kg without one."""
    if Unit(unit) not in PER_KG:
        return dose.quantize(AMOUNT_STEP, ROUND_HALF_UP)
    if weight_kg is None or weight_kg <= 0:
        raise WeightNeeded(unit)
    return (dose * weight_kg).quantize(AMOUNT_STEP, ROUND_HALF_UP)


def volume_ml(amount_of_dose: Decimal, unit: str, per_ml: Decimal | None) -> Decimal | None:
    """Millilitres to draw up, half up to 0.01; None where there is no concentration (tablets, unknown)."""
    if Unit(unit) == Unit.ML:
        return amount_of_dose.quantize(VOLUME_STEP, ROUND_HALF_UP)
    if Unit(unit) == Unit.TAB or per_ml is None or per_ml <= 0:
        return None
    return (amount_of_dose / per_ml).quantize(VOLUME_STEP, ROUND_HALF_UP)


def check_range(dose: Decimal, low: Decimal | None, high: Decimal | None) -> Range:
    """Bounds belong to the range; a missing bound means that no range is known."""
    if low is None or high is None:
        return Range.NONE
    if dose < low:
        return Range.BELOW
    return Range.ABOVE if dose > high else Range.WITHIN
