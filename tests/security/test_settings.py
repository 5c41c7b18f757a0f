"""The settings as they stand in production: hashing, cookies, headers, the deploy check; and the secrets file."""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.test import Client

from config.secrets_file import local_secrets

ASKED = [
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_PATH", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SECURE_REFERRER_POLICY", "SECURE_CONTENT_TYPE_NOSNIFF",
    "X_FRAME_OPTIONS", "DEBUG", "SECOND_FACTOR", "PASSWORD_HASHERS", "SECURE_PROXY_SSL_HEADER",
]  # fmt: skip
PRINT = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {ASKED}}}))"


def settings_with(tmp_path, **environment) -> dict:
    """The settings of a process of its own with this environment."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    env = {**kept, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    said = subprocess.check_output([sys.executable, "-c", PRINT], cwd=project.BASE_DIR, env=env, text=True)
    return json.loads(said)


def test_with_https_cookies_are_of_this_host_only(tmp_path):
    stands = settings_with(tmp_path, PUBLIC_BASE_URL="https://seals.example.org", ALLOWED_HOSTS="seals.example.org")
    for cookie in ("SESSION", "CSRF"):
        assert stands[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert stands[f"{cookie}_COOKIE_SECURE"]
        assert stands[f"{cookie}_COOKIE_HTTPONLY"]
        assert (stands[f"{cookie}_COOKIE_PATH"], stands[f"{cookie}_COOKIE_DOMAIN"]) == ("/", None)
    assert stands["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert stands["LANGUAGE_COOKIE_SECURE"]
    assert stands["SECURE_HSTS_SECONDS"] >= 31536000
    assert stands["SECURE_SSL_REDIRECT"]


def test_without_anything_set_the_safe_value_stands(tmp_path):
    stands = settings_with(tmp_path)
    assert stands["DEBUG"] is False
    assert stands["SECOND_FACTOR"] is True
    assert stands["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert stands["X_FRAME_OPTIONS"] == "DENY"
    assert stands["SECURE_CONTENT_TYPE_NOSNIFF"] is True
    assert stands["SECURE_REFERRER_POLICY"] == "same-origin"
    assert stands["SECURE_PROXY_SSL_HEADER"] is None


def test_the_deploy_check_is_clean():
    """Production settings, MESSAGE_GATEWAY=twilio among them: nothing is left to warn about."""
    done = subprocess.run(
        ["sh", ".ci/deploy-check", sys.executable], cwd=project.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    script = (project.BASE_DIR / ".ci/deploy-check").read_text()
    assert "MESSAGE_GATEWAY=twilio DEMO=0" in script
    assert "--fail-level WARNING" in script


def test_a_password_is_kept_as_argon2(settings, person):
    settings.PASSWORD_HASHERS = settings_of_the_project()
    kept = person()
    assert kept.password.startswith("argon2$argon2id$")


def settings_of_the_project() -> list[str]:
    from config import settings as written

    return written.PASSWORD_HASHERS


def test_an_older_hash_is_renewed_at_the_next_login(settings, client, person):
    settings.SECOND_FACTOR = False
    settings.PASSWORD_HASHERS = list(reversed(settings_of_the_project()))
    vet = person()
    assert vet.password.startswith("pbkdf2")
    settings.PASSWORD_HASHERS = settings_of_the_project()
    client.post("/login/", {"username": "vet", "password": "caspian-shore-17"})
    vet.refresh_from_db()
    assert vet.password.startswith("argon2")


def test_the_secrets_are_long_and_nobody_elses_to_read(tmp_path):
    made = local_secrets(tmp_path)
    assert len(made["SECRET_KEY"]) >= 64
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert local_secrets(tmp_path) == made


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example"])
def test_a_foreign_host_is_refused(centre, host):
    assert Client().get("/", headers={"host": host}).status_code == 400


def test_links_in_texts_never_come_from_the_request(client, centre, settings):
    from messaging.models import Contact, OutgoingMessage

    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_BASE_URL = "https://seals.example.org"
    client.post(
        "/report/", {"place_words": "beach", "alive": "yes", "phone": "+77015557788"}, headers={"host": "evil.example"}
    )
    from messaging.deliver.sending import text_of

    assert Contact.objects.count() == 1
    texts = [text_of(message) for message in OutgoingMessage.objects.all()]
    assert any("https://seals.example.org/s/" in text for text in texts)
    assert not [text for text in texts if "evil" in text]
