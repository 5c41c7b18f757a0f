"""Quick intake: of a seal on its way, or brought to the door."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.permissions import Permission
from rehab import actions
from rehab.forms.intake import DeadForm, IntakeForm
from rehab.models import Patient
from rehab.views.common import tried
from strandings.actions import add_photo
from strandings.models import StrandedAnimal
from strandings.photos import NotAPhoto

logger = logging.getLogger(__name__)


def _expected(stranded_id: int) -> StrandedAnimal:
    return get_object_or_404(StrandedAnimal.objects.select_related("stranding", "animal"), pk=stranded_id)


@needs(Permission.CARE)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, stranded_id: int | None = None) -> HttpResponse:
    """The form, and the admission; sent twice it admits once."""
    stranded = _expected(stranded_id) if stranded_id is not None else None
    if stranded is not None:
        already = Patient.objects.filter(from_stranded=stranded).first()
        if already:
            return redirect("patient", number=already.number)
        if stranded.on_its_way_since is None:
            messages.warning(request, _("This seal is not on its way to the centre."))
            return redirect("rehab")
    form = IntakeForm(request.POST or None, stranded=stranded)
    admitted: list[Patient] = []

    def act():
        admitted.append(actions.admit(stranded=stranded, intake=form.intake(), by=request.user, at=timezone.now()))

    if request.method == "POST" and tried(request, form, act, ""):
        patient = admitted[0]
        _keep_photo(request, patient)
        messages.success(request, _("Admitted as %(number)s.") % {"number": patient.number})
        return redirect("patient", number=patient.number)
    context = {"form": form, "stranded": stranded, "dead_form": DeadForm()}
    status = 422 if request.method == "POST" else 200
    return render(request, "rehab/intake.html", context, status=status)


def _keep_photo(request: HttpRequest, patient: Patient) -> None:
    """The photo comes last: one that cannot be kept loses nothing else."""
    file = request.FILES.get("photo")
    if not file:
        return
    try:
        add_photo(patient.animal, file=file, at=timezone.now())
    except NotAPhoto as problem:
        messages.warning(request, str(problem))
    except OSError:
        logger.exception("a photo of patient %s could not be kept", patient.pk)
        messages.warning(request, _("The photo could not be kept. Everything else is saved."))


@needs(Permission.CARE)
@require_POST
def dead_on_arrival(request: HttpRequest, stranded_id: int) -> HttpResponse:
    """The seal was dead when it arrived."""
    stranded = _expected(stranded_id)
    form = DeadForm(request.POST)
    if stranded.on_its_way_since is None or not form.is_valid():
        messages.warning(request, _("This seal is not on its way to the centre."))
        return redirect("rehab")
    actions.admit_dead_on_arrival(stranded=stranded, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    messages.success(request, _("Written down as dead on arrival."))
    return redirect("rehab")
