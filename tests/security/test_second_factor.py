"""A password alone opens nothing: the second step, its throttle, a lost telephone, and the way back."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import actions
from accounts.models import AccountEvent, RecoveryCode
from accounts.roles import Role
from tests.accounts.conftest import AT
from tests.accounts.test_entry import FIRST, ME
from tests.security.conftest import enrol, password_of


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


def test_a_password_alone_opens_nothing(client, person):
    person()
    assert password_of(client, "vet").url == "/login/telephone/"
    assert client.get("/me/").url == "/login/?next=/me/"
    assert client.get("/rehab/").status_code == 302


def test_the_first_login_sets_up_the_app_and_shows_recovery_codes_once(client, person, app):
    vet = person()
    codes = enrol(client, app, "vet")
    assert len(set(codes)) == 8
    assert is_in(client)
    assert AccountEvent.objects.filter(verb="factor_enrolled", about=vet).count() == 1
    for page in ("/me/factor/", "/me/", "/login/telephone/"):
        assert codes[0] not in client.get(page, follow=True).content.decode()


def test_a_later_login_asks_for_a_code_and_leads_where_one_wanted(client, person, app):
    person()
    enrol(client, app, "vet")
    client.logout()
    assert password_of(client, "vet", next="/rehab/patients/").url == "/login/code/"
    assert not is_in(client)
    assert client.post("/login/code/", {"code": app.shows()}).url == "/rehab/patients/"
    assert is_in(client)


def test_a_code_is_good_for_once(client, person, app):
    person()
    enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    code = app.shows()
    client.post("/login/code/", {"code": code})
    client.logout()
    password_of(client, "vet")
    assert client.post("/login/code/", {"code": code}).status_code == 200
    assert not is_in(client)


def test_wrong_codes_make_the_right_one_wait(client, person, app, clock):
    person()
    enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    for _ in range(6):
        client.post("/login/code/", {"code": "000000"})
        clock.shift(40)
    right = app.shows()
    client.post("/login/code/", {"code": "000000"})
    assert client.post("/login/code/", {"code": right}).status_code == 429
    assert not is_in(client)
    clock.shift(600)
    password_of(client, "vet")
    assert client.post("/login/code/", {"code": app.shows()}).status_code == 302


def test_wrong_recovery_codes_make_the_right_one_wait_too(client, person, app):
    person()
    codes = enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    assert client.post("/login/code/", {"code": "1111 1111 1111 1111"}).status_code == 200
    assert client.post("/login/code/", {"code": codes[0]}).status_code == 429


def test_a_recovery_code_lets_in_once_and_says_what_is_left(client, person, app, clock):
    vet = person()
    codes = enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    client.cookies["language"] = "en"
    assert client.post("/login/code/", {"code": codes[3]}).status_code == 302
    assert b"7 are left" in client.get("/me/").content
    assert AccountEvent.objects.filter(verb="recovery_code_used", about=vet).exists()
    client.logout()
    clock.shift(60)
    password_of(client, "vet")
    assert client.post("/login/code/", {"code": codes[3]}).status_code == 200
    assert not is_in(client)


def test_recovery_codes_are_kept_only_as_hashes(client, person, app):
    person()
    codes = enrol(client, app, "vet")
    kept = " ".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not [code for code in codes if code in kept or code.replace(" ", "") in kept]


def test_new_recovery_codes_cost_a_code_and_end_the_old_ones(client, person, app):
    person()
    old = enrol(client, app, "vet")
    assert client.post("/me/factor/codes/", {"code": "000000"}).status_code == 200
    app.clock.shift(60)
    page = client.post("/me/factor/codes/", {"code": app.shows()}).content.decode()
    new = re.findall(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert len(new) == 8
    assert not set(new) & set(old)
    client.logout()
    password_of(client, "vet")
    assert client.post("/login/code/", {"code": old[0]}).status_code == 200


def test_another_telephone_replaces_the_first_and_ends_other_sessions(client, person, app):
    person()
    enrol(client, app, "vet")
    elsewhere = Client()
    password_of(elsewhere, "vet")
    elsewhere.post("/login/code/", {"code": app.shows()})
    assert is_in(elsewhere)
    assert client.post("/me/factor/other/", {"code": "123"}).status_code == 200
    app.clock.shift(60)
    assert client.post("/me/factor/other/", {"code": app.shows()}).url == "/me/factor/"
    assert not is_in(elsewhere)
    before = app.secret
    app.scan(client.get("/me/factor/").content.decode())
    assert app.secret != before
    assert client.post("/me/factor/", {"code": app.shows()}).status_code == 200
    assert TOTPDevice.objects.count() == 1


def test_a_coordinator_takes_a_lost_telephone_away(client, person, app):
    responder = person(Role.RESPONDER)
    enrol(client, app, "responder")
    coordinator = person(Role.COORDINATOR)
    desk = Client()
    desk.force_login(coordinator)
    assert desk.post(f"/people/{responder.pk}/factor/").url == f"/people/{responder.pk}/"
    assert not is_in(client)
    assert AccountEvent.objects.get(verb="factor_reset").by == coordinator
    assert password_of(client, "responder").url == "/login/telephone/"


def test_programs_of_a_person_end_with_the_telephone_and_with_a_password_set_by_another(person):
    vet, coordinator = person(), person(Role.COORDINATOR)
    desk = Client()
    desk.force_login(coordinator)
    for address, values in (("factor", {}), ("password", {"password": "new-waves-at-dusk"})):
        _token, secret = actions.make_token(label="scale", by=vet, at=AT)
        assert actions.use_token(secret, at=AT)
        desk.post(f"/people/{vet.pk}/{address}/", values)
        assert actions.use_token(secret, at=AT) is None


def test_a_coordinators_own_telephone_goes_only_with_a_code(person):
    coordinator = person(Role.COORDINATOR)
    desk = Client()
    desk.force_login(coordinator)
    assert desk.post(f"/people/{coordinator.pk}/factor/").url == "/me/factor/"
    assert not AccountEvent.objects.filter(verb="factor_reset").exists()


def test_a_new_password_between_the_steps_ends_the_wait(client, person, app):
    vet = person()
    enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    vet.refresh_from_db()
    vet.set_password("something-else-17")
    vet.save()
    assert client.post("/login/code/", {"code": app.shows()}).url == "/login/"


def test_the_wait_between_the_steps_ends(client, person, app, clock):
    person()
    enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    clock.shift(11 * 60)
    assert client.post("/login/code/", {"code": app.shows()}).url == "/login/"


def test_nobody_takes_the_second_step_first(client, person):
    person()
    for address in ("/login/code/", "/login/telephone/"):
        assert client.get(address).url == "/login/"
        assert client.post(address, {"code": "000000"}).url == "/login/"


def test_an_enrolled_person_cannot_set_up_another_app_with_the_password_alone(client, person, app):
    person()
    enrol(client, app, "vet")
    client.logout()
    password_of(client, "vet")
    assert client.get("/login/telephone/").url == "/login/code/"
    assert client.post("/login/telephone/", {"code": app.shows()}).url == "/login/code/"
    assert TOTPDevice.objects.count() == 1


@pytest.mark.django_db
def test_the_first_coordinator_of_all_sets_it_up_before_anything_else(client, app):
    assert client.post("/setup/", {**FIRST, **ME}).url == "/login/telephone/"
    assert not is_in(client)
    app.scan(client.get("/login/telephone/").content.decode())
    page = client.post("/login/telephone/", {"code": app.shows()}).content.decode()
    assert 'href="/people/"' in page
    assert is_in(client)


def test_the_server_has_a_way_back_for_the_last_coordinator(client, person, app, capsys):
    person(Role.COORDINATOR)
    enrol(client, app, "coordinator")
    call_command("reset_factor", "Coordinator")
    assert "at the next login" in capsys.readouterr().out
    assert not is_in(client)
    assert password_of(client, "coordinator").url == "/login/telephone/"
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_factor", "nobody")


def test_showing_the_secret_writes_nothing(client, person):
    person()
    password_of(client, "vet")
    client.get("/login/telephone/")
    assert not TOTPDevice.objects.exists()


def test_a_demonstration_does_not_ask(client, person, settings):
    settings.SECOND_FACTOR = False
    person()
    assert password_of(client, "vet").url == "/start/"
    assert is_in(client)


def test_sessions_of_a_demonstration_end_when_it_becomes_earnest(client, person, settings):
    settings.SECOND_FACTOR = False
    person()
    password_of(client, "vet")
    settings.SECOND_FACTOR = True
    assert not is_in(client)


@pytest.mark.parametrize(("demo", "asked"), [("0", "True"), ("1", "False")])
def test_it_is_asked_unless_this_is_a_demonstration(demo, asked, tmp_path):
    code = "from django.conf import settings; print(settings.SECOND_FACTOR)"
    surroundings = os.environ | {"DEMO": demo, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    said = subprocess.check_output([sys.executable, "-c", code], cwd=project.BASE_DIR, env=surroundings, text=True)
    assert said.strip() == asked
