"""The second step at login: set up, proven, taken away. The throttle and the codes themselves are django-otp's."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions.record import note
from accounts.actions.tokens import end_tokens
from accounts.models import RecoveryCode, User
from accounts.second_factor import APP_DIGITS, CODE_DIGITS, device_of, new_codes, new_secret


class AlreadyEnrolled(Exception):
    """The person has a code app already; it must be taken away first."""


class WrongCode(Exception):
    """The code is not the one of now, was used before, or is unknown."""


class TooManyTries(Exception):
    """Wrong codes came before; the next one is looked at after `wait_s` seconds."""

    def __init__(self, wait_s: int):
        super().__init__(wait_s)
        self.wait_s = wait_s


def enrol_factor(person: User, *, code: str, at: datetime) -> list[str]:
    """Keep the secret that the person's app has proven to know; returns the recovery codes, which nobody sees again.

    Every other session of the person ends. Raises WrongCode, AlreadyEnrolled.
    """
    codes = new_codes()
    rows = _hashed(person, codes, at)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if device_of(person):
            raise AlreadyEnrolled
        device = TOTPDevice.objects.create(user=person, name="app", key=new_secret(person).hex())
        if not device.verify_token(_digits(code)):
            raise WrongCode
        _replace_codes(person, rows)
        _turn(person)
        note("factor_enrolled", by=person, at=at, about=person)
    return codes


def check_code(person: User, *, code: str, at: datetime) -> bool:
    """Prove the second factor once: a code of the app, or a recovery code, which is then spent (returns True).

    Raises WrongCode or, while wrong ones make it wait, TooManyTries: the same throttle for both kinds.
    """
    digits = _digits(code)
    spent = _matching(person, digits) if len(digits) == CODE_DIGITS and _may_try(person, at) else None
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True).first()
        if device is None:
            raise WrongCode
        _refuse_while_throttled(device, at)
        if len(digits) == APP_DIGITS:
            right = device.verify_token(digits)  # counts a wrong one itself
        else:
            right = spent is not None and _spend(spent, device, at)
            if right:
                note("recovery_code_used", by=person, at=at, about=person)
            else:
                device.throttle_increment()
    if not right:
        raise WrongCode
    return spent is not None


def renew_codes(person: User, *, at: datetime) -> list[str]:
    """New recovery codes; the old ones are worth nothing any more."""
    codes = new_codes()
    rows = _hashed(person, codes, at)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        _replace_codes(person, rows)
        note("recovery_codes_renewed", by=person, at=at, about=person)
    return codes


def reset_factor(person: User, *, by: User | None, at: datetime) -> User:
    """Forget the code app and recovery codes; sessions and tokens end, the next login sets up a new app."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        TOTPDevice.objects.filter(user=person).delete()
        person.recovery_codes.all().delete()
        end_tokens(person, at=at)
        _turn(person)
        note("factor_reset", by=by, at=at, about=person)
        return person


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign in "0123456789")


def _hashed(person: User, codes: list[str], at: datetime) -> list[RecoveryCode]:
    """Slow on purpose, so it happens before the transaction."""
    return [RecoveryCode(user=person, code_hash=make_password(code), made_at=at) for code in codes]


def _replace_codes(person: User, rows: list[RecoveryCode]) -> None:
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(rows)


def _turn(person: User) -> None:
    person.factor_version += 1
    person.save(update_fields=["factor_version"])


def _may_try(person: User, at: datetime) -> bool:
    device = device_of(person)
    return device is not None and device.verify_is_allowed()[0]


def _refuse_while_throttled(device: TOTPDevice, at: datetime) -> None:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        raise TooManyTries(max(1, round((why["locked_until"] - at).total_seconds())))


def _matching(person: User, digits: str) -> RecoveryCode | None:
    for row in person.recovery_codes.filter(used_at=None):
        if check_password(digits, row.code_hash):
            return row
    return None


def _spend(row: RecoveryCode, device: TOTPDevice, at: datetime) -> bool:
    """Of two requests with the same code one wins."""
    if not RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
        return False
    device.throttle_reset()
    return True
