"""/call/: what a dispatcher fills in while somebody is on the line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.models import LANGUAGE_CHOICES
from accounts.permissions import Permission
from common.texts import clean_text
from strandings import actions
from strandings.consent import SPOKEN
from strandings.forms.call import CallForm
from strandings.forms.token import new_token
from strandings.presenters import call as sheet
from strandings.queries.places import offered_places


@needs(Permission.WORK_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call_sheet(request: HttpRequest) -> HttpResponse:
    """GET shows an empty sheet; POST saves it and goes to the case. POST with `start` fills in a number."""
    if request.method != "POST":
        return _show(request, CallForm(initial={"language": get_language()}))
    if "start" in request.POST:
        phone = clean_text(request.POST.get("phone"), 60)
        return _show(request, CallForm(initial={"language": get_language(), "phone": phone}))
    form = CallForm(request.POST)
    if "look" in request.POST:
        form.is_valid()
        return _show(request, form, show_errors=False)
    if not form.is_valid():
        return _show(request, form, status=422)
    at = timezone.now()
    report = actions.receive_report(told=form.told(at=at), at=at, by=request.user)
    if form.get("priority") and int(form.get("priority")) != report.stranding.priority:
        actions.set_priority(
            report.stranding, priority=int(form.get("priority")), why=form.get("why"), by=request.user, at=at
        )
    return redirect("case", report.stranding.reference)


@needs(Permission.WORK_CASES)
@never_cache
@require_POST
def call_check(request: HttpRequest) -> HttpResponse:
    """The side of the sheet for what is filled in so far; stores nothing."""
    form = CallForm(request.POST)
    form.is_valid()
    context = {"live": sheet.live(form, at=timezone.now(), language=get_language()), "caller": _caller(form)}
    return render(request, "strandings/_call_live.html", context)


def _caller(form: CallForm) -> str:
    return form["language"].value() or get_language()


def _show(request: HttpRequest, form: CallForm, *, status: int = 200, show_errors: bool = True) -> HttpResponse:
    at = timezone.now()
    context = {
        "form": form,
        "errors": form.errors if show_errors else {},
        "show_errors": show_errors,
        "token": request.POST.get("token") or new_token(at),
        "questions": sheet.questions(form),
        "live": sheet.live(form, at=at, language=get_language()),
        "caller": _caller(form),
        "languages": LANGUAGE_CHOICES,
        "places": offered_places(),
        "safe": sheet.in_each_language(sheet.SAFE),
        "consent": sheet.in_each_language(SPOKEN),
    }
    return render(request, "strandings/call.html", context, status=status)
