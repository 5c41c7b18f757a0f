"""A real Chromium before a real server, so that what people see and press is what is tested."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from demo.system import own_system
from tests.browser.screens import AXE, new_window

# Playwright keeps an event loop in this thread; Django would refuse the database because of it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
OPTIONS = ["--no-sandbox", "--disable-sync", "--disable-background-networking", "--disable-component-update"]
__all__ = ["AXE"]


def pytest_collection_modifyitems(items):
    """Everything in this folder needs Chromium."""
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.exit("Chromium is missing. Mend: apt install chromium", returncode=1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Opens a page as a visitor: visit("/", lang="kk", width=320, dark=True, js=False, **context options)."""
    opened = []

    def go(path, *, lang="ru", width=320, dark=False, js=True, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 768 if width > 700 else 640},
            locale=lang,
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            **options,
        )
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda said: said.type in ("error", "warning") and page.trouble.append(said.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on(
            "response", lambda answer: answer.status >= 500 and page.trouble.append(f"{answer.status} {answer.url}")
        )
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        opened.append(context)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def system():
    """A demonstration with its history, started as `make run` starts it."""
    with own_system(small=False) as running:
        yield running


@pytest.fixture
def screen(chromium, system):
    """Opens windows before that system: screen(width=320, language="kk", theme="dark", scripts=False)."""
    opened = []

    def new(*, width=1366, language="ru", theme="light", scripts=True):
        window = new_window(chromium, system.address, width=width, language=language, theme=theme, scripts=scripts)
        opened.append(window)
        return window

    yield new
    for window in opened:
        window.page.context.close()
