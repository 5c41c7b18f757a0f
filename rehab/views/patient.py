"""One patient's page and its small forms: each stores one fact and comes back."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import Permission
from rehab import actions
from rehab.forms.fields import ClockField
from rehab.forms.patient import (
    ExamForm,
    FeedingForm,
    MeasureForm,
    MoveForm,
    NoteForm,
    QuarantineForm,
    TaskForm,
    ZoonosisForm,
)
from rehab.forms.treatment import StopForm
from rehab.models import Patient
from rehab.views.common import find_patient, tried
from rehab.views.show import show

SAVED = gettext_lazy("Written down.")


@needs(Permission.SEE_REHAB)
@require_safe
def patient(request: HttpRequest, number: str) -> HttpResponse:
    """Identity first, then weight, orders, notes, and what is still needed for its release."""
    return show(request, find_patient(number))


def small_form(
    request: HttpRequest, number: str, name: str, form: Form, act: Callable[[Patient], object]
) -> HttpResponse:
    """Store what one small form says; a refusal shows the page again with everything typed."""
    found = find_patient(number)
    if tried(request, form, lambda: act(found), SAVED):
        return redirect("patient", number=found.number)
    return show(request, found, bound={name: form}, status=422)


@needs(Permission.CARE)
@require_POST
def measure(request: HttpRequest, number: str) -> HttpResponse:
    """Weight, temperature, glucose, length, girth."""
    form, at = MeasureForm(request.POST), timezone.now()

    def act(found: Patient):
        told = form.cleaned_data
        actions.measure(
            found,
            numbers=form.numbers(),
            by=request.user,
            at=at,
            measured_at=ClockField.moment(told["clock"], at),
            client_uuid=told["client_uuid"],
        )

    return small_form(request, number, "measure", form, act)


@needs(Permission.CARE)
@require_POST
def write_note(request: HttpRequest, number: str) -> HttpResponse:
    """A note of a keeper or a vet, or an addendum to one."""
    form = NoteForm(request.POST)

    def act(found: Patient):
        wanted = request.POST.get("addendum_to", "")
        earlier = get_object_or_404(found.notes, pk=wanted) if wanted.isdecimal() else None
        actions.write_note(
            found, text=form.cleaned_data["text"], addendum_to=earlier, by=request.user, at=timezone.now()
        )

    return small_form(request, number, "note", form, act)


@needs(Permission.CARE)
@require_POST
def move(request: HttpRequest, number: str) -> HttpResponse:
    """Into another enclosure."""
    form = MoveForm(request.POST)
    return small_form(
        request,
        number,
        "move",
        form,
        lambda found: actions.move(found, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


@needs(Permission.TREAT)
@require_POST
def examine(request: HttpRequest, number: str) -> HttpResponse:
    """An examination."""
    form, at = ExamForm(request.POST), timezone.now()
    return small_form(
        request,
        number,
        "exam",
        form,
        lambda found: actions.examine(
            found,
            by=request.user,
            at=at,
            kind=form.cleaned_data["kind"] or "recheck",
            examined_at=ClockField.moment(form.cleaned_data["clock"], at),
            **form.found(),
        ),
    )


@needs(Permission.CARE)
@require_POST
def start_quarantine(request: HttpRequest, number: str) -> HttpResponse:
    """A keeper who doubts may begin a quarantine; a vet ends it."""
    form = QuarantineForm(request.POST)
    return small_form(
        request,
        number,
        "quarantine",
        form,
        lambda found: actions.start_quarantine(
            found,
            why=form.cleaned_data["why"],
            planned_until=form.planned_until(),
            by=request.user,
            at=timezone.now(),
        ),
    )


@needs(Permission.TREAT)
@require_POST
def end_quarantine(request: HttpRequest, number: str) -> HttpResponse:
    """The exit test, or the reason for ending early."""
    form = QuarantineForm(request.POST)
    return small_form(
        request,
        number,
        "quarantine",
        form,
        lambda found: actions.end_quarantine(
            found, grounds=form.cleaned_data["why"], by=request.user, at=timezone.now()
        ),
    )


@needs(Permission.TREAT)
@require_POST
def plan_feeding(request: HttpRequest, number: str) -> HttpResponse:
    """A new feeding plan ends the one before."""
    form = FeedingForm(request.POST)

    def act(found: Patient):
        told = dict(form.cleaned_data)
        told["stage"] = int(told["stage"])
        actions.plan_feeding(found, by=request.user, at=timezone.now(), **told)

    return small_form(request, number, "feeding", form, act)


@needs(Permission.CARE)
@require_POST
def add_task(request: HttpRequest, number: str) -> HttpResponse:
    """Something to do for this seal."""
    form = TaskForm(request.POST)
    return small_form(
        request,
        number,
        "task",
        form,
        lambda found: actions.add_task(patient=found, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


@needs(Permission.CARE)
@require_POST
def strike_out(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A wrong number: it stays readable with the reason, and counts nowhere."""
    found = find_patient(number)
    wrong = get_object_or_404(found.measurements, pk=pk)
    form = StopForm(request.POST)
    if form.is_valid():
        actions.void_measurement(wrong, because=form.cleaned_data["why"], by=request.user, at=timezone.now())
        messages.success(request, _("Struck out."))
    else:
        messages.error(request, _("Write the reason."))
    return redirect("patient", number=found.number)


@needs(Permission.CARE)
@require_POST
def set_zoonosis(request: HttpRequest, number: str) -> HttpResponse:
    """What people must beware of."""
    form = ZoonosisForm(request.POST)
    return small_form(
        request,
        number,
        "zoonosis",
        form,
        lambda found: actions.set_zoonosis(
            found, text=form.cleaned_data["zoonosis"], by=request.user, at=timezone.now()
        ),
    )
