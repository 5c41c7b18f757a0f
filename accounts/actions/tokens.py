"""Tokens of a person's programs: made, used, taken away."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions.record import note
from accounts.models import ApiToken, User

MOST = 20


class TooManyTokens(Exception):
    """The person has as many live tokens as one may have."""


def make_token(*, label: str, by: User, at: datetime) -> tuple[ApiToken, str]:
    """A new token of this person and its secret, which is told now and never again. Raises TooManyTokens."""
    secret = f"seal_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if by.api_tokens.filter(revoked_at=None).count() >= MOST:
            raise TooManyTokens
        token = ApiToken.objects.create(user=by, label=label, digest=_digest(secret), created_at=at)
        note("token_made", by=by, at=at, about=by)
        return token, secret


def revoke_token(token: ApiToken, *, by: User, at: datetime) -> None:
    """The token opens nothing from now on; twice is once."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            note("token_revoked", by=by, at=at, about=token.user)


def end_tokens(person: User, *, at: datetime) -> None:
    """None of the person's programs comes in any more; part of the caller's transaction, which leaves its row."""
    person.api_tokens.filter(revoked_at=None).update(revoked_at=at)


def use_token(secret: str, *, at: datetime) -> ApiToken | None:
    """The live token behind a secret, of a person who still works here; the day of its use is kept."""
    rows = ApiToken.objects.select_related("user").filter(revoked_at=None, user__is_active=True)
    token = rows.filter(digest=_digest(secret)).first()
    today = timezone.localdate(at)
    if token is not None and token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)
    return token


def _digest(secret: str) -> str:
    """Plain SHA-256: the secret is random, so nothing slower protects it better."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
