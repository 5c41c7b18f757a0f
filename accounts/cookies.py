"""The cookie that keeps the language of somebody's pages."""

from django.conf import settings


def remember_language(request, response, language: str, *, keep_chosen: bool = False):
    """Set the language cookie; with keep_chosen, not over one that the visitor chose before."""
    if keep_chosen and settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
