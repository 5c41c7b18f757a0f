"""One person's browser window before a system: what it looks like and everything it complains about."""

import itertools
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Error, Page

AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = list(itertools.product(("kk", "ru", "en"), ("light", "dark"), (320, 768, 1366)))
PATIENCE_MS = 15_000
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"


def looks(of: int, dealt: int = 3) -> list[tuple[str, str, int]]:
    """Language, theme and width for one page: some dealt round so that all pages together meet all; FULL=1: all."""
    if os.environ.get("FULL"):
        return LOOKS
    return [LOOKS[(of * 5 + step * 7) % len(LOOKS)] for step in range(dealt)]


@dataclass
class Screen:
    """One person's browser window, and everything it complained about."""

    page: Page
    address: str
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address of the system."""
        answer = self.page.goto(self.address + path if path.startswith("/") else path, wait_until="load")
        assert answer is not None
        assert answer.status < 400, f"{answer.status} at {self.page.url}"
        return self.page

    def log_in(self, username: str) -> Page:
        """Through the login page."""
        self.open("/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", settings.DEMO_PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state("load")
        return self.page

    def examine(self) -> None:
        """Accessible, no sideways scroll, nothing in the console, nothing from elsewhere."""
        self.page.wait_for_load_state("load")
        self.fits()
        if self.scripts:  # axe itself is a script: where they are off it would wait for ever
            self._find_barriers()
        self.quiet()

    def fits(self) -> None:
        """Nothing runs off the edge."""
        over = self.page.evaluate(SIDEWAYS)
        assert over <= 0, f"{self.page.url} scrolls sideways by {over} px"

    def _find_barriers(self) -> None:
        found = Axe().run(self.page, options={"runOnly": AXE})
        spots = [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
            if not _has_an_equal_in_the_list(rule, node)
        ]
        assert not spots, f"axe at {self.page.url}:\n" + "\n".join(spots[:12])

    def forgive(self, part: str) -> None:
        """This test makes that complaint happen on purpose, before or after this line."""
        self.forgiven.append(part)

    def quiet(self) -> None:
        """The console stayed empty, the server well, and nothing was asked of another machine."""
        left = [line for line in self.complaints if not any(part in line for part in self.forgiven)]
        assert not left, f"{self.page.url}: {left}"

    def keep_picture(self, folder: Path, name: str) -> Path | None:
        """The whole page as it stands now; None if the window is gone."""
        plain = re.sub(r"[^\w.-]+", "-", name)[:120]
        path = folder / f"{plain}.png"
        try:
            self.page.screenshot(path=path, full_page=True, timeout=PATIENCE_MS)
        except Error:
            return None
        return path


def until(page: Page, expression: str) -> None:
    """Ask again until it holds. Playwright's own wait evaluates text on the page, which the content policy forbids."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never at {page.url}: {expression}"
        page.wait_for_timeout(50)


def _has_an_equal_in_the_list(rule: dict, node: dict) -> bool:
    """Marks of neighbouring cases may touch on the map: WCAG 2.5.8 allows it, since the list has each as a row."""
    return rule["id"] == "target-size" and "leaflet-marker-icon" in node["html"]


def new_window(chromium: Browser, address: str, *, width: int, language: str, theme: str, scripts: bool, **options):
    """A window of its own cookies; the caller closes its context. options: more for the browser's context."""
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": 640 if width < 700 else 768},
        locale=language,
        color_scheme=theme,
        java_script_enabled=scripts,
        reduced_motion="reduce",  # contrast is measured of what stands, not of what fades in
        **{"service_workers": "block", **options},
    )
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    window = Screen(context.new_page(), address, scripts)
    context.set_default_timeout(PATIENCE_MS)
    _listen(context, window)
    return window


def _listen(context: BrowserContext, window: Screen) -> None:
    """Errors and warnings of the console (a broken content policy among them), of scripts, of the server; strangers."""
    complain = window.complaints.append

    def answered(answer) -> None:
        if answer.status >= 500:
            complain(f"{answer.status} {answer.url}")

    def asked(request) -> None:
        if not request.url.startswith((window.address, "data:", "blob:", "about:")):
            complain(f"foreign request {request.url}")

    context.on("console", lambda said: complain(said.text) if said.type in {"error", "warning"} else None)
    context.on("weberror", lambda problem: complain(str(problem.error)))
    context.on("response", answered)
    context.on("request", asked)
