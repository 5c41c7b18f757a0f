"""Every page of the system, each in some languages, themes and widths: in nobody's way, quiet, from here alone."""

import pytest

from tests.browser.pages import ALL
from tests.browser.screens import looks

SEEN = [(name, *look) for number, name in enumerate(ALL) for look in looks(number, dealt=1)]


@pytest.mark.parametrize(("name", "language", "theme", "width"), SEEN)
def test_every_page_stands_in_nobodys_way(screen, path_of, name, language, theme, width):
    window = screen(width=width, language=language, theme=theme, who=ALL[name].who)
    page = window.open(path_of(name))
    assert page.get_attribute("html", "lang") == language
    window.fits()
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    window.examine()
