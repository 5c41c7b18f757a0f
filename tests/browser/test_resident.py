"""A resident on a small telephone: reports a seal with and without JavaScript, and reads what happens."""

import re

import pytest

REFERENCE = re.compile(r"K-\d\d-\d{4}")


@pytest.mark.parametrize("scripts", [True, False])
def test_reports_a_seal_in_kazakh_at_320(screen, scripts):
    window = screen(width=320, language="kk", scripts=scripts)
    page = window.open("/")
    window.examine()
    page.wait_for_timeout(2100)  # a form filled in faster is looked at by a person first
    page.check("input[name=alive][value=yes]", force=True)
    page.fill("textarea[name=place_words]", "Порттың жанында, жағада жатыр")
    page.fill("input[name=phone]", "8 702 555 09 02")
    page.click("#report button[type=submit]")
    page.wait_for_url("**/s/**")
    assert REFERENCE.search(page.inner_text("body"))
    window.examine()


def test_what_was_typed_survives_a_mistake(screen):
    window = screen(width=320, language="kk", scripts=False)
    window.forgive("422")
    page = window.open("/")
    page.fill("textarea[name=place_words]", "Порттың жанында")
    page.fill("input[name=phone]", "12")
    page.click("#report button[type=submit]")
    page.wait_for_selector(".errors")
    assert page.input_value("textarea[name=place_words]") == "Порттың жанында"
    window.examine()
