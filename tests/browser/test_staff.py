"""Everybody who works at the centre: each page in some language, theme and width, and the deeds of each role."""

import re


def test_a_dispatcher_takes_a_case_and_asks_a_team(screen):
    window = screen(width=1366)
    page = window.log_in("aigerim")
    page.click("a.case:has-text('Умирзак')")
    page.wait_for_selector("form[action*='/do/team/'] button")
    page.click("form[action*='/do/team/'] button")
    page.wait_for_selector("[data-case] .st:not(.new)")
    window.examine()


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


def test_a_coordinator_finds_what_is_kept_about_a_person(screen):
    window = screen(width=320, language="kk", theme="dark", who="saule")
    page = window.open("/personal/")
    page.fill("input[name=asked]", "K-26-0020")
    page.click("form[action$='/personal/find/'] button[type=submit]")
    page.click("form[action*='/personal/'] button >> text=Көрсету")
    page.wait_for_selector("form[action$='/erase/']")
    window.examine()
