"""Authorization: Bearer <token>; only the token's SHA-256 is known here."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header

from accounts.actions import use_token


class TokenAuthentication(BaseAuthentication):
    """A person's own token; unknown, revoked and a person who left look the same."""

    def authenticate(self, request):
        scheme, _space, written = get_authorization_header(request).decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = use_token(written.strip(), at=timezone.now())
        if token is None:
            raise exceptions.AuthenticationFailed(_("This token is not valid."))
        return token.user, token

    def authenticate_header(self, request) -> str:
        return 'Bearer realm="seal rescue"'
