"""A real Chromium before a real server, so that what people see and press is what is tested."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

# Playwright keeps an event loop in this thread; Django would refuse the database because of it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-sync"])
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
