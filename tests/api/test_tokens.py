"""A person's tokens: shown once, kept as a hash, taken away; and who passes without one."""

import re

import pytest

from accounts.actions import TooManyTokens, make_token, revoke_token, set_password
from accounts.models import AccountEvent, ApiToken

pytestmark = pytest.mark.usefixtures("centre")


def test_a_token_is_made_on_ones_own_page_shown_once_and_opens_the_api(client, person):
    vet = person("vet")
    client.force_login(vet)
    page = client.post("/me/tokens/", {"label": "scales in the pool house"})
    secret = re.search(r"seal_[\w-]{43}", page.content.decode()).group()
    assert "no-store" in page["Cache-Control"]
    assert secret not in client.get("/me/").content.decode()
    client.logout()
    answer = client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["username"] == "vet"
    assert ApiToken.objects.get().used_on is not None
    assert AccountEvent.objects.get(verb="token_made").by == vet


def test_the_secret_is_kept_nowhere(person, at):
    token, secret = make_token(label="x", by=person("vet"), at=at)
    kept = ApiToken.objects.filter(pk=token.pk).values().get()
    assert all(secret.removeprefix("seal_") not in str(value) for value in kept.values())
    assert len(secret) >= 40


@pytest.mark.parametrize("end", ["revoked", "left", "new password", "foreign"])
def test_a_token_that_ended_opens_nothing(client, person, at, end):
    keeper = person("keeper")
    token, secret = make_token(label="x", by=keeper, at=at)
    if end == "revoked":
        revoke_token(token, by=keeper, at=at)
    elif end == "left":
        keeper.is_active = False
        keeper.save()
    elif end == "new password":
        set_password(keeper, password="another one entirely", by=keeper, at=at)
    else:
        secret = "seal_" + "x" * 43
    answer = client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"] == "This token is not valid."


def test_one_takes_away_only_ones_own_tokens(client, person, at):
    token, _ = make_token(label="x", by=person("vet"), at=at)
    client.force_login(person("keeper"))
    assert client.post(f"/me/tokens/{token.pk}/").status_code == 404
    client.force_login(person("vet"))
    client.post(f"/me/tokens/{token.pk}/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert AccountEvent.objects.filter(verb="token_revoked").count() == 1


def test_one_person_has_a_bounded_number_of_tokens(client, person, at):
    for number in range(20):
        make_token(label=str(number), by=person("vet"), at=at)
    with pytest.raises(TooManyTokens):
        make_token(label="one more", by=person("vet"), at=at)
    client.force_login(person("vet"))
    assert "seal_" not in client.post("/me/tokens/", {"label": "one more"}).content.decode()


def test_a_session_changes_nothing_without_its_csrf_token(client, person):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("dispatcher"))
    assert browser.get("/api/v1/me/").status_code == 200
    refused = browser.post("/api/v1/strandings/", {"state": "alive"}, content_type="application/json")
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"


def test_what_one_may_is_what_the_table_says(call):
    assert call("director").get("me/").json()["may"] == ["SEE_BOARD", "SEE_REHAB", "SEE_MESSAGES"]
    assert call().get("me/").status_code == 401
