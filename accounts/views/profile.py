"""One's own page: name, phone, language, password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.cookies import remember_language
from accounts.doors import signed_in
from accounts.forms import OwnPasswordForm, ProfileForm
from accounts.models import User


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request):
    """What one may change about oneself."""
    own = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        actions.change_person(request.user, values=form.cleaned_data, by=request.user, at=timezone.now())
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Saved."))
        return remember_language(request, redirect("profile"), language)
    return _page(request, form, OwnPasswordForm(person=own))


@signed_in
@require_POST
def own_password(request):
    """A new password; this session goes on, every other one ends."""
    form = OwnPasswordForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, ProfileForm(instance=User.objects.get(pk=request.user.pk)), form)
    person = actions.set_password(
        request.user, password=form.cleaned_data["password"], by=request.user, at=timezone.now()
    )
    update_session_auth_hash(request, person)
    messages.success(request, _("The password is changed."))
    return redirect("profile")


def _page(request, form: ProfileForm, password_form: OwnPasswordForm):
    return render(request, "accounts/profile.html", {"form": form, "password_form": password_form})
