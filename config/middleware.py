"""Small middlewares: strict content policy, the visitor's language, a plain answer while the database is away."""

import logging
import secrets

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from config import hotline

logger = logging.getLogger(__name__)
CODES = [code for code, _ in settings.LANGUAGES]


def client_address(get_response):
    """Behind our own proxy the visitor's address is the last one it wrote; what came before it anybody can write."""

    def middleware(request):
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
        if forwarded:
            request.META["REMOTE_ADDR"] = forwarded.rsplit(",", 1)[-1].strip()
        return get_response(request)

    return middleware


def content_security_policy(get_response):
    """Strict policy: nothing inline but what carries the request's nonce (django-leaflet), nothing from outside."""

    def middleware(request):
        request.csp_nonce = secrets.token_urlsafe(16)
        response = get_response(request)
        tiles = settings.MAP_TILES_URL.split("/{")[0] if settings.MAP_TILES_URL else ""
        response.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self' 'nonce-{request.csp_nonce}'; style-src 'self'; "
            f"img-src 'self' blob: data: {tiles}; font-src 'self'; connect-src 'self'; media-src 'self' blob:; "
            "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        )
        return response

    return middleware


def choose_language(get_response):
    """?lang= wins and is remembered in a cookie; then the cookie, then the person's own, then the browser's."""

    def middleware(request):
        asked = request.GET.get("lang", "")
        known = asked if asked in CODES else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = known if known in CODES else translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if asked in CODES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.IS_HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def database_away(get_response):
    """While the database is away: 503 with Retry-After and the way to call, never a bare 500."""

    def middleware(request):
        response = get_response(request)
        hotline.remember()
        return response

    def process_exception(request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("the database is away: %s", type(exception).__name__)
        told = {"hotline": hotline.number(), "typed": _typed(request), "path": request.path}
        page = render_to_string("503.html", told)
        return HttpResponse(page, status=503, headers={"Retry-After": "15"})

    middleware.process_exception = process_exception
    return middleware


def _typed(request) -> list[tuple[str, str]]:
    """What the person typed, to be sent again with one press; photos and passwords are not repeated."""
    if request.method != "POST":
        return []
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value[:20_000]) for name, value in pairs if "password" not in name][:100]
