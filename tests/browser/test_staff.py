"""Everybody who works at the centre: each page in some language, theme and width, and the deeds of each role."""

import re

import pytest

from demo.rescue import Rescue
from demo.running import RunningSystem
from tests.browser.screens import looks

PAGES = [
    ("aigerim", "/board/"),
    ("aigerim", "/board/?show=closed"),
    ("aigerim", "/board/K-26-0020/"),
    ("aigerim", "/outbox/?show=all"),
    ("aigerim", "/teams/"),
    ("aigerim", "/teams/1/"),
    ("aigerim", "/duty/"),
    ("zhanna", "/rehab/"),
    ("zhanna", "/rehab/rounds/"),
    ("zhanna", "/rehab/enclosures/"),
    ("zhanna", "/rehab/patients/"),
    ("daniyar", "/rehab/intake/"),
    ("daniyar", "/rehab/patients/CS-26-006/"),
    ("daniyar", "/rehab/patients/CS-26-006/prescribe/"),
    ("daniyar", "/rehab/patients/CS-26-004/release/"),
    ("daniyar", "/rehab/patients/CS-26-001/case-file/"),
    ("saule", "/people/"),
    ("saule", "/settings/"),
    ("director", "/board/"),
    ("serik", "/start/"),
    ("yerzhan", "/me/"),
]
SEEN = [(who, path, *look) for number, (who, path) in enumerate(PAGES) for look in looks(number, dealt=1)]


@pytest.mark.parametrize(("who", "path", "language", "theme", "width"), SEEN)
def test_every_page_stands_in_nobodys_way(screen, who, path, language, theme, width):
    window = screen(width=width, language=language, theme=theme)
    window.log_in(who)
    window.open(path)
    window.examine()


def test_a_dispatcher_takes_a_case_and_asks_a_team(screen):
    window = screen(width=1366)
    page = window.log_in("aigerim")
    page.click("a.case:has-text('Умирзак')")
    page.wait_for_selector("form[action*='/do/team/'] button")
    page.click("form[action*='/do/team/'] button")
    page.wait_for_selector("[data-case] .st:not(.new)")
    window.examine()


def test_a_team_accepts_and_brings_the_seal(screen, system):
    rescue = Rescue(RunningSystem(system.address))
    rescue.a_resident_opens_the_report_page()
    rescue.reports_a_seal_in_kazakh()
    rescue.the_team_is_alerted()
    window = screen(width=320, language="kk", theme="dark")
    page = window.open(rescue.team_link)
    window.examine()
    page.click("button[value=accept]")
    page.wait_for_selector("button[value=en_route]")
    window.examine()
    page.click("button[value=en_route]")
    page.wait_for_selector("button[value=back]")
    page.click("button[value=arrive]")
    page.wait_for_selector("#seal:visible")
    window.examine()
    page.check("#seal input[name=code][value='1']", force=True)
    page.check("#seal input[name=outcome][value=loaded]", force=True)
    page.click("#seal button[type=submit]")
    page.wait_for_selector(".t-ok")
    window.examine()


def test_a_vet_admits_treats_and_a_keeper_gives_the_dose(screen):
    window = screen(width=768)
    page = window.log_in("daniyar")
    page.locator("a[href^='/rehab/intake/']:not([href='/rehab/intake/'])").first.click()
    page.wait_for_selector("select[name=enclosure]")
    window.examine()
    page.select_option("select[name=enclosure]", label=page.locator("option", has_text="К2").first.inner_text())
    page.fill("input[name=weight_kg]", "12,4")
    page.fill("input[name=nickname]", "Толқын")
    page.click("main form button.main")
    page.wait_for_url(re.compile(r"/rehab/patients/CS-\d\d-\d+/"))
    window.examine()
    page.goto(page.url + "prescribe/")
    page.select_option("select[name=drug]", label="Мелоксикам")
    page.fill("input[name=dose]", "0,1")
    page.select_option("select[name=route]", "PO")
    page.select_option("select[name=frequency]", "ONCE")
    page.fill("input[name=days]", "1")
    page.click("button[name=save]")
    page.wait_for_url(re.compile(r"/rehab/patients/CS-\d\d-\d+/$"))
    round_of_doses = screen(width=320, language="kk")
    keeper = round_of_doses.log_in("zhanna")
    round_of_doses.open("/rehab/rounds/")
    row = keeper.locator("li.due", has_text="Толқын").first
    row.locator("button.tick").first.click()
    keeper.wait_for_selector("li.due.is-done:has-text('Толқын')")
    round_of_doses.quiet()


def test_a_vet_releases_a_seal(screen):
    window = screen(width=1366, theme="dark")
    page = window.log_in("daniyar")
    window.open("/rehab/patients/CS-26-004/release/")
    page.wait_for_selector("ul.gates")
    while page.locator("ul.gates li:not(.yes)").count():
        gate = page.locator("ul.gates li:not(.yes)").first
        gate.locator("summary").click()
        gate.locator("input[name=evidence]").fill("осмотр")
        gate.locator("button[value=passed]").click()
        page.wait_for_load_state("load")
    page.fill("[name=site]", "мыс Ракушечный")
    page.select_option("select[name=category]", "releasable")
    page.click("form[action$='/release/now/'] button[type=submit]")
    page.wait_for_url(re.compile(r"/rehab/patients/CS-26-004/$"))
    window.examine()
