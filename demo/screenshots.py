"""Pictures of a demonstration system for the README, into docs/img. Run: make screenshots"""

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from PIL import Image

from demo.chromium import NoChromium, own_chromium
from demo.rescue import Rescue
from demo.running import RunningSystem
from demo.system import own_system

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
COLOURS = 160  # a palette keeps each picture under 150 kB
PHONE, DESK = {"width": 320, "height": 700}, {"width": 1366, "height": 768}


class Camera:
    """One browser that opens pages as somebody and keeps what it sees."""

    def __init__(self, browser, address: str) -> None:
        self.browser, self.address = browser, address

    def take(
        self, name: str, path: str, *, who: str = "", size: dict, language: str = "ru", dark: bool = False
    ) -> None:
        """One page as this person sees it, into docs/img/<name>.png."""
        context = self.browser.new_context(viewport=size, locale=language, color_scheme="dark" if dark else "light")
        context.add_cookies([{"name": "language", "value": language, "url": self.address}])
        page = context.new_page()
        if who:
            page.goto(f"{self.address}/login/")
            page.fill("input[name=username]", who)
            page.fill("input[name=password]", settings.DEMO_PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_load_state("load")
        page.goto(path if path.startswith("http") else self.address + path)
        if path.startswith("/board/"):
            page.click("a.case >> nth=2")
        page.wait_for_load_state("networkidle")
        page.reload()  # a first visit does not wait for the typeface, a second one has it
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
        context.close()


def main() -> None:
    """Start a system with its history, play the first minutes of a rescue, take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with own_chromium() as browser, own_system(small=False) as system:
            _take_all(Camera(browser, system.address), Rescue(RunningSystem(system.address)))
    except NoChromium as problem:
        sys.exit(str(problem))


def _take_all(camera: Camera, rescue: Rescue) -> None:
    camera.take("home-kk-320", "/", size=PHONE, language="kk")
    rescue.a_resident_opens_the_report_page()
    rescue.reports_a_seal_in_kazakh()
    rescue.the_team_is_alerted()
    camera.take("team-offer-320", rescue.team_link, size=PHONE, language="kk")
    rescue.the_team_accepts()
    camera.take("status-kk-320", rescue.status_link, size=PHONE, language="kk")
    camera.take("board-light", "/board/", who="aigerim", size=DESK)
    camera.take("board-dark", "/board/", who="aigerim", size=DESK, dark=True)
    patient = rescue.the_page_of("Айсұлу")
    camera.take("rounds", "/rehab/rounds/", who="zhanna", size=DESK)
    camera.take("patient", patient, who="daniyar", size=DESK)
    camera.take("enclosures", "/rehab/enclosures/", who="zhanna", size=DESK)
    camera.take("telephones", "/sim/", size=DESK, language="en")


if __name__ == "__main__":
    main()
