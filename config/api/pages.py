"""The schema for programs, and the page for people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.api import problems
from accounts.doors import public, signed_in
from config.api.drawn import drawn, schema_text
from config.api.explained import sections


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3 in JSON: what the code does is open, what the centre holds is not in it."""
    response = HttpResponse(schema_text(get_language()), content_type="application/vnd.oai.openapi+json")
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> JsonResponse:
    """Any other address below: a program hears it in the form of every other refusal."""
    return JsonResponse(problems.not_found(), status=404, content_type=problems.MEDIA_TYPE)


@signed_in
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """What the API can do, for the people of the centre who connect a program to it."""
    context = {
        "sections": sections(drawn(get_language())),
        "base": settings.PUBLIC_BASE_URL,
        "per_minute": settings.API_PER_MINUTE,
        "per_minute_anonymous": settings.API_PER_MINUTE_ANONYMOUS,
    }
    return render(request, "config/api.html", context)
