"""Seals in care, their prescriptions and doses, as the centre's people see them. Release places are never shown."""

from rest_framework import serializers

from rehab.doses import PER_KG, Unit
from rehab.models import Dose, Measurement, Patient, Prescription
from strandings.serializers.shown import Named


class PatientOut(serializers.ModelSerializer):
    """One stay in care: which seal, where, how heavy, since when."""

    animal = serializers.IntegerField(source="animal_id", read_only=True)
    nickname = serializers.CharField(source="animal.nickname", read_only=True)
    sex = serializers.CharField(source="animal.sex", read_only=True)
    stranding = serializers.SerializerMethodField(help_text="The case it came from, or empty")
    enclosure = serializers.SerializerMethodField()
    place_no = serializers.SerializerMethodField()
    in_quarantine = serializers.SerializerMethodField()
    marks = serializers.SerializerMethodField(help_text="Tags, chips and marks it wears")
    last_weight_kg = serializers.DecimalField(max_digits=6, decimal_places=2, read_only=True, allow_null=True)
    last_weight_at = serializers.DateTimeField(read_only=True, allow_null=True)
    last_weight_is_estimate = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = Patient
        fields = (
            *("number", "version", "animal", "nickname", "sex", "status", "age_class", "stranding", "enclosure"),
            *("place_no", "in_quarantine", "zoonosis", "marks", "last_weight_kg", "last_weight_at"),
            *("last_weight_is_estimate", "admitted_at", "ended_at", "release_category"),
        )
        read_only_fields = fields

    def get_stranding(self, patient: Patient) -> str:
        return patient.from_stranded.stranding.reference if patient.from_stranded else ""

    def get_enclosure(self, patient: Patient) -> str:
        return patient.open_stays[0].enclosure.name if patient.open_stays else ""

    def get_place_no(self, patient: Patient) -> int | None:
        return patient.open_stays[0].place_no if patient.open_stays else None

    def get_in_quarantine(self, patient: Patient) -> bool:
        return bool(patient.open_quarantines)

    def get_marks(self, patient: Patient) -> list[str]:
        return [" ".join(filter(None, [mark.type, mark.colour, mark.number])) for mark in patient.animal.worn]


class MeasurementOut(serializers.ModelSerializer):
    """Numbers taken at one moment."""

    class Meta:
        model = Measurement
        fields = (
            *("id", "weight_kg", "weight_is_estimate", "length_cm", "girth_cm", "temp_c", "glucose_mmol_l"),
            *("measured_at", "recorded_at"),
        )
        read_only_fields = fields


class PrescriptionOut(serializers.ModelSerializer):
    """One order: what, how much, how often, from when, and whether it still runs."""

    patient = serializers.CharField(source="patient.number", read_only=True)
    drug = serializers.CharField(source="drug.name", read_only=True)
    amount_unit = serializers.SerializerMethodField(help_text="Of `amount`; `unit` is of `dose`, perhaps per kg")
    warnings = serializers.ListField(child=serializers.CharField(), read_only=True)
    prescribed_by = Named(read_only=True, allow_null=True)
    ordered_by = Named(read_only=True, allow_null=True)
    waits_for_signature = serializers.BooleanField(read_only=True)

    class Meta:
        model = Prescription
        fields = (
            *("id", "patient", "drug", "revision", "dose", "unit", "route", "frequency", "per_ml", "weight_kg"),
            *(
                "weight_is_estimate",
                "amount",
                "amount_unit",
                "volume_ml",
                "min_interval_h",
                "starts_at",
                "ends_at",
                "instructions",
            ),
            *("warnings", "override_reason", "prescribed_by", "prescribed_at", "ordered_by", "waits_for_signature"),
            *("stopped_at", "stopped_because"),
        )
        read_only_fields = fields

    def get_amount_unit(self, course: Prescription) -> str:
        return unit_of_amount(course.unit)


class DoseOut(serializers.ModelSerializer):
    """One dose: for whom, what, how much, when due, and what became of it."""

    patient = serializers.CharField(source="patient.number", read_only=True)
    nickname = serializers.CharField(source="patient.animal.nickname", read_only=True)
    prescription = serializers.IntegerField(source="prescription_id", read_only=True)
    drug = serializers.CharField(source="prescription.drug.name", read_only=True)
    unit = serializers.SerializerMethodField(help_text="Of `amount` and `given_amount`: mg, mL, IU or tab")
    route = serializers.CharField(source="prescription.route", read_only=True)
    by = Named(read_only=True, allow_null=True)

    class Meta:
        model = Dose
        fields = (
            *("id", "patient", "nickname", "prescription", "drug", "unit", "route", "revision", "number", "due_at"),
            *("status", "is_born_given", "amount", "volume_ml", "given_amount", "given_at", "recorded_at", "by"),
            *("note",),
        )
        read_only_fields = fields

    def get_unit(self, dose: Dose) -> str:
        return unit_of_amount(dose.prescription.unit)


class MarkedOut(serializers.Serializer):
    """The dose as it stands; is_new: false when it had been recorded before, and this changed nothing."""

    dose = DoseOut()
    is_new = serializers.BooleanField()


def unit_of_amount(unit: str) -> str:
    """The unit of what is given: a dose of mg/kg is given in mg."""
    return PER_KG.get(Unit(unit), Unit(unit)).value
