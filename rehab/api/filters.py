"""Which patients, orders and doses a list shows."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from accounts.api.filters import IdFilter, MomentFilter
from common.folding import fold
from rehab.models import Dose, Patient, Prescription, labels
from strandings.models.labels import choices

_YES_NO = [("true", "true"), ("false", "false")]


class PatientFilter(filters.FilterSet):
    """status may be said several times; in_house: with us now; q: number, nickname, mark or case."""

    status = filters.MultipleChoiceFilter(choices=choices(labels.PATIENT_STATUS))
    in_house = filters.ChoiceFilter(choices=_YES_NO, method="by_house")
    q = filters.CharFilter(method="by_words")

    class Meta:
        model = Patient
        fields = ()

    def by_house(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(ended_at__isnull=value == "true")

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in fold(value[:100]).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset


class PrescriptionFilter(filters.FilterSet):
    """Of one patient; running or stopped; waiting for a vet's signature."""

    patient = filters.CharFilter(field_name="patient__number", lookup_expr="iexact")
    stopped = filters.ChoiceFilter(choices=_YES_NO, method="by_stopped")
    unsigned = filters.ChoiceFilter(choices=[("true", "true")], method="by_unsigned")

    class Meta:
        model = Prescription
        fields = ()

    def by_stopped(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(stopped_at__isnull=value == "false")

    def by_unsigned(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(ordered_by__isnull=False, countersigned_at=None))


class DoseFilter(filters.FilterSet):
    """What is due: status=due&due_until=...; of one patient, one order, one enclosure."""

    status = filters.MultipleChoiceFilter(choices=choices(labels.DOSE_STATUS))
    due_from = MomentFilter(field_name="due_at", lookup_expr="gte")
    due_until = MomentFilter(field_name="due_at", lookup_expr="lt")
    patient = filters.CharFilter(field_name="patient__number", lookup_expr="iexact")
    prescription = IdFilter(field_name="prescription_id")
    enclosure = IdFilter(method="by_enclosure")

    class Meta:
        model = Dose
        fields = ()

    def by_enclosure(self, queryset: QuerySet, name: str, value) -> QuerySet:
        return queryset.filter(patient__stays__enclosure_id=value, patient__stays__until_at=None)
