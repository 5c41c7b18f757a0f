"""A page without a visit of a real browser fails here: tests/browser/pages.py and the URLconf name the same pages."""

import pytest
from django.urls import resolve

from accounts.models import User
from accounts.roles import Role
from tests.browser.pages import NOT_PAGES, PAGES
from tests.house.test_doors import every_pattern, sample

NAMED = {pattern.name: sample(route) for route, pattern in every_pattern()}


@pytest.fixture
def coordinator(client, db, settings, caplog):
    """Somebody every door lets in."""
    settings.DEMO = True
    caplog.set_level("CRITICAL", "django.request")  # what it refuses is what is looked for
    client.force_login(User.objects.create(username="all", role=Role.COORDINATOR, language="ru"))
    client.raise_request_exception = False
    return client


def shows_a_page(answer) -> bool:
    """Whether a browser would show it: figures for programs and addresses that only take forms it would not."""
    return answer.status_code != 405 and answer.headers.get("Content-Type", "text/html").startswith("text/html")


def test_every_address_is_visited_or_is_no_page(coordinator):
    unvisited = [
        f"{name} {path}"
        for name, path in NAMED.items()
        if name not in PAGES | NOT_PAGES and shows_a_page(coordinator.get(path))
    ]
    assert not unvisited, "add a line to tests/browser/pages.py"


def test_the_list_names_no_page_that_is_gone():
    assert set(PAGES | NOT_PAGES) <= set(NAMED)
    assert not set(PAGES) & set(NOT_PAGES)


def test_every_path_of_the_list_leads_to_its_page():
    """A visit with a path of its own opens the address it stands for, not another."""
    wrong = {
        name: visit.path
        for name, visit in PAGES.items()
        if visit.path.startswith("/") and not visit.link and resolve(visit.path.partition("?")[0]).url_name != name
    }
    assert not wrong
