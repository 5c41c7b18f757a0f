"""Invariant 8 for people and settings: every verb leaves a row with who and when, and never what stood there."""

import pytest
import time_machine
from django.db import transaction
from django_otp.oath import TOTP

from accounts import actions
from accounts.models import EVENT_WORDS, AccountEvent, CentreSetting
from accounts.roles import Role
from accounts.second_factor import new_secret
from tests.accounts.conftest import AT

# Answers, and the use of a token, whose day is kept on the token
NO_CHANGE = {"AlreadyEnrolled", "AlreadySetUp", "ChangedMeanwhile", "LastCoordinator", "TooManyTokens", "TooManyTries"}
NO_CHANGE |= {"WrongCode", "use_token"}
SECRETS = ("+77011234567", "grey-waves-at-dawn", "Gulnara Canary")


class World:
    def __init__(self, coordinator, vet):
        self.by, self.vet, self.who = coordinator, vet, {"by": coordinator, "at": AT}

    def enrolled(self):
        code = f"{TOTP(new_secret(self.vet)).token():06d}"
        return actions.enrol_factor(self.vet, code=code, at=AT)

    def newcomer(self):
        known = {"username": "g", "password": SECRETS[1], "full_name": SECRETS[2], "role": "vet", "phone": SECRETS[0]}
        return actions.add_person(**known, language="ru", **self.who)


def set_up(w):
    CentreSetting.objects.all().delete()
    actions.set_up_centre(values={"name_ru": "Центр", "hotline": SECRETS[0]}, coordinator=None, **w.who)


STORIES = {
    "set_up_centre": set_up,
    "change_settings": lambda w: actions.change_settings(values={"hotline": SECRETS[0]}, version=1, **w.who),
    "add_person": lambda w: w.newcomer(),
    "change_person": lambda w: actions.change_person(w.vet, values={"phone": SECRETS[0]}, **w.who),
    "deactivate": lambda w: actions.deactivate(w.vet, **w.who),
    "reactivate": lambda w: actions.reactivate(w.vet, **w.who),
    "set_password": lambda w: actions.set_password(w.vet, password=SECRETS[1], **w.who),
    "enrol_factor": lambda w: w.enrolled(),
    "check_code": lambda w: actions.check_code(w.vet, code=w.enrolled()[0], at=AT),
    "renew_codes": lambda w: actions.renew_codes(w.vet, at=AT),
    "reset_factor": lambda w: actions.reset_factor(w.vet, **w.who),
    "make_token": lambda w: actions.make_token(label="scale", **w.who),
    "revoke_token": lambda w: actions.revoke_token(actions.make_token(label="scale", **w.who)[0], **w.who),
    "note_personal_data": lambda w: actions.note_personal_data("personal_shown", contact_id=1, **w.who),
}


@pytest.fixture
def world(centre, coordinator, person):
    with time_machine.travel(AT, tick=False):
        yield World(coordinator, person(Role.VET))


def test_every_verb_has_its_story_here():
    assert set(STORIES) == set(actions.__all__) - NO_CHANGE


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_has_a_row_with_words_and_no_values(world, verb):
    STORIES[verb](world)
    rows = list(AccountEvent.objects.all())
    assert rows
    for row in rows:
        assert row.by is not None
        assert row.at == AT
        assert row.verb in EVENT_WORDS
        assert not [secret for secret in SECRETS if secret in str(row.changed)]


@pytest.mark.parametrize("verb", sorted(STORIES))
def test_a_change_rolled_back_leaves_no_row(world, verb):
    with transaction.atomic():
        STORIES[verb](world)
        transaction.set_rollback(True)
    assert not AccountEvent.objects.exists()
