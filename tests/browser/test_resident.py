"""A resident on a small telephone: reports a seal with and without JavaScript, and reads what happens."""

import re

import pytest

from tests.browser.screens import looks

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
    page = window.open("/")
    page.fill("textarea[name=place_words]", "Порттың жанында")
    page.fill("input[name=phone]", "12")
    page.click("#report button[type=submit]")
    page.wait_for_selector(".errors")
    assert page.input_value("textarea[name=place_words]") == "Порттың жанында"
    window.complaints[:] = [line for line in window.complaints if "422" not in line]
    window.examine()


@pytest.mark.parametrize(("language", "theme", "width"), looks(0))
def test_the_first_page_in_every_look(screen, language, theme, width):
    window = screen(width=width, language=language, theme=theme)
    window.open("/")
    window.examine()
    assert window.page.get_attribute("html", "lang") == language


@pytest.mark.parametrize(("language", "theme", "width"), looks(1))
def test_the_simulated_telephones_in_every_look(screen, language, theme, width):
    window = screen(width=width, language=language, theme=theme)
    page = window.open("/sim/")
    window.examine()
    page.click("nav.rail li:nth-child(2) a")
    window.examine()
