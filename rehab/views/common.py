"""What every door of the rehab does with a refusal: a sentence, and what was typed is still there."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from common.lifecycle import NotAllowed
from rehab.actions import Refused
from rehab.models import Patient
from rehab.presenters.words import refusal


def find_patient(number: str) -> Patient:
    """The patient of this number with its animal, or 404."""
    return get_object_or_404(Patient.objects.select_related("animal", "from_stranded__stranding"), number=number)


def why_not(problem: Refused | NotAllowed) -> str:
    """A refusal of an action as a sentence."""
    if isinstance(problem, Refused):
        return refusal(problem)
    return _("Somebody changed this meanwhile. Look again.")


def tried(request: HttpRequest, form: Form, act: Callable[[], object], said: str) -> bool:
    """Run an action for a filled form: True and a message when done; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except (Refused, NotAllowed) as problem:
        form.add_error(None, why_not(problem))
        return False
    if said:
        messages.success(request, said)
    return True


def go_back(request: HttpRequest, otherwise: str, *args) -> HttpResponse:
    """To the page the form names, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(wanted)
    return redirect(otherwise, *args)
