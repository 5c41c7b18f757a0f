"""The second step at login: between the password and the first page nobody is logged in yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts import second_factor as factor
from accounts.cookies import remember_language
from accounts.doors import public
from accounts.forms import CodeForm
from accounts.models import User

WAITS = "second_step"  # what the session holds between the two steps
PATIENCE = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Waiting:
    """Somebody whose password was right, and where they wanted to go."""

    person: User
    leads_to: str


def come_in(request, person: User, *, leads_to: str):
    """After the right password: straight in where no second step is asked, else to it."""
    if not settings.SECOND_FACTOR:
        return _log_in(request, person, leads_to)
    request.session.cycle_key()
    request.session[WAITS] = {
        "person": person.pk,
        "stands": person.get_session_auth_hash(),
        "since": timezone.now().isoformat(),
        "leads_to": leads_to,
    }
    return redirect("second_step" if factor.device_of(person) else "second_step_enrol")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request):
    """The code of the app, or a recovery code."""
    at = timezone.now()
    waiting = _waiting(request, at)
    if waiting is None:
        return redirect("login")
    if factor.device_of(waiting.person) is None:
        return redirect("second_step_enrol")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        spent = prove(waiting.person, form, at)
        if spent is not None:
            response = _log_in(request, waiting.person, waiting.leads_to)
            if spent:
                _say_what_is_left(request, waiting.person)
            return response
    return render(request, "accounts/second_step.html", {"form": form}, status=429 if form.throttled else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def second_step_enrol(request):
    """The first login with a password leads here: a code app is set up before anything else opens."""
    waiting = _waiting(request, timezone.now())
    if waiting is None:
        return redirect("login")
    if factor.device_of(waiting.person):
        return redirect("second_step")

    def go_on(person: User) -> str:
        _log_in(request, person, waiting.leads_to)
        return waiting.leads_to

    return enrolment(request, waiting.person, go_on, base="base.html")


def enrolment(request, person: User, go_on, *, base: str):
    """The page with the QR code; after its first right code `go_on(person)` runs and the recovery codes are shown."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.enrol_factor(person, code=form.cleaned_data["code"], at=timezone.now())
        except actions.WrongCode:
            form.add_error("code", _("This is not the code the app shows now. Wait for the next one and type that."))
        except actions.AlreadyEnrolled:
            return redirect("own_factor")
        else:
            person.refresh_from_db()
            return show_codes(request, codes, go_on(person), base=base)
    secret = factor.new_secret(person)
    address = factor.address(secret, person)
    shown = {"form": form, "address": address, "drawing": factor.drawing(address), "secret": factor.as_text(secret)}
    return render(request, "accounts/factor_enrol.html", {**shown, "base": base})


def show_codes(request, codes: list[str], leads_to: str, *, base: str):
    """The one page that ever shows recovery codes."""
    shown = [factor.in_groups(code) for code in codes]
    return render(request, "accounts/recovery_codes.html", {"codes": shown, "leads_to": leads_to, "base": base})


def prove(person: User, form: CodeForm, at: datetime) -> bool | None:
    """Whether a recovery code was spent; None when the code is not accepted, with the reason on the form."""
    try:
        return actions.check_code(person, code=form.cleaned_data["code"], at=at)
    except actions.WrongCode:
        form.add_error("code", _("This code is not right. A code of the app is good for half a minute and for once."))
    except actions.TooManyTries as error:
        form.throttled = True
        words = ngettext(
            "Too many wrong codes. Try again in %(n)s second.",
            "Too many wrong codes. Try again in %(n)s seconds.",
            error.wait_s,
        )
        form.add_error("code", words % {"n": error.wait_s})
    return None


def _log_in(request, person: User, leads_to: str):
    request.session.pop(WAITS, None)
    login(request, person, backend=BACKEND)
    return remember_language(request, redirect(leads_to), person.language, keep_chosen=True)


def _waiting(request, at: datetime) -> Waiting | None:
    """Who stands between the two steps; nobody after ten minutes, or once password or factor changed."""
    kept = request.session.get(WAITS)
    if not kept or at - datetime.fromisoformat(kept["since"]) > PATIENCE:
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(person.get_session_auth_hash(), kept["stands"]):
        return None
    return Waiting(person, kept["leads_to"])


def _say_what_is_left(request, person: User) -> None:
    left = person.recovery_codes.filter(used_at=None).count()
    words = ngettext(
        "You came in with a recovery code; %(n)s is left. If the telephone is lost, set up another one on your page.",
        "You came in with a recovery code; %(n)s are left. If the telephone is lost, set up another one on your page.",
        left,
    )
    messages.warning(request, words % {"n": left})
