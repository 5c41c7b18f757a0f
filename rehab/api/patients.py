"""Seals in care: who is here, one of them, what it weighs, what it is given."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend

from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.view import ApiView
from accounts.permissions import Permission
from rehab import actions
from rehab.api.filters import PatientFilter
from rehab.api.refusals import said
from rehab.models import Patient
from rehab.queries.lists import all_patients, all_prescriptions
from rehab.serializers.shown import MeasurementOut, PatientOut, PrescriptionOut
from rehab.serializers.told import MeasureIn, OrderIn


class PatientView(ApiView):
    """A view whose address may name a patient."""

    def get_queryset(self):
        return all_patients()

    def patient(self) -> Patient:
        """The patient of the address; 404 when there is none."""
        found = all_patients().filter(number=self.kwargs["number"].upper()).first()
        if found is None:
            raise Http404
        return found


class Patients(PatientView):
    """Everybody who is or was here."""

    operations = {"GET": Operation(Permission.SEE_REHAB, _("Patients, the newest first"), gives=PatientOut, many=True)}
    pagination_class = NewestFirst
    filter_backends = (DjangoFilterBackend,)
    filterset_class = PatientFilter
    ordering = ("-admitted_at", "-pk")

    def get(self, request):
        """Where a seal was released is shown nowhere."""
        return self.give_page(self.get_queryset())


class OnePatient(PatientView):
    """One seal in care."""

    operations = {"GET": Operation(Permission.SEE_REHAB, _("One patient"), gives=PatientOut)}

    def get(self, request, number):
        """Its place, its weight, its marks."""
        return self.give(self.patient())


class Measurements(PatientView):
    """Numbers of one seal."""

    operations = {
        "GET": Operation(Permission.SEE_REHAB, _("What it weighed and measured"), gives=MeasurementOut, many=True),
        "POST": Operation(
            Permission.CARE, _("Weigh and measure"), takes=MeasureIn, gives=MeasurementOut, status=201, keyed=True
        ),
    }
    pagination_class = NewestFirst
    ordering = ("-measured_at", "-pk")

    def get(self, request, number):
        """The newest first; struck-out ones are left out."""
        return self.give_page(self.patient().measurements.filter(voided_because=""))

    def post(self, request, number):
        """Outside a limit a re-check becomes a task."""
        form, patient = self.checked(), self.patient()
        with said():
            row = actions.measure(
                patient,
                numbers=form.numbers(),
                by=request.user,
                at=self.at,
                measured_at=form.validated_data.get("measured_at"),
                client_uuid=self.key(),
            )
        return self.give(row)


class Orders(PatientView):
    """A new prescription."""

    operations = {"POST": Operation(Permission.TREAT, _("Prescribe"), takes=OrderIn, gives=PrescriptionOut, status=201)}

    def post(self, request, number):
        """Outside the formulary's range only with a reason. The doses of the next 14 days stand in the rounds."""
        form, patient = self.checked(), self.patient()
        with said():
            row = actions.prescribe(patient, order=form.order(), by=request.user, at=self.at)
        return self.give(all_prescriptions().get(pk=row.pk))
