"""Who the seal is, what it wears, and whom it bit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import needs
from accounts.permissions import Permission
from rehab import actions
from rehab.forms.fields import ClockField
from rehab.forms.patient import BiteForm, IdentityForm, MarkForm
from rehab.models import Patient
from rehab.views.common import find_patient
from rehab.views.patient import small_form


@needs(Permission.CARE)
@require_POST
def describe(request: HttpRequest, number: str) -> HttpResponse:
    """Nickname, sex, age."""
    form = IdentityForm(request.POST)
    return small_form(
        request,
        number,
        "identity",
        form,
        lambda found: actions.describe(found, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


@needs(Permission.CARE)
@require_POST
def put_mark(request: HttpRequest, number: str) -> HttpResponse:
    """A tag, a chip, or a mark it was born with."""
    form = MarkForm(request.POST)
    return small_form(
        request,
        number,
        "mark",
        form,
        lambda found: actions.put_mark(found, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


@needs(Permission.CARE)
@require_POST
def lose_mark(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The tag came off."""
    patient = find_patient(number)
    mark = get_object_or_404(patient.animal.marks, pk=pk)
    actions.lose_mark(mark, patient=patient, by=request.user, at=timezone.now())
    messages.success(request, _("Written down: the mark is lost."))
    return redirect("patient", number=patient.number)


@needs(Permission.CARE)
@require_POST
def record_bite(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody was bitten or scratched."""
    form, at = BiteForm(request.POST), timezone.now()

    def act(found: Patient):
        told = form.cleaned_data
        actions.record_bite(
            patient=found,
            person=told["person"],
            wore_gloves=told["wore_gloves"],
            happened_at=ClockField.moment(told["clock"], at),
            text=told["text"],
            by=request.user,
            at=at,
        )

    return small_form(request, number, "bite", form, act)
