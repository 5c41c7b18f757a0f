"""Prescriptions and doses: what is due, what was given, what a vet stops or holds."""

from typing import ClassVar

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend

from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.view import ApiView
from accounts.permissions import Permission
from rehab import actions
from rehab.api.filters import DoseFilter, PrescriptionFilter
from rehab.api.refusals import said
from rehab.queries.lists import all_doses, all_prescriptions
from rehab.serializers import told as takes
from rehab.serializers.shown import DoseOut, MarkedOut, PrescriptionOut


class PrescriptionView(ApiView):
    """A view of orders."""

    def get_queryset(self):
        return all_prescriptions()

    def course(self):
        """The order of the address; 404 when there is none."""
        found = all_prescriptions().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class Prescriptions(PrescriptionView):
    """All orders."""

    operations = {
        "GET": Operation(Permission.SEE_REHAB, _("Prescriptions, the newest first"), gives=PrescriptionOut, many=True)
    }
    pagination_class = NewestFirst
    filter_backends = (DjangoFilterBackend,)
    filterset_class = PrescriptionFilter
    ordering = ("-prescribed_at", "-pk")

    def get(self, request):
        """Running and stopped ones."""
        return self.give_page(self.get_queryset())


class OnePrescription(PrescriptionView):
    """One order."""

    operations = {"GET": Operation(Permission.SEE_REHAB, _("One prescription"), gives=PrescriptionOut)}

    def get(self, request, pk):
        """Its doses: /doses/?prescription=."""
        return self.give(self.course())


class CourseDeed(PrescriptionView):
    """POST does one thing to an order and gives it as it then stands."""

    act: ClassVar

    def post(self, request, pk):
        told, course = self.told(), self.course()
        with said():
            self.act(course, told)
        return self.give(self.course())


def _deed(summary, form=takes.Nothing) -> dict[str, Operation]:
    return {"POST": Operation(Permission.TREAT, summary, takes=form, gives=PrescriptionOut)}


class Stop(CourseDeed):
    operations = _deed(_("Stop a prescription"), takes.StopIn)

    def act(self, course, told):
        actions.stop(course, because=told["because"], by=self.request.user, at=self.at)


class Hold(CourseDeed):
    operations = _deed(_("Hold every due dose"), takes.HoldCourseIn)

    def act(self, course, told):
        actions.hold_course(course, because=told["because"], by=self.request.user, at=self.at)


class Resume(CourseDeed):
    operations = _deed(_("Let a held course go on"))

    def act(self, course, told):
        actions.resume_course(course, by=self.request.user, at=self.at)


class Sign(CourseDeed):
    operations = _deed(_("Sign an order given by telephone"))

    def act(self, course, told):
        actions.countersign(course, by=self.request.user, at=self.at)


class Give(PrescriptionView):
    """A dose as needed."""

    operations = {
        "POST": Operation(
            Permission.CARE, _("Give a dose as needed"), takes=takes.GiveIn, gives=MarkedOut, status=201, keyed=True
        )
    }

    def post(self, request, pk):
        """Too soon after the last one is recorded and flagged, never lost."""
        told, course = self.told(), self.course()
        with said():
            marked = actions.give_as_needed(
                course,
                by=request.user,
                at=self.at,
                given_at=told.get("given_at"),
                text=told["text"],
                client_uuid=self.key(),
            )
        return self.give({"dose": all_doses().get(pk=marked.dose.pk), "is_new": marked.is_new})


class DoseView(ApiView):
    """A view of doses."""

    def get_queryset(self):
        return all_doses()

    def dose(self):
        """The dose of the address; 404 when there is none."""
        found = all_doses().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class Doses(DoseView):
    """All doses."""

    operations = {
        "GET": Operation(Permission.SEE_REHAB, _("Doses in the order they fall due"), gives=DoseOut, many=True)
    }
    pagination_class = NewestFirst
    filter_backends = (DjangoFilterBackend,)
    filterset_class = DoseFilter
    ordering = ("due_at", "pk")

    def get(self, request):
        """What is due: status=due and due_until."""
        return self.give_page(self.get_queryset())


class MarkDose(DoseView):
    """What became of a dose."""

    operations = {
        "POST": Operation(
            Permission.CARE, _("Write down what became of a dose"), takes=takes.MarkIn, gives=MarkedOut, keyed=True
        )
    }

    def post(self, request, pk):
        """Recorded once, whoever taps twice. Told by two people, the first word stays and a vet sees it was two."""
        told, dose = self.told(), self.dose()
        with said():
            marked = actions.mark(
                dose,
                status=told["status"],
                by=request.user,
                at=self.at,
                given_at=told.get("given_at"),
                given_amount=told.get("given_amount"),
                text=told["text"],
                client_uuid=self.key(),
            )
        return self.give({"dose": self.dose(), "is_new": marked.is_new})


class UndoDose(DoseView):
    """A mark taken back."""

    operations = {"POST": Operation(Permission.CARE, _("Take a mark back"), takes=takes.Nothing, gives=DoseOut)}

    def post(self, request, pk):
        """The dose is due again, or voided if it never was due or its course has stopped."""
        self.told()
        with said():
            actions.undo(self.dose(), by=request.user, at=self.at)
        return self.give(self.dose())
