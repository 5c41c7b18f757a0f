"""The network drops in the middle: what was typed stays, a sentence says what happens, the number to call is there."""

import pytest

from accounts.models import CentreSetting
from strandings.models import Report
from tests.browser.screens import NO_NETWORK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOTLINE = "tel:+77751011122"


@pytest.fixture(autouse=True)
def _centre(transactional_db):
    CentreSetting.objects.create(pk=1, name_kk="Итбалық орталығы", hotline="+77751011122")


def test_a_report_waits_on_the_page_and_sends_itself_once(visit):
    page = visit("/", lang="kk")
    page.forgive(NO_NETWORK)
    page.fill("#id_place_words", "маяк жанында")
    page.check("input[name=alive][value=yes]", force=True)
    page.fill("#id_phone", "+7 701 123 45 67")
    page.context.set_offline(True)
    page.click("form#report button[type=submit]")
    page.wait_for_selector("[data-away]:not([hidden])")
    assert "Байланыс жоқ" in page.inner_text("[data-away]")
    assert page.is_visible(f"[data-away] a[href='{HOTLINE}']")
    assert page.input_value("#id_place_words") == "маяк жанында"
    assert not page.get_attribute("form#report button[type=submit]", "aria-disabled")
    page.window.examine()
    page.context.set_offline(False)
    page.wait_for_url("**/s/**")
    assert Report.objects.count() == 1
    assert Report.objects.get().place_words == "маяк жанында"


def test_more_from_the_reporter_waits_too(visit):
    page = visit("/")
    page.forgive(NO_NETWORK)
    page.fill("#id_place_words", "у маяка")
    page.fill("#id_phone", "+7 701 123 45 67")
    page.click("form#report button[type=submit]")
    page.wait_for_url("**/s/**")
    page.fill("#id_words", "ещё жив")
    page.context.set_offline(True)
    page.click("#more button[type=submit]")
    page.wait_for_selector("#more [data-away]:not([hidden])")
    assert page.input_value("#id_words") == "ещё жив"
    page.context.set_offline(False)
    page.wait_for_selector(".told")
    assert Report.objects.get().additions.filter(words__contains="ещё жив").count() == 1


def test_while_the_server_cannot_store_the_words_stay(visit):
    page = visit("/")
    page.forgive("503")
    page.context.route("**/report/", lambda route: route.fulfill(status=503, body="away"))
    page.fill("#id_place_words", "у маяка")
    page.fill("#id_phone", "+7 701 123 45 67")
    page.click("form#report button[type=submit]")
    page.wait_for_selector("[data-away]:not([hidden])")
    assert page.input_value("#id_place_words") == "у маяка"
    page.context.unroute("**/report/")
    page.click("form#report button[type=submit]")
    page.wait_for_url("**/s/**")
    assert Report.objects.count() == 1
