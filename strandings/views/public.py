"""What anybody may open: the report form, and the reporter's own page behind an unguessable link."""

import logging
from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import links
from accounts.doors import needs, public
from accounts.models import CentreSetting
from accounts.permissions import Permission
from strandings import actions, consent, photos
from strandings.forms.public import PHOTOS_LIMIT, AddForm, ReportForm
from strandings.forms.token import new_token
from strandings.models import Media, Report
from strandings.precision import Audience
from strandings.presenters import place_for, story
from strandings.presenters.advice import advice_for
from strandings.words import Sign

logger = logging.getLogger(__name__)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The report page: the call first, the form below."""
    return _show_form(request, ReportForm())


@public
@csrf_exempt  # a visitor without cookies must be able to report; no session stands behind this form
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST stores the report and goes to the person's own page."""
    if request.method != "POST":
        return home(request)
    files = _photos_of(request)
    form = ReportForm(request.POST, photos=len(files))
    if not form.is_valid():
        return _show_form(request, form, status=422)
    at = timezone.now()
    told = form.told(language=get_language(), at=at)
    stored = actions.receive_report(told=told, at=at)
    if stored.recorded_at != at:
        _keep_what_differs(stored, told, at)
    _keep_photos(request, stored, files, at)
    return _go_on(request, links.token(stored.status_link))


def _go_on(request: HttpRequest, token: str) -> HttpResponse:
    """To the person's own page; a script that must keep the form when the network drops gets the address instead."""
    if request.headers.get("X-Part") == "next":
        return JsonResponse({"next": reverse("status", kwargs={"token": token})}, headers={"Cache-Control": "no-store"})
    return redirect("status", token=token)


def _show_form(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    at = timezone.now()
    context = {
        "form": form,
        "token": request.POST.get("token") or new_token(at),
        "duty": story.duty_line(form.centre, at=at),
        "photos_lost": bool(form.errors and form.photos),
        "alive": form.data.get("alive", None),
        "consent": consent.written(form.centre),
    }
    response = render(request, "strandings/home.html", context, status=status)
    # Kept for the back button, so that the same filled form carries the same number; asked anew for a new report
    response["Cache-Control"] = "private, no-cache"
    return response


def _keep_what_differs(stored: Report, told, at: datetime) -> None:
    """The same form sent again after going back: what was changed is added, nothing is counted twice."""
    if told.place_words and told.place_words != stored.place_words:
        facts = {"state": told.state} if told.state != stored.state else {}
        actions.add_to_report(stored, source="page", words=told.place_words, facts=facts, at=at)


def _photos_of(request: HttpRequest) -> list:
    return [file for name in ("photo", "photos") for file in request.FILES.getlist(name) if file.size][:PHOTOS_LIMIT]


def _keep_photos(request: HttpRequest, stored: Report, files: list, at: datetime) -> None:
    """Each photo by itself: one that cannot be kept loses neither the report nor the others."""
    for file in files:
        try:
            actions.add_photo(stored, file=file, at=at)
        except photos.NotAPhoto as problem:
            messages.warning(request, str(problem))
        except Exception:
            logger.exception("a photo of report %s could not be kept", stored.pk)
            messages.warning(request, _("A photo could not be saved. The report itself was kept."))


def secret_page(response: HttpResponse) -> HttpResponse:
    """A page behind a secret link: kept by no cache, found by no search, its address told to nobody.

    Without a referrer browsers send "Origin: null" with its forms, which the CSRF check refuses. Those views are
    exempt: the secret in the address is what opens them, no cookie, so nobody can borrow another's authority.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _report_of(token: str, at: datetime) -> Report:
    link = links.resolve(token, "status", at=at)
    if link is None:
        raise Http404
    reports = Report.objects.select_related("stranding", "first_stranding", "contact")
    return get_object_or_404(reports, pk=link.subject_id)


@public
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """The reporter's page: what happens next and by when, advice for this seal, the way to add more."""
    at = timezone.now()
    return _show_status(request, token, _report_of(token, at), AddForm(), at)


def _show_status(request: HttpRequest, token: str, told: Report, form: AddForm, at: datetime) -> HttpResponse:
    centre = CentreSetting.load()
    stranding = told.stranding
    pictures = list(told.media.filter(kind="photo").order_by("pk"))
    context = {
        "link_token": token,
        "report": told,
        "stranding": stranding,
        "title": story.title(stranding),
        "steps": story.steps(told, at=at),
        "lives": story.public_stories(stranding),
        "what_next": story.what_next(stranding, centre, at=at),
        "advice": advice_for(stranding, distance_m=centre.safe_distance_m),
        "place": place_for(stranding, Audience.REPORTER),
        "summary": story.summary(told, len(pictures)),
        "pictures": pictures,
        "is_open": stranding.status != "closed",
        "form": form,
        "token": new_token(at),
        "net_known": Sign.NET in stranding.signs,
    }
    return secret_page(render(request, "strandings/status.html", context))


@public
@csrf_exempt
@require_POST
def status_add(request: HttpRequest, token: str) -> HttpResponse:
    """More from the reporter: signs, count, words, photos."""
    at = timezone.now()
    told = _report_of(token, at)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _show_status(request, token, told, form, at)
    words, facts, files = form.all_words(), form.facts(), _photos_of(request)
    if words or facts:
        actions.add_to_report(
            told, source="page", words=words, facts=facts, at=at, client_uuid=form.start().client_uuid
        )
    _keep_photos(request, told, files, at)
    if words or facts or files:
        messages.success(request, _("Thank you. We have added it."))
    return secret_page(_go_on(request, token))


@public
@csrf_exempt
@require_POST
def status_forget(request: HttpRequest, token: str) -> HttpResponse:
    """The reporter wants no number of theirs kept; the page stays theirs."""
    at = timezone.now()
    actions.forget_reporter(_report_of(token, at), at=at)
    messages.success(request, _("Your number is deleted."))
    return secret_page(redirect("status", token=token))


@public
@require_safe
def status_photo(request: HttpRequest, token: str, pk: int) -> FileResponse:
    """A photo of the person's own report."""
    told = _report_of(token, timezone.now())
    return _photo(get_object_or_404(told.media.filter(kind="photo"), pk=pk))


@needs(Permission.SEE_REHAB)
@require_safe
def media(request: HttpRequest, pk: int) -> FileResponse:
    """A photo, for the people of the centre: dispatchers, vets, keepers, the director."""
    return _photo(get_object_or_404(Media, pk=pk))


def _photo(kept: Media) -> FileResponse:
    types = {"photo": "image/jpeg", "video": "video/mp4", "voice": "audio/ogg"}
    response = FileResponse(kept.file.open("rb"), content_type=types[kept.kind])
    response["Content-Encoding"] = "identity"  # a photo is compressed already
    response["Cache-Control"] = "private, max-age=3600"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
