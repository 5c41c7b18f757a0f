"""Every page of a living centre, in Kazakh and in Russian: it opens, speaks its language and stays clean."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import resolve

from accounts.models import User
from demo.seed import lay_demo
from rehab.models import FormularyEntry

# Latin words that belong into a Kazakh or Russian page
KNOWN = {
    "sms", "whatsapp", "gps", "javascript", "english", "eng", "stop", "mmol", "pdf", "csv", "json", "ctrl", "enter",
    "cookie", "esc", "phoca", "bcs", "pit", "prn", "cdv", "jpeg", "heic", "webp", "png", "uuid",
    "openstreetmap", "leaflet", "api", "geojson", "totp", "google", "authenticator", "aegis", "freeotp",
}  # fmt: skip
SPOKEN = ("aria-label", "title", "placeholder", "alt", "value", "content")
PER_ROUTE = 2
WORDS = re.compile(r"[A-Za-z]{3,}(?:['’][a-z]+)?")
NOISE = re.compile(r"https?://\S+|/[a-z0-9/_.-]+|\b[\w.]+@[\w.]+|\b[A-Z]{1,4}-?\d[\w-]*|\b[a-z]+\d+\w*")


class Spoken(HTMLParser):
    """What a page says: its text, and what its attributes read out; code and typed words are no speech."""

    def __init__(self):
        super().__init__()
        self.said, self.links, self.silent = [], [], 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"script", "style", "code", "kbd", "textarea"} or given.get("lang") == "en":
            self.silent += tag not in {"input", "link", "meta"}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        typed = tag in {"input", "meta", "option", "button", "link"}
        for name in SPOKEN:
            if given.get(name) and not (typed and name in {"value", "content"}):
                self.said.append(given[name])

    def handle_endtag(self, tag):
        if self.silent and tag in {"script", "style", "code", "kbd", "textarea", "a"}:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.said.append(data.strip())


@pytest.fixture(scope="module")
def _centre(django_db_setup, django_db_blocker):
    """A year of demo data for all tests of this file, taken back afterwards."""
    from django.db import transaction
    from django.utils import timezone

    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        gateway, settings.MESSAGE_GATEWAY = settings.MESSAGE_GATEWAY, "memory"
        lay_demo(now=timezone.now())
        settings.MESSAGE_GATEWAY = gateway
        yield
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def walk(client, start: list[str]):
    """Every page that links lead to, at most PER_ROUTE of each route: address, status, what it says."""
    seen, waiting, per_route = set(), list(start), {}
    while waiting:
        url = waiting.pop(0).split("#")[0]
        if not url.startswith("/") or url.startswith(("//", "/static/", "/media/")) or url in seen or "lang=" in url:
            continue
        seen.add(url)
        route = resolve(url.split("?")[0]).route
        per_route[route] = per_route.get(route, 0) + 1
        if per_route[route] > PER_ROUTE:
            continue
        response = client.get(url)
        if response.status_code in {301, 302}:
            waiting.append(response.headers["Location"])
            continue
        page = Spoken()
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page.feed(response.content.decode())
        yield url, response.status_code, page
        waiting += page.links


def latin_of_the_centre():
    """Data in Latin letters: user names, drugs, species and the literature that a range comes from."""
    yield "Pusa caspica"
    yield from User.objects.values_list("username", flat=True)
    for row in FormularyEntry.objects.select_related("drug"):
        yield f"{row.drug.name} {row.drug.drug_class} {row.studied_species} {row.frequency_words}"
        yield f"{row.finding} {row.source}"


@pytest.mark.django_db
@pytest.mark.usefixtures("_centre")
@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("who", ["", "coordinator", "responder"])
def test_no_english_is_left_over(client, settings, language, who):
    settings.DEMO, settings.MESSAGE_GATEWAY = True, "simulator"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    names = {word.lower() for text in latin_of_the_centre() for word in WORDS.findall(text)}
    if who:
        client.force_login(User.objects.filter(role=who).first())
    pages = list(walk(client, ["/", "/start/", "/login/", "/me/"]))
    broken = [f"{url}: {status}" for url, status, _ in pages if status not in {200, 403}]
    english = sorted({
        f"{text[:90]!r} on {url}" for url, _, page in pages for text in page.said
        if [w for w in WORDS.findall(NOISE.sub(" ", text)) if w.lower() not in KNOWN | names]
    })  # fmt: skip
    assert not broken
    assert not english, "\n".join(english)
