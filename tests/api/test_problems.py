"""A refusal is a problem document in the caller's language, and too many requests are refused."""

import pytest
from django.db import OperationalError

from accounts.api import throttling
from strandings.api import strandings

pytestmark = pytest.mark.usefixtures("centre")


@pytest.mark.parametrize(("language", "title"), [("kk", "Табылмады"), ("ru", "Не найдено"), ("en", "Not found")])
def test_it_speaks_the_callers_language(client, person, language, title):
    client.force_login(person("dispatcher"))
    answer = client.get("/api/v1/strandings/K-26-9999/", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == title
    assert answer.json()["type"] == "urn:seal-rescue:problem:not-found"


def test_a_wrong_field_is_named(call):
    answer = call("dispatcher").post("strandings/", {"state": "asleep", "count_from": "5"})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"state", "count_from"}


def test_what_is_well_formed_and_cannot_be_is_told_apart(call):
    answer = call("dispatcher").post("strandings/", {"words": "seal", "phone": "12", "latitude": 44.0})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"phone", "longitude"}


@pytest.mark.parametrize("body", ["[]", "7", '"x"', "{", '{"words": "\\ud800", "state": "\\ud800"}', "null"])
def test_nonsense_is_no_error_of_ours(client, person, body):
    client.force_login(person("dispatcher"))
    answer = client.post("/api/v1/strandings/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


def test_another_form_than_json_is_refused(client):
    answer = client.post("/api/v1/reports/", {"words": "x"})
    assert answer.status_code == 415


def test_while_the_database_is_away_it_says_when_to_come_back(client, person, monkeypatch):
    client.force_login(person("dispatcher"))

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(strandings, "cases", away)
    answer = client.get("/api/v1/strandings/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert answer.json()["type"] == "urn:seal-rescue:problem:away"


def test_one_person_and_one_anonymous_address_have_their_own_limits(client, call, settings):
    settings.API_PER_MINUTE, settings.API_PER_MINUTE_ANONYMOUS = 3, 2
    vet, keeper = call("vet"), call("keeper")
    assert [vet.get("me/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert keeper.get("me/").status_code == 200
    sent = [client.post("/api/v1/reports/", {}, content_type="application/json") for _ in range(3)]
    assert [answer.status_code for answer in sent] == [422, 422, 429]
    assert 1 <= int(sent[-1]["Retry-After"]) <= 61
    elsewhere = client.post("/api/v1/reports/", {}, content_type="application/json", REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 422


def test_a_house_of_ipv6_addresses_is_one_caller(client, settings):
    settings.API_PER_MINUTE_ANONYMOUS = 1
    first, second, other = (
        client.post("/api/v1/reports/", {}, content_type="application/json", REMOTE_ADDR=address).status_code
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::7", "2001:db8:1:3::1")
    )
    assert (first, second, other) == (422, 429, 422)


def test_while_the_cache_is_away_nobody_is_refused(call, monkeypatch):
    class Frozen:
        def get(self, key):
            raise ConnectionError("frozen")

    monkeypatch.setattr(throttling, "cache", Frozen())
    assert call("vet").get("me/").status_code == 200
