"""The row of every change of people and settings; it names columns, never their values."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import AccountEvent, User


def note(verb: str, *, by, at: datetime, about: User | None = None, changed: list[str] | None = None) -> None:
    """Write the row of invariant 8 into the caller's transaction."""
    by = None if isinstance(by, AnonymousUser) else by
    AccountEvent.objects.create(verb=verb, by=by, at=at, about=about, changed=changed or [])
