"""How a seal leaves: the gates, the release, another end, a correction; and its case file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import Permission
from common.lifecycle import NotAllowed
from rehab import actions
from rehab.actions import Refused
from rehab.forms.treatment import CorrectForm, EndForm, GateForm, ReleaseForm, WhyForm
from rehab.models import Patient
from rehab.models.labels import GATE
from rehab.presenters.casefile import case_file
from rehab.presenters.page import identity, leaving
from rehab.views.common import find_patient, tried, why_not


def _page(request: HttpRequest, patient: Patient, *, form: ReleaseForm, bound=None, status: int = 200) -> HttpResponse:
    at = timezone.now()
    context = {**identity(patient), **leaving(patient, at=at), "form": form, "bound": bound or {}, "at": at}
    return render(request, "rehab/release.html", context, status=status)


@needs(Permission.SEE_REHAB)
@require_safe
def release_page(request: HttpRequest, number: str) -> HttpResponse:
    """Every gate with who, when and evidence; what still stands in the way; the release itself."""
    return _page(request, find_patient(number), form=ReleaseForm())


@needs(Permission.TREAT)
@require_POST
def release(request: HttpRequest, number: str) -> HttpResponse:
    """To the sea; the finder who asked hears of it."""
    patient, form = find_patient(number), ReleaseForm(request.POST)

    def act():
        actions.release(patient, by=request.user, at=timezone.now(), **form.cleaned_data)

    if tried(request, form, act, _("Released. The finder who asked is told.")):
        return redirect("patient", number=patient.number)
    return _page(request, patient, form=form, status=422)


@needs(Permission.TREAT)
@require_POST
def sign_gate(request: HttpRequest, number: str, gate: str) -> HttpResponse:
    """A vet's verdict on one gate."""
    patient, form = find_patient(number), GateForm(request.POST)
    if gate not in GATE:
        raise Http404(gate)

    def act():
        actions.sign_gate(patient, gate=gate, by=request.user, at=timezone.now(), **form.cleaned_data)

    if tried(request, form, act, _("%(gate)s: signed.") % {"gate": GATE[gate]}):
        return redirect("release", number=patient.number)
    return _page(request, patient, form=ReleaseForm(), bound={gate: form}, status=422)


def _turn(request: HttpRequest, number: str, act, said: str) -> HttpResponse:
    patient, form = find_patient(number), WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        act(patient, why)
        messages.success(request, said)
    except (Refused, NotAllowed) as problem:
        messages.error(request, why_not(problem))
    return redirect("release", number=patient.number)


@needs(Permission.TREAT)
@require_POST
def prepare(request: HttpRequest, number: str) -> HttpResponse:
    """The seal is being prepared for its release."""
    return _turn(
        request,
        number,
        lambda p, _why: actions.prepare_release(p, by=request.user, at=timezone.now()),
        _("The seal is being prepared for release."),
    )


@needs(Permission.TREAT)
@require_POST
def back_to_care(request: HttpRequest, number: str) -> HttpResponse:
    """Not yet: back to care."""
    return _turn(
        request,
        number,
        lambda p, why: actions.back_to_care(p, why=why, by=request.user, at=timezone.now()),
        _("The seal is back in care."),
    )


@needs(Permission.TREAT)
@require_POST
def keep_long_term(request: HttpRequest, number: str) -> HttpResponse:
    """It cannot be released and stays."""
    return _turn(
        request,
        number,
        lambda p, why: actions.keep_long_term(p, why=why, by=request.user, at=timezone.now()),
        _("The seal stays in long-term care."),
    )


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: str) -> HttpResponse:
    """Death, euthanasia, transfer, escape, or nobody knows; after an end, its correction."""
    patient = find_patient(number)
    if not patient.is_in_house:
        return _correct(request, patient)
    form = EndForm(request.POST or None)
    if request.method == "POST" and tried(request, form, lambda: _end(patient, form, request), _("Written down.")):
        return redirect("patient", number=patient.number)
    context = {**identity(patient), "form": form}
    return render(request, "rehab/end.html", context, status=422 if form.errors else 200)


def _end(patient: Patient, form: EndForm, request: HttpRequest) -> None:
    told, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    match told["end"]:
        case "died":
            actions.die(patient, text=told["text"], **who)
        case "euthanised":
            actions.euthanise(patient, method=told["method"], second=told["second"], text=told["text"], **who)
        case "transferred":
            actions.transfer(patient, to=told["to"], text=told["text"], **who)
        case "escaped":
            actions.escape(patient, text=told["text"], **who)
        case "outcome_unknown":
            actions.lose_track(patient, text=told["text"], **who)


def _correct(request: HttpRequest, patient: Patient) -> HttpResponse:
    form = CorrectForm(request.POST or None)

    def act():
        actions.correct_end(patient, by=request.user, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and tried(request, form, act, _("The seal is back in care.")):
        return redirect("patient", number=patient.number)
    context = {**identity(patient), "form": form, "is_correction": True}
    return render(request, "rehab/end.html", context, status=422 if form.errors else 200)


@needs(Permission.SEE_REHAB)
@require_safe
def casefile(request: HttpRequest, number: str) -> HttpResponse:
    """The whole case on paper: the story first, then the tables."""
    return render(request, "rehab/casefile.html", case_file(find_patient(number), at=timezone.now()))
