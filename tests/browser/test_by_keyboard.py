"""The ways without a mouse: Tab, Space, Enter and arrows alone; whatever has the focus shows it."""

import pytest

from accounts.models import CentreSetting
from strandings.models import Report
from tests.browser.screens import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 120
FOCUSED = """() => {
  const one = document.activeElement, label = one.closest("label") ?? one;
  const parts = [one, label, label.querySelector(".btn")].filter(Boolean);
  const ring = parts.some((part) => getComputedStyle(part).outlineStyle !== "none");
  const box = (one.closest("label") ?? one).getBoundingClientRect();
  return { ring, seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight, html: one.outerHTML.slice(0, 120) };
}"""


def tab_to(page, selector: str) -> None:
    """Press Tab until it has the focus; each stop on the way is in view and has a ring."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["ring"], f"no focus ring: {stop['html']}"
        assert stop["seen"], f"out of sight: {stop['html']}"
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector} at {page.url}")


@pytest.fixture
def _centre(transactional_db):
    CentreSetting.objects.create(pk=1, name_en="Seal centre", hotline="+77751011122")


@pytest.mark.usefixtures("_centre")
def test_a_report_by_keyboard_alone(visit):
    page = visit("/", lang="en", width=1366)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "#id_place_words")
    page.keyboard.type("beach by the lighthouse")
    tab_to(page, "input[name=alive]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    tab_to(page, "#id_phone")
    page.keyboard.type("+7 701 123 45 67")
    tab_to(page, "form#report button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/**")
    assert Report.objects.get().place_words == "beach by the lighthouse"
    tab_to(page, "#more button[type=submit]")


def test_a_team_answers_by_keyboard_alone(visit, offer):
    page = visit(offer, width=1366)
    tab_to(page, "button[value=accept]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "button[value=arrive]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("#seal:visible")
    tab_to(page, "#seal [name=outcome]")
    page.keyboard.press("Space")
    tab_to(page, "#seal button[type=submit]")


def test_the_board_by_tab_alone(screen):
    window: Screen = screen(width=1366, who="aigerim")
    page = window.open("/board/")
    page.wait_for_selector("#board[data-live]")
    tab_to(page, "#find")
    tab_to(page, "a.case")
    page.keyboard.press("Enter")
    page.wait_for_selector("#board-case [data-case]")
    tab_to(page, "#board-case button")


def test_a_dose_by_keyboard_alone(screen):
    window: Screen = screen(width=1366, who="zhanna")
    page = window.open("/rehab/rounds/")
    tab_to(page, "button.tick[aria-pressed=false]")
    row = page.evaluate("document.activeElement.closest('[data-due]').id")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{row}.is-done")
    assert page.evaluate("document.activeElement.className") == "tick"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{row}:not(.is-done)")
