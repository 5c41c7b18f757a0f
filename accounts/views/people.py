"""Who works here: the list, somebody new, roles and passwords."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, queries
from accounts.doors import needs
from accounts.forms import NewPersonForm, PasswordForm, PersonForm
from accounts.models import User
from accounts.permissions import Permission
from accounts.second_factor import device_of

LAST_COORDINATOR = "last_coordinator"


@needs(Permission.MANAGE_CENTRE)
@require_GET
def people(request):
    """Everybody with an account."""
    return render(request, "accounts/people.html", {"people": queries.people()})


@needs(Permission.MANAGE_CENTRE)
@require_http_methods(["GET", "POST"])
def person_add(request):
    """Somebody new."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.add_person(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s can log in now.") % {"name": person})
        return redirect("people")
    return render(request, "accounts/person_add.html", {"form": form})


@needs(Permission.MANAGE_CENTRE)
@require_http_methods(["GET", "POST"])
def person(request, pk: int):
    """One person: name, role, phone, language."""
    subject = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=get_object_or_404(User, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(subject, values=form.cleaned_data, by=request.user, at=timezone.now())
        except actions.LastCoordinator:
            form.add_error("role", _last_coordinator())
        else:
            messages.success(request, _("Saved."))
            return redirect("people")
    return _person_page(request, subject, form, PasswordForm(person=subject))


@needs(Permission.MANAGE_CENTRE)
@require_POST
def person_password(request, pk: int):
    """A new password for somebody who lost theirs."""
    subject = get_object_or_404(User, pk=pk)
    form = PasswordForm(request.POST, person=subject)
    if not form.is_valid():
        return _person_page(request, subject, PersonForm(instance=subject), form)
    actions.set_password(subject, password=form.cleaned_data["password"], by=request.user, at=timezone.now())
    messages.success(
        request, _("%(name)s has a new password. Every open session of theirs has ended.") % {"name": subject}
    )
    return redirect("people")


@needs(Permission.MANAGE_CENTRE)
@require_POST
def person_factor(request, pk: int):
    """Somebody's telephone is lost: the next login sets up another one. One's own asks for a code, on one's page."""
    subject = get_object_or_404(User, pk=pk)
    if subject == request.user:
        return redirect("own_factor")
    actions.reset_factor(subject, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s sets up a new telephone at the next login.") % {"name": subject})
    return redirect("person", pk=pk)


@needs(Permission.MANAGE_CENTRE)
@require_POST
def person_active(request, pk: int):
    """Let somebody in, or no longer."""
    subject = get_object_or_404(User, pk=pk)
    try:
        if request.POST.get("active") == "1":
            actions.reactivate(subject, by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s can log in again.") % {"name": subject})
        else:
            actions.deactivate(subject, by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s can no longer log in.") % {"name": subject})
    except actions.LastCoordinator:
        messages.error(request, _last_coordinator())
    return redirect("people")


def _person_page(request, subject: User, form: PersonForm, password_form: PasswordForm):
    events = subject.events.select_related("by")[:20]
    return render(
        request,
        "accounts/person.html",
        {
            "person": subject,
            "form": form,
            "password_form": password_form,
            "events": events,
            "device": device_of(subject),
        },
    )


def _last_coordinator() -> str:
    return _("This is the last coordinator. Make somebody else one first.")
