"""Guessing passwords: locked out per account and address together, so that nobody can lock another person out."""

import pytest

OURS, THEIRS = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.SECOND_FACTOR = False


def enters(client, username, **meta) -> bool:
    return client.post("/login/", {"username": username, "password": "caspian-shore-17"}, **meta).status_code == 302


@pytest.fixture
def guess_from(client):
    def go(address, username="vet", times=6, **meta):
        data = {"username": username, "password": "wrong"}
        return [client.post("/login/", data, REMOTE_ADDR=address, **meta).status_code for _ in range(times)][-1]

    return go


def test_whoever_guesses_is_locked_out_and_nobody_else(client, person, guess_from):
    person()
    person(username="keeper")
    assert guess_from(THEIRS) == 429
    assert not enters(client, "vet", REMOTE_ADDR=THEIRS)
    assert enters(client, "vet", REMOTE_ADDR=OURS), "the vet at the centre works on while somebody guesses elsewhere"
    client.logout()
    assert enters(client, "keeper", REMOTE_ADDR=THEIRS), "a colleague behind the same address works on"


def test_the_lock_ends_after_a_quarter_of_an_hour(client, person, guess_from, clock):
    person()
    guess_from(THEIRS)
    clock.shift(14 * 60)
    assert not enters(client, "vet", REMOTE_ADDR=THEIRS)
    clock.shift(16 * 60)
    assert enters(client, "vet", REMOTE_ADDR=THEIRS)


def test_another_spelling_of_the_name_is_nobody_and_gives_no_new_tries(client, person):
    person()
    assert not enters(client, "VET")
    assert enters(client, "vet")


def test_an_unknown_name_answers_like_a_wrong_password(client, person, guess_from):
    person()
    client.cookies["language"] = "en"
    pages = []
    for name in ("vet", "nobody"):
        page = client.post("/login/", {"username": name, "password": "wrong"}).content.decode()
        pages.append(page.replace(name, "NAME"))
    strip = [page.split('<form class="card')[0] for page in pages]
    assert strip[0].split('nonce="')[0] == strip[1].split('nonce="')[0]
    assert "The user name or the password is wrong." in pages[1]


def test_a_forged_address_of_a_visitor_is_not_believed(client, person, guess_from):
    """Without our proxy X-Forwarded-For is anybody's word: it gives no new tries."""
    person()
    for n in range(6):
        last = guess_from(THEIRS, times=1, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")
    assert last == 429


def test_behind_our_proxy_the_last_address_counts(client, person, guess_from, settings):
    settings.BEHIND_PROXY = True
    person()
    for n in range(6):
        last = guess_from("127.0.0.1", times=1, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, {THEIRS}")
    assert last == 429
    assert enters(client, "vet", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"{THEIRS}, {OURS}")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "https:evil.example", "javascript:alert(1)",
     "\t//evil.example", "http:///evil.example", "/%09/evil.example/../../..//evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("second_factor", [False, True])
def test_nobody_is_sent_elsewhere_after_the_login(client, person, settings, elsewhere, second_factor):
    settings.SECOND_FACTOR = second_factor
    person()
    answer = client.post("/login/", {"username": "vet", "password": "caspian-shore-17", "next": elsewhere})
    leads = client.session["second_step"]["leads_to"] if second_factor else answer.url
    assert leads in {"/start/", "/%09/evil.example/../../..//evil.example"}


def test_nobody_is_sent_elsewhere_after_an_alarm(client, person):
    from accounts.roles import Role
    from messaging.actions import raise_alarm
    from tests.accounts.conftest import AT

    alarm = raise_alarm(key="x", template="alarm_no_team", context={"about_ref": "K-1", "place": ""}, about="x", at=AT)
    client.force_login(person(Role.DISPATCHER))
    answer = client.post(f"/alarms/{alarm.pk}/acknowledge/", {"next": "//evil.example/"})
    assert answer.url == "/outbox/"
