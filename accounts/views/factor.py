"""One's own second step at login: set up a code app, another telephone, new recovery codes."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts import second_factor as factor
from accounts.doors import signed_in
from accounts.forms import CodeForm
from accounts.models import User
from accounts.views.second_step import enrolment, prove, show_codes


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def own_factor(request):
    """What is set up, or the page that sets it up."""
    own = User.objects.get(pk=request.user.pk)
    if factor.device_of(own) is None:
        return enrolment(request, own, lambda person: _stay(request, person), base="staff.html")
    return _page(request, own, CodeForm())


@signed_in
@never_cache
@require_POST
def own_codes(request):
    """New recovery codes, after a code that proves the factor."""
    own, form, proven = _proven(request)
    if not proven:
        return _page(request, own, form)
    return show_codes(request, actions.renew_codes(own, at=timezone.now()), reverse("profile"), base="staff.html")


@signed_in
@never_cache
@require_POST
def own_other(request):
    """Another telephone: a code of the present one, or a recovery code, takes the present one away."""
    own, form, proven = _proven(request)
    if not proven:
        return _page(request, own, form)
    _stay(request, actions.reset_factor(own, by=own, at=timezone.now()))
    messages.success(request, _("The old telephone no longer counts. Set up the new one now."))
    return redirect("own_factor")


def _proven(request) -> tuple[User, CodeForm, bool]:
    own = User.objects.get(pk=request.user.pk)
    form = CodeForm(request.POST)
    return own, form, form.is_valid() and prove(own, form, timezone.now()) is not None


def _stay(request, person: User) -> str:
    """This session goes on although every other one of the person ends."""
    update_session_auth_hash(request, person)
    return reverse("profile")


def _page(request, own: User, form: CodeForm):
    if factor.device_of(own) is None:
        return redirect("own_factor")
    left = own.recovery_codes.filter(used_at=None).count()
    context = {"form": form, "device": factor.device_of(own), "codes_left": left}
    return render(request, "accounts/factor.html", context, status=429 if form.throttled else 200)
