"""The first-run page and the settings of the centre."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.doors import needs, public
from accounts.forms import CentreForm, FirstCoordinatorForm, SettingsForm
from accounts.models import CentreSetting
from accounts.permissions import Permission
from accounts.queries import is_set_up, setup_is_open_to
from accounts.views.second_step import come_in


@public
@require_http_methods(["GET", "POST"])
def setup(request):
    """Which centre is this, and who is its first coordinator: open once, then it does not exist."""
    if not setup_is_open_to(request.user):
        raise Http404
    asks_person = not request.user.is_authenticated
    centre_form = CentreForm(request.POST or None, instance=CentreSetting.load())
    person_form = FirstCoordinatorForm(request.POST or None, prefix="me") if asks_person else None
    forms = [form for form in (centre_form, person_form) if form]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        try:
            person = actions.set_up_centre(
                values=centre_form.cleaned_data,
                coordinator=person_form.cleaned_data if person_form else None,
                by=request.user,
                at=timezone.now(),
            )
        except actions.AlreadySetUp as error:
            raise Http404 from error
        messages.success(request, _("The centre is set up. Add the people who work here next."))
        return come_in(request, person, leads_to=reverse("people")) if person else redirect("people")
    return render(request, "accounts/setup.html", {"form": centre_form, "person_form": person_form, "forms": forms})


@needs(Permission.MANAGE_CENTRE)
@require_http_methods(["GET", "POST"])
def settings(request):
    """The centre's settings; two coordinators cannot overwrite each other unseen."""
    if not is_set_up():
        return redirect("setup")
    centre = CentreSetting.load()
    form = SettingsForm(request.POST or None, instance=centre, initial={"version": centre.version})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.change_settings(values=values, version=version, by=request.user, at=timezone.now())
        except actions.ChangedMeanwhile:
            form.add_error(
                None,
                _("Somebody else saved the settings meanwhile. Yours stand below and are not saved yet: "
                  "compare them, then save again."),
            )  # fmt: skip
            form.data = form.data.copy()
            form.data["version"] = CentreSetting.load().version
        else:
            messages.success(request, _("Saved."))
            return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form})
