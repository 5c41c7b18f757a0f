"""Everything that changes people and settings: one transaction each, with a row that says who, when and what."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.record import note
from accounts.actions.tokens import end_tokens
from accounts.models import CentreSetting, User
from accounts.queries import is_last_coordinator, is_set_up
from accounts.roles import Role


class AlreadySetUp(Exception):
    """Somebody filled in the first-run page before."""


class ChangedMeanwhile(Exception):
    """Somebody else saved the settings after this page was opened; nothing was written."""


class LastCoordinator(Exception):
    """The centre would be left without anybody who can manage it."""


def set_up_centre(*, values: dict, coordinator: dict | None, by, at: datetime) -> User | None:
    """Write the centre's settings for the first time and, when given, its first coordinator (returned).

    coordinator: username, password, full_name, phone, language. Raises AlreadySetUp, also to the loser of a race.
    """
    try:
        with transaction.atomic():
            if is_set_up():
                raise AlreadySetUp
            centre = CentreSetting.objects.select_for_update().filter(pk=1).first() or CentreSetting(pk=1)
            _assign(centre, {**values, "set_up_at": at})
            centre.save(force_insert=centre._state.adding)
            person = _new_person(role=Role.COORDINATOR, **coordinator) if coordinator else None
            note("centre_set_up", by=person or by, at=at, changed=sorted(values))
            return person
    except IntegrityError as error:
        raise AlreadySetUp from error


def change_settings(*, values: dict, version: int, by: User, at: datetime) -> CentreSetting:
    """Write the settings if they are still the ones of `version`; raises ChangedMeanwhile otherwise."""
    with transaction.atomic():
        before = CentreSetting.load()
        changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
        done = CentreSetting.objects.filter(pk=1, version=version).update(**values, version=version + 1)
        if not done:
            raise ChangedMeanwhile
        note("settings_changed", by=by, at=at, changed=changed)
        return CentreSetting.load()


def add_person(*, username: str, password: str, full_name: str, role: str, phone: str, language: str, by, at) -> User:
    """A new person who can log in from now on."""
    with transaction.atomic():
        person = _new_person(
            username=username, password=password, full_name=full_name, role=role, phone=phone, language=language
        )
        note("person_added", by=by, at=at, about=person, changed=["role"])
        return person


def change_person(person: User, *, values: dict, by: User, at: datetime) -> User:
    """Write name, role, phone or language of a person; raises LastCoordinator if nobody could manage afterwards."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if values.get("role", person.role) != Role.COORDINATOR and is_last_coordinator(person):
            raise LastCoordinator
        changed = _assign(person, values)
        person.save(update_fields=list(values))
        note("person_changed", by=by, at=at, about=person, changed=changed)
        return person


def deactivate(person: User, *, by: User, at: datetime) -> None:
    """The person can no longer log in; open sessions end. Raises LastCoordinator."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if is_last_coordinator(person):
            raise LastCoordinator
        person.is_active = False
        person.save(update_fields=["is_active"])
        note("person_deactivated", by=by, at=at, about=person)


def reactivate(person: User, *, by: User, at: datetime) -> None:
    """The person can log in again."""
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=True)
        note("person_reactivated", by=by, at=at, about=person)


def set_password(person: User, *, password: str, by: User, at: datetime) -> User:
    """A new password, by the coordinator or by oneself; every open session and token of the person ends."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        person.set_password(password)
        person.save(update_fields=["password"])
        end_tokens(person, at=at)
        note("password_set", by=by, at=at, about=person)
        return person


def note_personal_data(verb: str, *, contact_id: int, by: User, at: datetime) -> None:
    """Somebody saw, exported or erased what tells who a reporter is: personal_shown, _exported, _erased."""
    note(verb, by=by, at=at, changed=[str(contact_id)])


def _new_person(*, password: str, **values) -> User:
    person = User(**values)
    person.set_password(password)
    person.save()
    return person


def _assign(row, values: dict) -> list[str]:
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name, value in values.items():
        setattr(row, name, value)
    return changed
