"""Every refusal as problem details (RFC 9457), in the caller's language; never a trace, never what was not asked."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from accounts.serializers import Unprocessable
from common.lifecycle import NotAllowed
from common.texts import clean_text

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Refused(exceptions.APIException):
    """Understood, but not possible as things stand (409)."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Changed(exceptions.APIException):
    """Somebody changed it since the caller saw it: `current` as it stands, `sent` as it came.

    412 to an If-Match header, 409 to a version in the body.
    """

    default_code = "changed"

    def __init__(self, *, current: dict, sent: dict, by_header: bool):
        self.status_code = status.HTTP_412_PRECONDITION_FAILED if by_header else status.HTTP_409_CONFLICT
        self.current, self.sent = current, sent
        super().__init__(_("Somebody else changed it in the meantime. Look at both and send it again."), "changed")


class VersionMissing(exceptions.APIException):
    """The caller did not say which version it saw (428)."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version-missing"

    def __init__(self):
        super().__init__(_("Say which version you saw: If-Match, or version in the body."), self.default_code)


def answer(error: Exception, context: dict) -> Response | None:
    """DRF's exception handler: the problem for a known refusal, None (a real error) for anything else."""
    known = _known(error)
    if known is None:
        return None
    set_rollback()
    headers = {}
    if getattr(known, "auth_header", None):
        headers["WWW-Authenticate"] = known.auth_header
    if getattr(known, "wait", None):
        headers["Retry-After"] = str(int(known.wait))
    return Response(_speakable(_body(known)), known.status_code, headers=headers, content_type=MEDIA_TYPE)


def not_found() -> dict:
    """The problem of an address that leads nowhere."""
    return _body(exceptions.NotFound())


def _body(known: exceptions.APIException) -> dict:
    return {
        "type": f"urn:seal-rescue:problem:{_code(known)}",
        "title": _title(known.status_code),
        "status": known.status_code,
        **_more(known),
    }


def _known(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, NotAllowed | IntegrityError):
        return Refused(_("This is not possible any more: the case has changed. Look at it again."))
    if isinstance(error, DataError):
        logger.exception("the database refused a value")
        return None
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("the database is away: %s", type(error).__name__)
        away = exceptions.APIException(_("The service is being mended. Try again in a moment."), "away")
        away.status_code, away.wait = status.HTTP_503_SERVICE_UNAVAILABLE, 15
        return away
    return None


def _code(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    return str(getattr(error.detail, "code", error.default_code)).replace("_", "-")


def _title(code: int) -> str:
    titles = {
        400: _("This request cannot be read"),
        401: _("Log in first"),
        403: _("This is not open to you"),
        404: pgettext("api", "Not found"),
        405: _("This address does not do that"),
        409: _("Not possible as things stand"),
        412: _("It has changed since you saw it"),
        415: _("Send JSON"),
        422: _("This cannot be"),
        428: _("The version is missing"),
        429: _("Too many requests"),
        503: _("Not available at the moment"),
    }
    return titles.get(code, _("Not possible"))


def _more(error: exceptions.APIException) -> dict:
    if isinstance(error, exceptions.ValidationError):
        return {"detail": _("Look at the fields named."), "errors": _by_field(error.detail)}
    if isinstance(error, Unprocessable):
        return {"detail": str(error.detail), "errors": error.errors}
    if isinstance(error, Changed):
        return {"detail": str(error.detail), "current": error.current, "sent": error.sent}
    return {"detail": str(error.detail)}


def _by_field(detail) -> dict:
    if isinstance(detail, dict):
        return {"body" if name == "non_field_errors" else str(name): value for name, value in detail.items()}
    return {"body": detail}


def _speakable(thing):
    """The same thing with every text fit for UTF-8: a lone surrogate sent to us must not break our answer."""
    if isinstance(thing, dict):
        return {clean_text(str(name), 200): _speakable(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_speakable(one) for one in thing]
    return clean_text(thing, 4000) if isinstance(thing, str) else thing
