"""The vet's doors: prescribe, stop, hold, and a dose as needed."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.permissions import Permission
from common.lifecycle import NotAllowed
from rehab import actions
from rehab.actions import Refused
from rehab.forms.treatment import MarkDoseForm, PhoneOrderForm, PrescribeForm, StopForm
from rehab.models import FormularyEntry, Patient, Prescription
from rehab.presenters.page import identity
from rehab.presenters.rounds import amount_words
from rehab.presenters.words import warning
from rehab.queries.prescribing import assess, latest_weight
from rehab.views.common import find_patient, tried, why_not


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def prescribe(request: HttpRequest, number: str, pk: int | None = None) -> HttpResponse:
    """Write an order, or change one. "Work it out" shows amount, volume and warnings and stores nothing."""
    patient = find_patient(number)
    course = get_object_or_404(patient.prescriptions, pk=pk) if pk is not None else None
    return _prescribe(request, patient, PrescribeForm(request.POST or None, initial=_initial(course)), course)


@needs(Permission.CARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_by_phone(request: HttpRequest, number: str) -> HttpResponse:
    """A vet on the telephone at night: the keeper writes the order down, a vet signs it afterwards."""
    return _prescribe(request, find_patient(number), PhoneOrderForm(request.POST or None), None)


def _prescribe(
    request: HttpRequest, patient: Patient, form: PrescribeForm, course: Prescription | None
) -> HttpResponse:
    at = timezone.now()
    looked = None
    if request.method == "POST" and form.is_valid():
        looked = _look(patient, form, at)
        if "save" in request.POST and tried(request, form, lambda: _store(patient, course, form, request, at), ""):
            messages.success(request, _("Prescribed. The doses stand in the rounds."))
            return redirect("patient", number=patient.number)
    context = {
        **identity(patient),
        "form": form,
        "course": course,
        "weight": latest_weight(patient),
        "looked": looked,
        "formulary": FormularyEntry.objects.select_related("drug").filter(drug__is_active=True),
        "at": at,
    }
    return render(request, "rehab/prescribe.html", context, status=422 if form.errors else 200)


def _initial(course: Prescription | None) -> dict:
    if course is None:
        return {}
    names = ["drug", "dose", "unit", "route", "frequency", "per_ml", "min_interval_h", "instructions"]
    initial = {name: getattr(course, name) for name in names}
    initial["drug"] = course.drug_id
    initial["dose"] = f"{course.dose.normalize():f}"
    return initial


def _look(patient: Patient, form: PrescribeForm, at) -> dict:
    found = assess(patient, form.order(), at=at)
    words = "" if found.amount is None else amount_words(found.amount, found.volume_ml, form.cleaned_data["unit"])
    return {
        "found": found,
        "amount": words,
        "blocks": [warning(code) for code in found.blocks],
        "warnings": [warning(code) for code in found.warnings],
    }


def _store(patient: Patient, course: Prescription | None, form: PrescribeForm, request: HttpRequest, at) -> None:
    order = form.order()
    if course is None:
        vet = form.cleaned_data.get("ordered_by")
        actions.prescribe(patient, order=order, by=request.user, at=at, ordered_by=vet)
    else:
        actions.revise(course, order=replace(order, starts_at=max(order.starts_at, at)), by=request.user, at=at)


def _act(request: HttpRequest, pk: int, act, said: str) -> HttpResponse:
    course = get_object_or_404(Prescription.objects.select_related("patient__animal", "drug"), pk=pk)
    try:
        act(course)
        messages.success(request, said % {"drug": course.drug.name})
    except (Refused, NotAllowed) as problem:
        messages.error(request, why_not(problem))
    return redirect("patient", number=course.patient.number)


@needs(Permission.TREAT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a prescription, with the reason."""
    form = StopForm(request.POST)
    because = form.cleaned_data["why"] if form.is_valid() else ""
    if not because:
        course = get_object_or_404(Prescription.objects.select_related("patient"), pk=pk)
        messages.error(request, _("Write the reason."))
        return redirect("patient", number=course.patient.number)
    return _act(
        request,
        pk,
        lambda course: actions.stop(course, because=because, by=request.user, at=timezone.now()),
        _("%(drug)s: stopped."),
    )


@needs(Permission.TREAT)
@require_POST
def countersign(request: HttpRequest, pk: int) -> HttpResponse:
    """A vet signs an order given by telephone."""
    return _act(
        request,
        pk,
        lambda course: actions.countersign(course, by=request.user, at=timezone.now()),
        _("%(drug)s: signed."),
    )


@needs(Permission.TREAT)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold every due dose of a course, for a fast or a sedation."""
    return _act(
        request,
        pk,
        lambda course: actions.hold_course(course, because="", by=request.user, at=timezone.now()),
        _("%(drug)s: held."),
    )


@needs(Permission.TREAT)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a held course go on."""
    return _act(
        request,
        pk,
        lambda course: actions.resume_course(course, by=request.user, at=timezone.now()),
        _("%(drug)s: goes on."),
    )


@needs(Permission.CARE)
@require_POST
def give_as_needed(request: HttpRequest, pk: int) -> HttpResponse:
    """A dose of an as-needed course."""
    form = MarkDoseForm(request.POST)
    tap = form.cleaned_data["client_uuid"] if form.is_valid() else None
    return _act(
        request,
        pk,
        lambda course: actions.give_as_needed(course, by=request.user, at=timezone.now(), client_uuid=tap),
        _("%(drug)s: written down."),
    )
