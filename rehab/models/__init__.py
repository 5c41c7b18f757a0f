"""The nouns of the rehab."""

from rehab.models.days import Bite, Feeding, FeedingPlan, HeadCount, Task, WaterReading
from rehab.models.limits import CareLimit, CareSetting
from rehab.models.patients import Examination, Measurement, Patient, ReleaseGate, TreatmentNote
from rehab.models.places import Enclosure, Quarantine, Stay
from rehab.models.treatment import Dose, Drug, FormularyEntry, Prescription, StockBatch

__all__ = [
    "Bite",
    "CareLimit",
    "CareSetting",
    "Dose",
    "Drug",
    "Enclosure",
    "Examination",
    "Feeding",
    "FeedingPlan",
    "FormularyEntry",
    "HeadCount",
    "Measurement",
    "Patient",
    "Prescription",
    "Quarantine",
    "ReleaseGate",
    "Stay",
    "StockBatch",
    "Task",
    "TreatmentNote",
    "WaterReading",
]
