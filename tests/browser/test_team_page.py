"""A team on a beach with a small telephone: the whole way, with and without JavaScript, with and without coverage."""

import pytest

from dispatch.models import Assignment
from tests.browser.screens import NO_NETWORK

pytestmark = pytest.mark.django_db(transaction=True)


def status():
    return Assignment.objects.get().status


@pytest.mark.parametrize(("lang", "dark", "width"), [("kk", False, 320), ("ru", True, 320), ("en", False, 1366)])
def test_the_whole_way(visit, offer, lang, dark, width):
    page = visit(offer, lang=lang, dark=dark, width=width)
    page.window.examine()
    for verb, then in (("accept", "accepted"), ("en_route", "en_route"), ("arrive", "on_scene")):
        with page.expect_navigation():
            page.click(f"button[value={verb}]")
        assert status() == then
        page.window.examine()
    page.check("#seal [name=code][value='1']", force=True)
    page.check("#seal [name=outcome][value=loaded]", force=True)
    with page.expect_navigation():
        page.click("#seal button[type=submit]")
    assert status() == "transporting"
    page.window.examine()
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
    page.forgive(NO_NETWORK)
    page.context.set_offline(True)
    page.click("button[value=arrive]")
    page.wait_for_selector("[data-offline]:not([hidden])")
    assert page.is_visible("main a[href='tel:+77292111111']")
    assert status() == "accepted"
    page.context.set_offline(False)
    page.wait_for_selector("#seal")
    page.wait_for_selector("[data-offline]", state="hidden")
    assert status() == "on_scene"
    assert Assignment.objects.get().records.filter(verb="arrive").count() == 1
