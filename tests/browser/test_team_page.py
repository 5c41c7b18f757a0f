"""A team on a beach with a small telephone: the whole way, with and without JavaScript, with and without coverage."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from accounts import links
from accounts.models import CentreSetting
from dispatch.actions import offer_next
from dispatch.models import Assignment, DutyShift
from tests.browser.screens import AXE
from tests.dispatch.conftest import make_team, report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offer(db):
    """A team on duty now has been asked; the address of its page."""
    at = timezone.now()
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77292111111", set_up_at=at)
    team = make_team("Aktau-1", 43.65, 51.16, 1, on_duty=False)
    DutyShift.objects.create(team=team, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=8))
    made = offer_next(report(at).stranding, at=at)[0]
    return f"/go/{links.token(made.link)}/"


def examine(page):
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    found = Axe().run(page, options={"runOnly": AXE})
    assert not found.response["violations"], [rule["id"] for rule in found.response["violations"]]


def status():
    return Assignment.objects.get().status


@pytest.mark.parametrize(("lang", "dark", "width"), [("kk", False, 320), ("ru", True, 320), ("en", False, 1366)])
def test_the_whole_way(visit, offer, lang, dark, width):
    page = visit(offer, lang=lang, dark=dark, width=width)
    examine(page)
    for verb, then in (("accept", "accepted"), ("en_route", "en_route"), ("arrive", "on_scene")):
        with page.expect_navigation():
            page.click(f"button[value={verb}]")
        assert status() == then
        examine(page)
    page.check("#seal [name=code][value='1']", force=True)
    page.check("#seal [name=outcome][value=loaded]", force=True)
    with page.expect_navigation():
        page.click("#seal button[type=submit]")
    assert status() == "transporting"
    examine(page)
    assert page.trouble == []


def test_without_scripts(visit, offer):
    page = visit(offer, js=False)
    page.click("button[value=accept]")
    page.click("button[value=arrive]")
    page.check("#seal [name=outcome][value=released_on_site]", force=True)
    page.click("#seal button[type=submit]")
    assert status() == "done"


def test_without_coverage_a_tap_is_kept_and_sends_itself_once(visit, offer):
    page = visit(offer)
    with page.expect_navigation():
        page.click("button[value=accept]")
    page.context.set_offline(True)
    page.click("button[value=arrive]")
    page.wait_for_selector("[data-offline]:not([hidden])")
    assert status() == "accepted"
    page.context.set_offline(False)
    page.wait_for_selector("#seal")
    page.wait_for_selector("[data-offline]", state="hidden")
    assert status() == "on_scene"
    assert Assignment.objects.get().records.filter(verb="arrive").count() == 1
