"""The board: list and map side by side, one case beside them, and the feed that keeps them fresh."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import needs
from accounts.models import CentreSetting
from accounts.permissions import Permission
from common.etags import has_already
from dispatch.presenters.board_map import compact
from dispatch.queries import board as query
from dispatch.queries.board import Selection
from dispatch.queries.board_case import find_case
from dispatch.queries.board_year import year_so_far
from dispatch.views import board_parts as parts
from messaging.actions import acknowledge_alarm
from messaging.queries import open_alarms

YEAR_KEPT_S = 60  # counting a year of cases takes longer than all the rest of the page
KEPT_PRIVATE = {"Cache-Control": "private, no-store"}


@needs(Permission.SEE_BOARD)
@require_safe
def board(request):
    """List and map; no case chosen yet."""
    return _page(request, at=timezone.now())


@needs(Permission.SEE_BOARD)
@require_safe
def case(request, reference):
    """One case beside the list and the map; on a phone a page of its own."""
    at = timezone.now()
    chosen = find_case(reference)
    if chosen is None:
        raise Http404(reference)
    if chosen.reference != reference:
        return redirect("case", reference=chosen.reference)
    return case_page(request, chosen, at=at)


def case_page(request, chosen, *, at, status=200, **more) -> HttpResponse:
    """The board with one case open. more: bound form, problem, changed, shown_for (see board/_case.html)."""
    bound, shown_for = more.pop("bound", None), more.pop("shown_for", None)
    filled = parts.case_part(chosen, user=request.user, at=at, bound=bound, shown_for=shown_for)
    filled |= more | {"selection": Selection.read(request.GET), "address": Selection.read(request.GET).address()}
    if request.headers.get("X-Part") == "case":
        return _private(render(request, "board/_case.html", filled, status=status))
    return _page(request, at=at, filled=filled, chosen=chosen.reference, status=status)


def _page(request, *, at, filled=None, chosen="", status=200) -> HttpResponse:
    selection = Selection.read(request.GET)
    wanted = request.GET.get("view")
    context = {
        **(filled or {}),
        **parts.list_part(selection, user=request.user, at=at, chosen=chosen),
        **parts.alarms_part(user=request.user, at=at),
        "view": "case" if chosen else ("map" if wanted == "map" else "list"),
        "year": cache.get_or_set("year-so-far", lambda: year_so_far(at), YEAR_KEPT_S),
        "pulse": query.pulse(at),
        "undo": _undo(request, at),
        "has_tiles": bool(settings.MAP_TILES_URL),
        **parts.map_part(CentreSetting.load()),
    }
    return _private(render(request, "board/board.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """What stands on the board is kept in no cache."""
    response["Cache-Control"] = KEPT_PRIVATE["Cache-Control"]
    return response


def _undo(request, at) -> dict | None:
    """The last act of this person that can be taken back, for the ten seconds of its toast."""
    undo = request.session.get("board_undo")
    if not undo:
        return None
    if at.timestamp() > undo["until"]:
        del request.session["board_undo"]
        return None
    return undo


@needs(Permission.SEE_BOARD)
@require_safe
def feed(request):
    """What changed since a token: {"token", "changed"} and, if so, the parts drawn anew. Seven small queries if not."""
    at = timezone.now()
    token = query.pulse(at)
    if request.GET.get("since") == token:
        return JsonResponse({"token": token, "changed": False}, headers=KEPT_PRIVATE)
    selection = Selection.read(request.GET)
    chosen = request.GET.get("case", "")
    listed = parts.list_part(selection, user=request.user, at=at, chosen=chosen)
    alarms = parts.alarms_part(user=request.user, at=at)
    answer = {
        "token": token,
        "changed": True,
        "list": render_to_string("board/_list.html", listed, request),
        "alarms": render_to_string("board/_alarms.html", alarms, request),
        "unseen": alarms["unseen"],
    }
    return JsonResponse(answer, headers=KEPT_PRIVATE)


@needs(Permission.SEE_BOARD)
@require_safe
def cases_geojson(request):
    """The cases of the same filter, all pages, and the teams; 304 while nothing changed."""
    at = timezone.now()
    selection = Selection.read(request.GET)
    etag = f'"{query.pulse(at)}.{get_language()}.{request.user.pk}.{hash_of(selection)}"'
    if has_already(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified(headers={"ETag": etag})
    cases = list(query.on_map(selection, user=request.user, at=at))
    body = compact(cases, query.furthest_assignments(cases), query.teams_on_map(at), at=at)
    response = HttpResponse(body, content_type="application/geo+json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def hash_of(selection: Selection) -> str:
    """A selection as a short word that is safe in a header."""
    return selection.address().encode().hex()[:200]


@needs(Permission.WORK_CASES)
@require_POST
def acknowledge_open_alarm(request, pk):
    """Somebody takes an alarm: it stops calling."""
    alarm = open_alarms().filter(pk=pk).first()
    if alarm is not None:
        acknowledge_alarm(alarm, by=request.user, at=timezone.now())
    return redirect(request.POST.get("back") if _is_board(request.POST.get("back", "")) else "board")


def _is_board(address: str) -> bool:
    return address.startswith("/board/") and "//" not in address and "\\" not in address
