"""A whole living centre walked through, page by page and door by door: what every answer carries."""

import re

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from accounts import links
from accounts.models import AccessLink, User
from accounts.roles import Role
from demo.seed import lay_demo
from dispatch.queries.field import LINK_PURPOSE
from tests.house.test_doors import ROUTES, sample
from tests.pages.test_words import walk

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+[\"`]?(\w+)", re.IGNORECASE)
# A page may remember who is logged in and since when; nothing else
MAY_BE_WRITTEN = {"django_session"}
SECRET = re.compile(r"^/(s|p|go)/")


class Answer:
    """One answer to one GET, and the tables that were written for it."""

    def __init__(self, url, who, response, wrote):
        self.url, self.who, self.response, self.wrote = url, who, response, wrote
        streamed = b"".join(response.streaming_content) if response.streaming else response.content
        self.text = streamed.decode("utf-8", "replace")
        self.is_page = response.headers.get("Content-Type", "").startswith("text/html")

    def __repr__(self):
        return f"{self.url} as {self.who}: {self.response.status_code}"


def watched(client, who, kept, wrote):
    """Keeps every answer of this client with the tables written meanwhile."""
    real = client.get

    def get(url, *args, **kwargs):
        wrote.clear()
        response = real(url, *args, **kwargs)
        answer = Answer(url, who, response, set(wrote))
        kept.append(answer)
        return response

    client.get = get
    return client


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Every page that links lead to as three people and behind living secret links, and every door once."""
    from django.db import transaction
    from django.test import Client, override_settings

    with django_db_blocker.unblock(), override_settings(DEMO=True, MESSAGE_GATEWAY="memory", NUDGES=False):
        whole = transaction.atomic()
        whole.__enter__()
        lay_demo(now=timezone.now())
        kept, wrote = [], []

        def watch(execute, sql, params, many, context):
            if found := WRITES.match(sql):
                wrote.append(found.group(2))
            return execute(sql, params, many, context)

        secret = [
            f"/{where}/{links.token(link)}/"
            for where, purpose in (("s", "status"), ("p", "referral"), ("go", LINK_PURPOSE))
            for link in AccessLink.objects.filter(purpose=purpose).order_by("-pk")[:3]
        ]
        with override_settings(MESSAGE_GATEWAY="simulator"), connection.execute_wrapper(watch):
            for who in ("", Role.COORDINATOR, Role.RESPONDER):
                client = Client()
                if who:
                    client.force_login(User.objects.filter(role=who).first())
                client = watched(client, who or "nobody", kept, wrote)
                for _ in walk(client, ["/", "/start/", "/me/", *(secret if not who else [])]):
                    pass
                for route, _view in ROUTES:
                    client.raise_request_exception = False
                    client.get(sample(route))
        yield kept
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def test_the_walk_saw_the_centre(answers):
    assert len({answer.url for answer in answers}) >= 140
    assert len([a for a in answers if a.is_page and a.response.status_code == 200]) > 80
    assert {SECRET.match(a.url).group(1) for a in answers if SECRET.match(a.url) and a.response.status_code == 200} == {
        "s", "p", "go",
    }  # fmt: skip


def test_looking_changes_nothing(answers):
    wrong = [f"{answer} wrote {sorted(more)}" for answer in answers if (more := answer.wrote - MAY_BE_WRITTEN)]
    assert not wrong, "\n".join(wrong)


def test_every_answer_has_a_strict_content_policy(answers):
    for answer in answers:
        policy = answer.response.headers.get("Content-Security-Policy", "")
        rules = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
        assert rules["default-src"] == ["'none'"], answer
        assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"], answer
        assert rules["form-action"] == ["'self'"], answer
        words = policy.replace(";", " ").split()
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(words), answer
        assert not [word for word in words if "://" in word], answer
        assert "'self'" in rules["script-src"], answer


def test_a_nonce_is_never_used_twice(answers):
    nonces = [found.group(1) for a in answers if (found := re.search(r"'nonce-([\w-]+)'", str(a.response.headers)))]
    assert len(nonces) == len(set(nonces)) > 100


def test_no_page_can_be_framed_sniffed_or_traced(answers):
    for answer in answers:
        assert answer.response.headers["X-Frame-Options"] == "DENY", answer
        assert answer.response.headers["X-Content-Type-Options"] == "nosniff", answer
        allowed = {"no-referrer"} if SECRET.match(answer.url) else {"same-origin", "no-referrer"}
        if not SECRET.match(answer.url) or answer.response.status_code in {200, 302}:
            assert answer.response.headers["Referrer-Policy"] in allowed, answer


def test_pages_behind_secret_links_are_kept_by_nobody(answers):
    shown = [a for a in answers if SECRET.match(a.url) and a.is_page and a.response.status_code == 200]
    assert shown
    for answer in shown:
        assert answer.response.headers["Cache-Control"] == "no-store", answer
        assert "noindex" in answer.response.headers["X-Robots-Tag"], answer


def test_nothing_is_asked_of_a_third_party(answers):
    asks = re.compile(r"""\b(?:src|srcset|poster|action)=["']?(?:https?:)?//|<link[^>]+href=["'](?:https?:)?//""")
    found = [f"{a}: {m.group()}" for a in answers if a.is_page for m in asks.finditer(a.text)]
    assert not found


def test_no_answer_is_an_error_of_ours(answers):
    assert not [a for a in answers if a.response.status_code >= 500 and a.response.status_code != 503]


def test_no_link_of_a_page_changes_anything(answers):
    """Whatever a scanner of links fetches first is a GET; nothing that acts may be a plain link."""
    acts = re.compile(r'<a [^>]*href="[^"]*(?:/logout/|/forget/|/erase/|/do/|/undo/|/acknowledge/|/again/)(?!\?lang=)')
    shown = [a for a in answers if a.is_page and a.response.status_code == 200]
    found = [f"{a}: {m.group()}" for a in shown for m in acts.finditer(a.text)]
    assert not found, "\n".join(found)


def test_cookies_are_not_for_scripts_and_not_for_other_sites(answers):
    for answer in answers:
        for cookie in answer.response.cookies.values():
            if not cookie.value:
                continue  # taken away
            assert cookie["httponly"], answer
            assert cookie["samesite"] in {"Lax", "Strict"}, answer
            assert not cookie["domain"], answer


@pytest.mark.parametrize("folder", ["templates", "static/js", "static/css"])
def test_no_source_names_an_address_outside(folder):
    """What a browser would fetch by itself; a link that a person may press is another thing."""
    asks = re.compile(
        r"""\b(?:src|srcset|poster)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//"""
        r"""|url\(\s*["']?(?:https?:)?//|@import|\bimport\s*\(?["'](?:https?:)?//|\b(?:fetch|sendBeacon|EventSource|"""
        r"""WebSocket|importScripts)\(\s*["'`](?:https?:|wss?:)?//|\bfrom\s+["'](?:https?:)?//"""
    )
    files = [p for p in (project.BASE_DIR / folder).rglob("*") if p.suffix in {".html", ".js", ".css"}]
    assert files
    assert not [f"{path.name}: {m.group()}" for path in files for m in asks.finditer(path.read_text())]
