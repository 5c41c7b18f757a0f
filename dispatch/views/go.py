"""The page of a team behind its signed link: GET shows, POST acts. The secret in the address opens it, no login."""

import logging
from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import public
from common.lifecycle import NotAllowed
from dispatch import actions
from dispatch.forms.field import DeedForm, SealForm
from dispatch.models import Assignment
from dispatch.presenters.field import Page, page
from dispatch.queries.field import assignment_of, language_of, photo_of, reports_of
from dispatch.views.go_deeds import DEEDS
from strandings import photos
from strandings.actions import add_photo, note
from strandings.models import StrandedAnimal
from strandings.views.public import secret_page
from strandings.words import Outcome

logger = logging.getLogger(__name__)


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def go(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer, the way or the end; POST does one deed and comes back."""
    at = timezone.now()
    assignment = assignment_of(token, at=at)
    if assignment is None:
        return _gone(request)
    with translation.override(_language(request, assignment)):
        if request.method != "POST":
            return _show(request, token, assignment, at)
        form = DeedForm(request.POST, auto_id=False)
        if not form.is_valid():
            return _show(request, token, assignment, at, status=422, deed=form)
        if form.cleaned_data["verb"] == "number":
            return _show_number(request, token, assignment, at)
        _do(request, assignment, form, at)
        return secret_page(redirect("go", token=token))


@public
@csrf_exempt
@require_POST
def go_seal(request: HttpRequest, token: str) -> HttpResponse:
    """One seal: what the team found, photos, what became of it."""
    at = timezone.now()
    assignment = assignment_of(token, at=at)
    if assignment is None:
        return _gone(request)
    with translation.override(_language(request, assignment)):
        form = SealForm(request.POST)
        if not form.is_valid():
            return _show(request, token, assignment, at, status=422, seal=form)
        told = form.cleaned_data
        seal = actions.record_seal(
            assignment,
            number=told["number"],
            findings=form.facts(at),
            outcome=Outcome(told["outcome"]) if told["outcome"] else None,
            expected_min=told["to_centre"],
            more_seals=told["more_seals"],
            field_uuid=told["field_uuid"],
            happened_at=form.when(at),
            at=at,
        )
        _keep_photos(request, seal, at)
        messages.success(request, _("Written down. Thank you."))
        return secret_page(redirect("go", token=token))


@public
@require_safe
def go_photo(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A photo of this case."""
    assignment = assignment_of(token, at=timezone.now())
    shown = photo_of(assignment, pk) if assignment and page_is_open(assignment) else None
    if shown is None:
        raise Http404
    response = FileResponse(shown.file.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def page_is_open(assignment: Assignment) -> bool:
    """Whether the team may still see the case."""
    return page(assignment, [], at=timezone.now()).view != "over"


def _do(request: HttpRequest, assignment: Assignment, form: DeedForm, at: datetime) -> None:
    told = form.cleaned_data
    deed = DEEDS[told["verb"]]
    when = form.when(at)
    try:
        said = actions.once(
            assignment,
            field_uuid=form.number_of_its_own(),
            verb=told["verb"],
            at=at,
            happened_at=when,
            act=lambda: deed(assignment, told, at, when),
        )
        if told["latitude"] is not None and told["longitude"] is not None:
            actions.seen_at(assignment.team, latitude=told["latitude"], longitude=told["longitude"], at=at)
    except NotAllowed:
        said = _("That is not possible any more. This is how it stands now.")
    if said:
        messages.info(request, said)


def _show_number(request: HttpRequest, token: str, assignment: Assignment, at: datetime) -> HttpResponse:
    """The caller's number, for a team that goes: the look is written down, the number stands in no address."""
    report = next((row for row in reports_of(assignment) if row.contact and not row.contact.erased_at), None)
    if report is None or page(assignment, [report], at=at).view != "work":
        return _show(request, token, assignment, at)
    team = assignment.team.name
    note(assignment.stranding, verb="number_seen", details={"report": report.pk}, by_words=team, at=at)
    return _show(request, token, assignment, at, number=report.contact.phone)


def _show(
    request: HttpRequest,
    token: str,
    assignment: Assignment,
    at: datetime,
    *,
    status: int = 200,
    deed: DeedForm | None = None,
    seal: SealForm | None = None,
    number: str = "",
) -> HttpResponse:
    shown = page(assignment, reports_of(assignment), at=at, number=number)
    context = {
        "page": shown,
        "assignment": assignment,
        "case": assignment.stranding,
        "team": assignment.team,
        "link_token": token,
        "deed": deed or DeedForm(auto_id=False),
        "seal": seal or _seal_form(shown),
        "form": seal or deed,
        "at": at,
    }
    return secret_page(render(request, "dispatch/go.html", context, status=status))


def _seal_form(shown: Page) -> SealForm:
    """The form of the seal whose turn it is, with what is already known of it."""
    seal = shown.seal
    # As many as the caller counted: one outcome must not close a case of several seals unasked
    more = {"more_seals": shown.assignment.stranding.count_from > shown.seal_number}
    if seal is None:
        return SealForm(initial={"age_class": "unknown", "sex": "unknown", **more})
    known = ("age_class", "sex", "length_cm", "weight_kg", "human_interaction", "findings", "signs")
    initial = {name: getattr(seal, name) for name in known}
    return SealForm(initial={**initial, **more, "number": seal.number, "code": seal.code_at_examination})


def _gone(request: HttpRequest) -> HttpResponse:
    """Unknown, forged and expired links look the same."""
    return secret_page(render(request, "dispatch/go_gone.html", status=404))


def _language(request: HttpRequest, assignment: Assignment) -> str:
    """A chosen language wins; who never chose one reads the language of the alert."""
    chosen = "lang" in request.GET or "language" in request.COOKIES
    return translation.get_language() if chosen else language_of(assignment)


def _keep_photos(request: HttpRequest, seal: StrandedAnimal, at: datetime) -> None:
    for file in [file for file in request.FILES.getlist("photo") if file.size][:6]:
        try:
            add_photo(seal, file=file, at=at)
        except photos.NotAPhoto as problem:
            messages.warning(request, str(problem))
        except Exception:
            logger.exception("a photo of seal %s could not be kept", seal.pk)
            messages.warning(request, _("A photo could not be saved. Everything else was kept."))
