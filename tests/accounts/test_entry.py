"""Coming in: login, its lock, logout, and the first page of each role."""

import pytest
from django.test import Client

from accounts.models import AccountEvent, CentreSetting, User
from accounts.roles import Role
from tests.accounts.conftest import PASSWORD


def log_in(client, username, password=PASSWORD, **extra):
    return client.post("/login/", {"username": username, "password": password, **extra})


def test_a_person_comes_in_and_lands_on_the_first_page(client, centre, person):
    person(Role.RESPONDER)
    response = log_in(client, "responder")
    assert response.url == "/start/"
    assert response.cookies["language"].value == "en"
    assert client.get("/start/").status_code in (200, 302)


def test_a_language_chosen_before_stays(client, centre, person):
    person(Role.VET)
    client.cookies["language"] = "kk"
    assert "language" not in log_in(client, "vet").cookies


def test_a_wrong_password_says_so_and_keeps_the_name(client, centre, person):
    person(Role.VET)
    client.cookies["language"] = "en"
    response = log_in(client, "vet", "wrong")
    assert response.status_code == 200
    assert b"The user name or the password is wrong." in response.content
    assert b'value="vet"' in response.content


def test_six_wrong_passwords_close_the_login_even_for_the_right_one(client, centre, person):
    person(Role.VET)
    answers = [log_in(client, "vet", "wrong").status_code for _ in range(6)]
    assert answers[-1] == 429
    response = log_in(client, "vet")
    assert response.status_code == 429
    assert b"+77751011122" in response.content


def test_a_stranger_cannot_be_sent_elsewhere_after_login(client, centre, person):
    person(Role.VET)
    assert log_in(client, "vet", next="https://evil.example/").url == "/start/"


def test_logout_asks_post(client, centre, person):
    client.force_login(person(Role.VET))
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_form_without_its_proof_is_refused_in_the_visitors_language(centre):
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "ru"
    response = client.post("/login/", {"username": "vet", "password": PASSWORD})
    assert response.status_code == 403
    assert "Страница была открыта слишком долго" in response.content.decode()


def test_start_asks_for_a_login(client, centre):
    assert client.get("/start/").url == "/login/?next=/start/"


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page(client, centre, person, role):
    client.force_login(person(role))
    assert client.get("/start/", follow=True).status_code == 200


def test_a_deactivated_person_cannot_come_in(client, centre, person):
    person(Role.VET, is_active=False)
    assert log_in(client, "vet").status_code == 200
    assert "_auth_user_id" not in client.session


# The first-run page -----------------------------------------------------------------------------------------------
FIRST = {
    "name_ru": "Центр", "name_kk": "", "name_en": "", "hotline": "8 775 101 11 22", "whatsapp": "", "country": "kz",
    "reference_prefix": "k", "patient_prefix": "cs", "safe_distance_m": "50", "duty_from": "08:00",
    "duty_until": "20:00", "authority_name": "Fish inspection", "authority_phone": "+7 7292 000000",
    "authority_checked_on": "2026-11-01",
    "emergency_phone": "112", "latitude": "43.65", "longitude": "51.16", "south": "36", "north": "48", "west": "45",
    "east": "56", "retention_days": "365",
}  # fmt: skip
ME = {
    "me-full_name": "Ainur", "me-username": "ainur", "me-password": "grey-waves-at-dawn", "me-phone": "+77011234567",
    "me-language": "kk",
}  # fmt: skip


@pytest.mark.django_db
def test_a_new_system_leads_from_login_to_the_first_run_page(client):
    assert client.get("/login/").url == "/setup/"
    assert client.get("/setup/").status_code == 200


@pytest.mark.django_db
def test_the_first_run_page_makes_the_centre_and_its_coordinator_once(client):
    response = client.post("/setup/", {**FIRST, **ME})
    assert response.url == "/people/"
    centre = CentreSetting.load()
    assert (centre.name, centre.hotline, centre.reference_prefix) == ("Центр", "+77751011122", "K")
    person = User.objects.get()
    assert (person.role, person.language, person.check_password("grey-waves-at-dawn")) == ("coordinator", "kk", True)
    assert AccountEvent.objects.get().verb == "centre_set_up"
    assert client.get("/setup/").status_code == 404
    client.logout()
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", {**FIRST, **ME}).status_code == 404


def test_with_people_but_no_centre_only_a_coordinator_may_set_up(client, person):
    client.force_login(person(Role.DISPATCHER))
    assert client.get("/setup/").status_code == 404
    client.force_login(person(Role.COORDINATOR))
    assert client.get("/setup/").status_code == 200
    assert client.post("/setup/", FIRST).url == "/people/"
    assert CentreSetting.load().set_up_at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("hotline", "hello"), ("name_ru", ""), ("north", "20"), ("east", "10"), ("reference_prefix", "Ж"),
     ("safe_distance_m", "0"), ("me-password", "12345"), ("me-username", "a b")],
)  # fmt: skip
def test_a_wrong_value_is_named_and_nothing_is_written(client, field, value):
    client.cookies["language"] = "en"
    response = client.post("/setup/", {**FIRST, **ME, field: value})
    assert response.status_code == 200
    assert b'role="alert"' in response.content
    assert b"Error:" in response.content
    assert not User.objects.exists()
    assert not CentreSetting.objects.exists()
