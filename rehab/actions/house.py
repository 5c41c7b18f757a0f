"""The centre's rooms and care settings. Nobody overwrites what he has not seen."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from rehab.actions.record import Refused
from rehab.models import CareSetting, Enclosure


@transaction.atomic
def write_enclosure(enclosure: Enclosure, *, version: int, by: User, at: datetime, **columns) -> Enclosure:
    """Add or change an enclosure. Refused: changed by somebody meanwhile, fewer places than seals, closing it full."""
    if enclosure.pk:
        now = Enclosure.objects.select_for_update().get(pk=enclosure.pk)
        _unchanged(now.version, version)
        highest = now.stays.filter(until_at=None, override_reason="").order_by("-place_no").first()
        taken = now.stays.filter(until_at=None).count()
        if highest and columns["capacity"] < highest.place_no:
            raise Refused("places_are_taken", taken=taken, enclosure=now.name)
        if taken and not columns["is_active"]:
            raise Refused("seals_are_in_it", taken=taken, enclosure=now.name)
        enclosure = now
        enclosure.version += 1
    for name, value in columns.items():
        setattr(enclosure, name, value)
    enclosure.save()
    return enclosure


@transaction.atomic
def set_care(*, version: int, by: User, at: datetime, **columns) -> CareSetting:
    """Change the care settings; the round times matter for doses written from now on."""
    CareSetting.objects.get_or_create(pk=1)
    now = CareSetting.objects.select_for_update().get(pk=1)
    _unchanged(now.version, version)
    for name, value in columns.items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    return now


def _unchanged(now: int, seen: int) -> None:
    if now != seen:
        raise Refused("changed_meanwhile")
