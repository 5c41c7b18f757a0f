"""How long a login lasts: a week at most, and not past a shift in which nobody did anything."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

BEGAN, SEEN = "began_at", "seen_at"
GRAIN_S = 300  # the session is written at most so often


class LimitedSessions(AuthenticationMiddleware):
    """Django's own, with two limits; asked only where somebody wants to know who it is."""

    def process_request(self, request) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))


def _person(request):
    person = get_user(request)
    if not person.is_authenticated:
        return person
    now = timezone.now().timestamp()
    if _is_over(request.session, now):
        request.session.flush()
        return AnonymousUser()
    if _somebody_acts(request) and now - request.session[SEEN] > GRAIN_S:
        request.session[SEEN] = now
    return person


def _is_over(session, now: float) -> bool:
    """A session without its two times is not one of ours."""
    began, seen = session.get(BEGAN, 0.0), session.get(SEEN, 0.0)
    return now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_S


def _somebody_acts(request) -> bool:
    """What a page fetches by itself (the board looks every few seconds) keeps nobody logged in."""
    return request.method != "GET" or request.headers.get("Sec-Fetch-Dest", "document") != "empty"


def begin(request, at: datetime) -> None:
    """Write when this login began and was last used."""
    request.session[BEGAN] = request.session[SEEN] = at.timestamp()


def _on_login(sender, request, user, **kwargs) -> None:
    begin(request, timezone.now())


user_logged_in.connect(_on_login, dispatch_uid="config.sessions")
