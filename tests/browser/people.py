"""The people of a rescue, each before a window of their own. Each method is one sentence of the story.

They press what stands on the page and read what it says; nothing here knows the database.
"""

import re

from tests.browser.screens import Screen, until

REFERENCE = re.compile(r"K-\d\d-\d{4}")
TYPING_MS = 2100  # a form filled in faster is looked at by a person first


class Person:
    """Somebody with a browser window."""

    def __init__(self, window: Screen) -> None:
        self.window, self.page = window, window.page

    def choose(self, name: str, value: str, *, within: str = "") -> None:
        """Press a bordered answer: a radio or a checkbox that is its whole label."""
        self.page.check(f"{within} input[name={name}][value='{value}']".strip(), force=True)

    def press(self, selector: str) -> None:
        """A button that leads on: wait for the page it leads to, and look at it."""
        with self.page.expect_navigation():
            self.page.click(selector)
        self.window.examine()


class Resident(Person):
    """On a beach with a small telephone."""

    def opens_the_report_page(self) -> None:
        self.window.open("/")
        self.window.examine()

    def tells_where_by_satellite(self) -> None:
        self.page.click("#gps")
        until(self.page, "document.querySelector('[name=latitude]').value !== ''")

    def reports_a_living_seal(self, *, phone: str = "8 702 555 09 02") -> str:
        page = self.page
        page.wait_for_timeout(TYPING_MS)
        self.choose("alive", "yes")
        page.fill("textarea[name=place_words]", "Порттың жанында, жағада жатыр")
        page.fill("input[name=phone]", phone)
        page.click("#report button[type=submit]")
        page.wait_for_url("**/s/**")
        self.window.examine()
        self.status_page = page.url
        found = REFERENCE.search(page.inner_text("body"))
        assert found, "the page names no reference"
        return found[0]

    def adds_that_it_is_thin(self) -> None:
        self.choose("signs", "thin", within="#more")
        self.press("#more button[type=submit]")

    def reads(self, part: str) -> None:
        """The reporter's own page says so by now."""
        page = self.page
        for _ in range(40):
            page.goto(self.status_page)
            if part.lower() in page.inner_text("main").lower():
                return self.window.examine()
            page.wait_for_timeout(250)
        raise AssertionError(f"{part!r} is not on the reporter's page: {page.inner_text('main')[:600]}")


class Dispatcher(Person):
    """At a desk, before the board."""

    def sees_it_on_the_board(self, reference: str) -> None:
        self.window.open("/board/")
        self.page.wait_for_selector(f"#row-{reference}")
        self.window.examine()

    def takes_the_case(self, reference: str) -> None:
        self.page.click(f"#row-{reference}")
        self.page.click(f"[data-case='{reference}'] form[action*='/do/acknowledge/'] button")
        self.page.wait_for_selector(f"[data-case='{reference}']:not(:has(form[action*='/do/acknowledge/']))")
        self.window.examine()

    def writes_the_place(self, reference: str, words: str) -> None:
        self.page.click("#do-place > summary")
        self.page.fill("#do-place [name=where]", words)
        self.page.click("#do-place form button[type=submit]")
        self.page.wait_for_selector(f"[data-case='{reference}'] [data-on-map]")
        self.window.examine()

    def sends_the_first_team(self, reference: str) -> None:
        self.page.click(f"form[action*='{reference}/do/send/'] button >> nth=0")
        self.page.wait_for_selector(f"form[action*='{reference}/do/withdraw/']")
        self.window.examine()

    def sees_the_sign(self, reference: str, shape: str) -> None:
        """The board shows the state by itself: go, here, carry, done."""
        self.page.wait_for_selector(f"[data-case='{reference}'] .st.{shape}")
        self.window.quiet()


class Team(Person):
    """In a car with a small telephone; its only way in is the link of the text message."""

    def opens_the_link_of_the_message(self, link: str) -> None:
        self.window.open(link)
        self.window.examine()

    def accepts(self) -> None:
        self.press("button[value=accept]")

    def declines_as_unsafe(self) -> None:
        self.page.click("a[href='#cannot']")
        self.choose("reason", "unsafe")
        self.press("button[value=decline]")

    def sets_out(self) -> None:
        self.press("button[value=en_route]")

    def arrives(self) -> None:
        self.press("button[value=arrive]")

    def loads_the_seal(self) -> None:
        page = self.page
        self.choose("code", "1", within="#seal")
        self.choose("signs", "thin", within="#seal")
        page.fill("#seal input[name=length_cm]", "84")
        page.fill("#seal input[name=weight_kg]", "11")
        self.choose("outcome", "loaded", within="#seal")
        self.choose("to_centre", "30", within="#seal")
        self.press("#seal button[type=submit]")
        page.wait_for_selector(".t-ok")


class Keeper(Person):
    """With wet hands, on a round."""

    def weighs(self, number: str, kg: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/")
        page.click("#measure summary")
        page.fill("#measure input[name=weight_kg]", kg)
        self.press("#measure form button[type=submit]")

    def gives_the_dose(self, nickname: str) -> None:
        page = self.window.open("/rehab/rounds/")
        self.window.examine()
        row = page.locator("li.due", has_text=nickname).filter(has_text="Мелоксикам")
        row.locator("button.tick").click()
        page.locator("li.due.is-done", has_text="Мелоксикам").filter(has_text=nickname).wait_for()
        self.window.examine()


class Vet(Keeper):
    """Decides about treatment and release."""

    def examines(self, number: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/")
        form = page.locator("form[action$='/examine/']")
        page.locator("details", has=form).last.locator("summary").first.click()
        form.locator("[name=findings]").fill("худой, обезвожен, ран нет")
        with page.expect_navigation():
            form.locator("button[type=submit]").click()
        assert "худой, обезвожен" in page.inner_text("main")
        self.window.examine()

    def admits_the_seal_on_its_way(self, reference: str, *, nickname: str) -> str:
        page = self.window.open("/rehab/")
        self.window.examine()
        with page.expect_navigation():
            page.locator("li", has_text=reference).locator("a[href*='/rehab/intake/']").click()
        self.window.examine()
        room = page.locator("select[name=enclosure] option", has_text="К2").first.get_attribute("value")
        page.select_option("select[name=enclosure]", room)
        page.fill("input[name=weight_kg]", "10,8")
        page.fill("input[name=temp_c]", "36,9")
        page.fill("input[name=nickname]", nickname)
        self.press("main form button.main")
        found = re.search(r"CS-\d\d-\d+", page.url)
        assert found, page.url
        return found[0]

    def prescribes_one_dose(self, number: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/prescribe/")
        page.select_option("select[name=drug]", label="Мелоксикам")
        page.fill("input[name=dose]", "0,1")
        page.select_option("select[name=route]", "PO")
        page.select_option("select[name=frequency]", "ONCE")
        page.fill("input[name=days]", "1")
        self.press("button[name=look]")
        self.press("button[name=save]")

    def ends_treatment_and_quarantine(self, number: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/")
        for action in ("/stop/", "/quarantine/end/"):
            form = page.locator(f"form[action$='{action}']")
            page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            form.locator("input[name=why], textarea[name=why]").first.fill("мазки чистые")
            with page.expect_navigation():
                form.locator("button[type=submit]").first.click()
        with page.expect_navigation():
            page.locator("form[action*='/rehab/tasks/'] button[type=submit]").first.click()
        self.window.examine()

    def signs_every_gate(self, number: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/release/")
        self.window.examine()
        while page.locator("ul.gates li:not(.yes)").count():
            gate = page.locator("ul.gates li:not(.yes)").first
            gate.locator("summary").click()
            gate.locator("input[name=evidence]").fill("осмотр, анализы в порядке")
            with page.expect_navigation():
                gate.locator("button[value=passed]").click()
        self.press("form[action$='/release/prepare/'] button")

    def releases(self, number: str) -> None:
        page = self.window.open(f"/rehab/patients/{number}/release/")
        page.fill("[name=site]", "мыс Песчаный")
        page.select_option("select[name=category]", "releasable")
        page.fill("[name=story]", "Айна вернулась в море.")
        self.press("form[action$='/release/now/'] button[type=submit]")
