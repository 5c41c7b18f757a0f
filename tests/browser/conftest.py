"""A real Chromium before a real server, so that what people see and press is what is tested.

Every window of every test is listened to: an error in its console, a broken content policy, an answer of 500 or a
request to another machine fails the test. When a test fails, what its windows showed is kept as pictures.
"""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from accounts import links
from accounts.models import CentreSetting
from demo.chromium import NoChromium, own_chromium
from demo.system import own_system
from demo.visitor import Visitor
from dispatch.actions import offer_next
from dispatch.models import DutyShift
from tests.browser.pages import ALL, find
from tests.browser.screens import new_window
from tests.dispatch.conftest import make_team, report

# Playwright keeps an event loop in this thread; Django would refuse the database because of it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
WINDOWS = pytest.StashKey[list]()


def pictures() -> Path:
    """Where the pictures of failed tests lie."""
    return Path(settings.VAR_DIR) / "browser"


def pytest_collection_modifyitems(items):
    """Everything in this folder needs Chromium."""
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """No test passes while one of its windows complained; a failed one leaves its pictures."""
    windows = pyfuncitem.stash.get(WINDOWS, [])
    try:
        answer = yield
        for window in windows:
            window.quiet()
    except Exception as problem:
        pictures().mkdir(parents=True, exist_ok=True)
        names = [f"{pyfuncitem.name}-{n}" for n, _ in enumerate(windows, 1)]
        kept = [window.keep_picture(pictures(), name) for window, name in zip(windows, names, strict=True)]
        problem.add_note("".join(f"\npicture: {path}" for path in kept if path))
        raise
    return answer


def pytest_terminal_summary(terminalreporter):
    """Name the folder of the pictures once more, at the end."""
    if terminalreporter.stats.get("failed") and pictures().is_dir():
        terminalreporter.write_line(f"What the failed tests saw: {pictures()}")


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run; every window has cookies of its own."""
    shutil.rmtree(pictures(), ignore_errors=True)
    try:
        with own_chromium() as browser:
            yield browser
    except NoChromium as problem:
        pytest.exit(str(problem), returncode=1)


@pytest.fixture
def windows(request):
    """Every window of this test; closed at its end."""
    opened = request.node.stash.setdefault(WINDOWS, [])
    yield opened
    for window in opened:
        window.page.context.close()


@pytest.fixture
def visit(chromium, live_server, windows):
    """Opens a page of the test's own data: visit("/", lang="kk", width=320, dark=True, js=False, **context options).

    Its complaints are page.trouble; page.forgive("422") lets one pass that the test causes on purpose.
    """

    def go(path, *, lang="ru", width=320, dark=False, js=True, **options):
        theme = "dark" if dark else "light"
        window = new_window(chromium, live_server.url, width=width, language=lang, theme=theme, scripts=js, **options)
        windows.append(window)
        page = window.page
        page.trouble, page.forgive, page.window = window.complaints, window.forgive, window
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        return page

    return go


@pytest.fixture
def offer(db):
    """A team on duty now has been asked; the address of its page."""
    at = timezone.now()
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77292111111", set_up_at=at)
    team = make_team("Aktau-1", 43.65, 51.16, 1, on_duty=False)
    DutyShift.objects.create(team=team, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=8))
    made = offer_next(report(at).stranding, at=at)[0]
    return f"/go/{links.token(made.link)}/"


@pytest.fixture(scope="session")
def system():
    """A demonstration with its history, started as `make run` starts it."""
    with own_system(small=False) as running:
        yield running


@pytest.fixture(scope="session")
def logins() -> dict:
    """Who has come through the login page in this run, with their cookies."""
    return {}


@pytest.fixture
def screen(chromium, system, windows, logins):
    """Opens windows before that system: screen(width=320, language="kk", theme="dark", scripts=False, who="saule")."""

    def new(*, width=1366, language="ru", theme="light", scripts=True, who="", **options):
        if who:
            options["storage_state"] = logged_in(chromium, system.address, who, logins)
        window = new_window(
            chromium, system.address, width=width, language=language, theme=theme, scripts=scripts, **options
        )
        windows.append(window)
        return window

    return new


@pytest.fixture(scope="session")
def path_of(system):
    """The path of a page by its name, looked up once in a run; people without a screen do the looking."""
    found, visitors = {}, {}

    def ask(who: str, path: str):
        if who not in visitors:
            visitors[who] = Visitor(system.address)
            if who:
                page = visitors[who].get("/login/")
                visitors[who].send(page, page.form(has="password"), username=who, password=settings.DEMO_PASSWORD)
        return visitors[who].get(path)

    def path(name: str) -> str:
        if name not in found:
            found[name] = find(ALL[name], system.address, ask)
        return found[name]

    return path


def logged_in(chromium, address: str, who: str, known: dict) -> dict:
    """The cookies of somebody who came through the login page, asked for once per run."""
    if who not in known:
        window = new_window(chromium, address, width=320, language="ru", theme="light", scripts=True)
        window.log_in(who)
        window.quiet()
        assert "/login/" not in window.page.url, f"{who} could not log in"
        known[who] = window.page.context.storage_state()
        window.page.context.close()
    return known[who]
