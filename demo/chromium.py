"""The one way a browser is started here, by the tests and for the README's pictures."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

# No requests of its own; no sandbox, since containers run it as root before pages of this project only
OPTIONS = ["--no-sandbox", "--disable-sync", "--disable-background-networking", "--disable-component-update"]


class NoChromium(Exception):
    """None is installed; the message says how to mend it."""


@contextmanager
def own_chromium() -> Iterator:
    """Debian's Chromium without a screen, closed at the end. Raises NoChromium."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise NoChromium("Chromium is missing. Mend: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()
