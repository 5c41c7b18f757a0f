"""One person's browser window before a demonstration system: what it looks like and what it complains about."""

import itertools
import os
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = list(itertools.product(("kk", "ru", "en"), ("light", "dark"), (320, 768, 1366)))


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
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} scrolls sideways by {over} px"
        if self.scripts:  # axe itself is a script: where they are off it would wait for ever
            self._find_barriers()
        self.quiet()

    def _find_barriers(self) -> None:
        found = Axe().run(self.page, options={"runOnly": AXE})
        spots = [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
            if not _has_an_equal_in_the_list(rule, node)
        ]
        assert not spots, f"axe at {self.page.url}:\n" + "\n".join(spots[:12])

    def quiet(self) -> None:
        """The console stayed empty and nothing was asked of another machine."""
        assert not self.complaints, f"{self.page.url}: {self.complaints}"


def _has_an_equal_in_the_list(rule: dict, node: dict) -> bool:
    """Marks of neighbouring cases may touch on the map: WCAG 2.5.8 allows it, since the list has each as a row."""
    return rule["id"] == "target-size" and "leaflet-marker-icon" in node["html"]


def new_window(chromium: Browser, address: str, *, width: int, language: str, theme: str, scripts: bool) -> Screen:
    """A window of its own cookies; the caller closes its context."""
    context = chromium.new_context(
        viewport={"width": width, "height": 740},
        locale=language,
        color_scheme=theme,
        java_script_enabled=scripts,
        service_workers="block",
    )
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    window = Screen(context.new_page(), address, scripts)
    window.page.set_default_timeout(15_000)
    _listen(window)
    return window


def _listen(window: Screen) -> None:
    page, complain = window.page, window.complaints.append
    page.on("console", lambda message: complain(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda problem: complain(str(problem)))
    page.on(
        "request", lambda asked: complain(f"foreign request {asked.url}") if _is_foreign(window, asked.url) else None
    )


def _is_foreign(window: Screen, url: str) -> bool:
    return not url.startswith((window.address, "data:", "blob:", "about:"))
