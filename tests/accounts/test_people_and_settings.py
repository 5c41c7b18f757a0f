"""What the coordinator changes, and what everybody may change about themselves."""

import pytest

from accounts import actions
from accounts.models import AccountEvent, CentreSetting, User
from accounts.roles import Role
from tests.accounts.conftest import AT, PASSWORD
from tests.accounts.test_entry import FIRST


def test_settings_are_saved_with_a_row_that_names_what_changed(as_coordinator, coordinator):
    response = as_coordinator.post("/settings/", {**FIRST, "safe_distance_m": "80", "version": "1"})
    assert response.url == "/settings/"
    centre = CentreSetting.load()
    assert (centre.safe_distance_m, centre.version) == (80, 2)
    event = AccountEvent.objects.get()
    assert event.by == coordinator
    assert "safe_distance_m" in event.changed


def test_a_place_is_shown_and_read_with_the_readers_decimal_sign(as_coordinator):
    as_coordinator.post("/settings/?lang=kk", {**FIRST, "latitude": "43,65", "longitude": "51.16", "version": "1"})
    assert (CentreSetting.load().latitude, CentreSetting.load().longitude) == (43.65, 51.16)
    assert b'value="43,65"' in as_coordinator.get("/settings/?lang=kk").content


def test_the_second_of_two_coordinators_is_told(as_coordinator):
    as_coordinator.post("/settings/", {**FIRST, "safe_distance_m": "80", "version": "1"})
    response = as_coordinator.post("/settings/", {**FIRST, "safe_distance_m": "60", "version": "1"})
    assert b"Somebody else saved the settings meanwhile" in response.content
    assert b'name="version" value="2"' in response.content
    assert CentreSetting.load().safe_distance_m == 80


def test_a_person_is_added_and_can_log_in(as_coordinator, client):
    values = {"full_name": "Yerlan", "role": "dispatcher", "phone": "8 701 123 45 67", "language": "ru",
              "username": "yerlan", "password": "grey-waves-at-dawn"}  # fmt: skip
    assert as_coordinator.post("/people/add/", values).url == "/people/"
    person = User.objects.get(username="yerlan")
    assert (person.phone, person.role) == ("+77011234567", "dispatcher")
    client.logout()
    assert client.post("/login/", {"username": "yerlan", "password": "grey-waves-at-dawn"}).url == "/start/"


def test_a_taken_user_name_is_refused_whatever_its_case(as_coordinator):
    values = {"full_name": "X", "role": "vet", "phone": "", "language": "ru", "username": "Coordinator",
              "password": "grey-waves-at-dawn"}  # fmt: skip
    response = as_coordinator.post("/people/add/", values)
    assert b"Somebody has this user name already." in response.content


def test_the_list_shows_everybody_in_few_queries(as_coordinator, person, django_assert_max_num_queries):
    for role in (Role.VET, Role.KEEPER, Role.DIRECTOR):
        person(role)
    with django_assert_max_num_queries(6):
        page = as_coordinator.get("/people/").content.decode()
    assert "Test vet" in page
    assert "Test keeper" in page


def test_a_role_changes_at_the_next_click(as_coordinator, person, client):
    vet = person(Role.VET)
    values = {"full_name": "Vet", "role": "director", "phone": "", "language": "kk"}
    assert as_coordinator.post(f"/people/{vet.pk}/", values).url == "/people/"
    vet.refresh_from_db()
    assert (vet.role, vet.language) == ("director", "kk")
    assert as_coordinator.get(f"/people/{vet.pk}/").status_code == 200


def test_the_last_coordinator_stays_one(as_coordinator, coordinator):
    values = {"full_name": "Me", "role": "vet", "phone": "", "language": "kk"}
    assert b"This is the last coordinator" in as_coordinator.post(f"/people/{coordinator.pk}/", values).content
    as_coordinator.post(f"/people/{coordinator.pk}/active/", {"active": "0"})
    coordinator.refresh_from_db()
    assert (coordinator.role, coordinator.is_active) == ("coordinator", True)


def test_taking_the_login_away_ends_open_sessions(as_coordinator, person, client):
    from django.test import Client

    vet = person(Role.VET)
    theirs = Client()
    theirs.force_login(vet)
    assert theirs.get("/me/").status_code == 200
    as_coordinator.post(f"/people/{vet.pk}/active/", {"active": "0"})
    assert theirs.get("/me/").status_code == 302
    as_coordinator.post(f"/people/{vet.pk}/active/", {"active": "1"})
    vet.refresh_from_db()
    assert vet.is_active


def test_a_new_password_from_the_coordinator_ends_open_sessions(as_coordinator, person):
    from django.test import Client

    vet = person(Role.VET)
    theirs = Client()
    theirs.force_login(vet)
    assert as_coordinator.post(f"/people/{vet.pk}/password/", {"password": "short"}).status_code == 200
    assert as_coordinator.post(f"/people/{vet.pk}/password/", {"password": "new-waves-at-dusk"}).url == "/people/"
    assert theirs.get("/me/").status_code == 302


def test_ones_own_page_changes_language_and_phone(client, centre, person):
    vet = person(Role.VET)
    client.force_login(vet)
    response = client.post("/me/", {"full_name": "Vet", "phone": "+7 702 111 22 33", "language": "kk"})
    assert response.url == "/me/"
    assert response.cookies["language"].value == "kk"
    vet.refresh_from_db()
    assert (vet.phone, vet.language) == ("+77021112233", "kk")


def test_ones_own_password_asks_the_present_one_and_keeps_the_session(client, centre, person):
    client.force_login(person(Role.VET))
    client.cookies["language"] = "en"
    wrong = client.post("/me/password/", {"present": "nope", "password": "new-waves-at-dusk"})
    assert b"The present password is wrong." in wrong.content
    assert client.post("/me/password/", {"present": PASSWORD, "password": "new-waves-at-dusk"}).url == "/me/"
    assert client.get("/me/").status_code == 200


@pytest.mark.django_db
def test_the_loser_of_a_setup_race_is_refused(centre):
    with pytest.raises(actions.AlreadySetUp):
        actions.set_up_centre(values={"name_ru": "X"}, coordinator=None, by=None, at=AT)
