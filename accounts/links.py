"""Signed links: a token is the row's number and an HMAC of number, purpose and version; it is never stored."""

import base64
import hashlib
import hmac
from datetime import datetime

from django.conf import settings

from accounts.models import AccessLink


def _mac(link_id: int, purpose: str, version: int) -> str:
    text = f"{link_id}:{purpose}:{version}".encode()
    key = hashlib.sha256(b"access-link" + settings.SECRET_KEY.encode()).digest()
    return base64.urlsafe_b64encode(hmac.new(key, text, hashlib.sha256).digest()[:17]).decode().rstrip("=")


def make(purpose: str, subject_id: int, *, expires_at: datetime | None = None) -> AccessLink:
    """A new link row for one subject and purpose; expires_at may be set later."""
    return AccessLink.objects.create(purpose=purpose, subject_id=subject_id, expires_at=expires_at)


def token(link: AccessLink) -> str:
    """The secret part of the address: 136 bits, derived, the same at every call until the version changes."""
    return f"{link.pk:x}.{_mac(link.pk, link.purpose, link.version)}"


def resolve(text: str, purpose: str, *, at: datetime) -> AccessLink | None:
    """The live link behind a token, or None: unknown, forged, expired and revoked look the same."""
    number, _, mac = text.partition(".")
    try:
        link_id = int(number, 16)
    except ValueError:
        return None
    if link_id >= 2**63:
        return None
    link = AccessLink.objects.filter(pk=link_id, purpose=purpose, revoked_at=None).first()
    if link is None or not hmac.compare_digest(_mac(link.pk, link.purpose, link.version).encode(), mac.encode()):
        return None
    if link.expires_at is not None and link.expires_at <= at:
        return None
    return link
