"""Lists of care with everything a row names, in a fixed number of queries."""

from django.db.models import QuerySet

from rehab.models import Dose, Patient, Prescription
from rehab.queries.house import with_identity


def all_patients() -> QuerySet[Patient]:
    """Every stay in care."""
    return with_identity(Patient.objects.all())


def all_prescriptions() -> QuerySet[Prescription]:
    """Every order."""
    return Prescription.objects.select_related("patient__animal", "drug", "prescribed_by", "ordered_by")


def all_doses() -> QuerySet[Dose]:
    """Every dose."""
    return Dose.objects.select_related("patient__animal", "prescription__drug", "by")
