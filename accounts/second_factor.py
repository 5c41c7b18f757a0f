"""The second step at login: the secret of a telephone's code app, its QR code, and recovery codes."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import CentreSetting, User

CODES = 8
CODE_DIGITS = 16  # digits only: they are typed the same on a Kazakh, a Russian and an English keyboard
APP_DIGITS = 6


def device_of(person: User) -> TOTPDevice | None:
    """The code app this person has set up, or None."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()


def new_secret(person: User) -> bytes:
    """The 160 bits the next code app of this person will share: derived, so that showing it writes nothing."""
    key = hashlib.sha256(b"second-factor" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{person.pk}:{person.factor_version}".encode(), hashlib.sha256).digest()[:20]


def as_text(secret: bytes) -> str:
    """The secret as a person types it into an app: base 32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def address(secret: bytes, person: User) -> str:
    """The otpauth address that code apps read from a QR code or open from a link."""
    issuer = CentreSetting.load().name_en or "Seal rescue"  # Latin letters keep the drawing coarse enough to scan
    asked = urlencode({"secret": base64.b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(person.username)}?{asked}"


def drawing(text: str) -> SafeString:
    """A QR code as inline SVG, black on white in every theme."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(border=3, light="#fff", omitsize=True))  # noqa: S308 - no text of anybody in it


def new_codes() -> list[str]:
    """Fresh recovery codes of 16 digits (53 bits each, behind a slow hash and a throttle)."""
    return [f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}" for _ in range(CODES)]


def in_groups(code: str) -> str:
    """1234 5678 9012 3456."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
