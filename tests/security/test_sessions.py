"""A login lasts a shift without anybody acting, a week at most; its key changes at every step up."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_entry import log_in

HOUR = 3600


@pytest.fixture
def signed_in(client, person, clock):
    client.force_login(person(Role.DISPATCHER))
    return client


def is_in(client, **headers) -> bool:
    return client.get("/me/", headers=headers).status_code == 200


def test_a_shift_without_anybody_ends_the_login(signed_in, clock):
    clock.shift(11 * HOUR)
    assert is_in(signed_in)
    clock.shift(11 * HOUR)
    assert is_in(signed_in)
    clock.shift(13 * HOUR)
    assert not is_in(signed_in)
    assert "_auth_user_id" not in signed_in.session


def test_a_board_that_looks_by_itself_keeps_nobody_in(signed_in, clock):
    for _ in range(13):
        clock.shift(HOUR)
        last = signed_in.get("/board/feed", headers={"Sec-Fetch-Dest": "empty"})
    assert last.status_code == 302


def test_a_tap_sent_by_script_is_somebody_acting(signed_in, clock):
    clock.shift(11 * HOUR)
    signed_in.post("/call/check/", headers={"Sec-Fetch-Dest": "empty"})
    clock.shift(11 * HOUR)
    assert is_in(signed_in)


def test_a_week_ends_every_login_however_busy(signed_in, clock):
    for _ in range(7 * 24 // 8):
        assert is_in(signed_in)
        clock.shift(8 * HOUR)
    clock.shift(60)
    assert not is_in(signed_in)


def test_a_session_that_never_logged_in_through_us_is_none(signed_in):
    session = signed_in.session
    del session["began_at"]
    session.save()
    assert not is_in(signed_in)


def test_a_key_known_before_the_login_is_worth_nothing_after_it(client, person, settings):
    settings.SECOND_FACTOR = False
    person(Role.VET)
    client.session.save()
    client.cookies["session"] = planted = client.session.session_key
    log_in(client, "vet")
    assert client.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_in(thief)


def test_the_key_changes_between_the_two_steps(client, person):
    person(Role.VET)
    log_in(client, "vet")
    between = client.cookies["session"].value
    client.post("/login/", {"username": "vet", "password": PASSWORD})
    assert client.cookies["session"].value != between
