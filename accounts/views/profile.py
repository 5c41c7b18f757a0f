"""One's own page: name, phone, language, password, and the tokens of one's programs."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.cookies import remember_language
from accounts.doors import signed_in
from accounts.forms import OwnPasswordForm, ProfileForm, TokenForm
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
    """A new password; this login goes on, every other one ends."""
    form = OwnPasswordForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, ProfileForm(instance=User.objects.get(pk=request.user.pk)), form)
    person = actions.set_password(
        request.user, password=form.cleaned_data["password"], by=request.user, at=timezone.now()
    )
    update_session_auth_hash(request, person)
    messages.success(request, _("The password is changed."))
    return redirect("profile")


@signed_in
@require_POST
@never_cache
def token_make(request):
    """A new token, shown in this answer and never again: no redirect, so that it stands in no address."""
    form = TokenForm(request.POST)
    own = ProfileForm(instance=User.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return _page(request, own, OwnPasswordForm(person=request.user), form)
    try:
        _token, secret = actions.make_token(label=form.cleaned_data["label"], by=request.user, at=timezone.now())
    except actions.TooManyTokens:
        form.add_error("label", _("You have as many tokens as one person may have. Take one away first."))
        return _page(request, own, OwnPasswordForm(person=request.user), form)
    return _page(request, own, OwnPasswordForm(person=request.user), secret=secret)


@signed_in
@require_POST
def token_revoke(request, pk):
    """One's own token opens nothing any more."""
    token = get_object_or_404(request.user.api_tokens, pk=pk)
    actions.revoke_token(token, by=request.user, at=timezone.now())
    messages.success(request, _("The token is taken away."))
    return redirect("profile")


def _page(request, form: ProfileForm, password_form: OwnPasswordForm, token_form=None, *, secret: str = ""):
    context = {
        "form": form,
        "password_form": password_form,
        "token_form": token_form or TokenForm(),
        "secret": secret,
        "tokens": request.user.api_tokens.filter(revoked_at=None),
    }
    return render(request, "accounts/profile.html", context)
