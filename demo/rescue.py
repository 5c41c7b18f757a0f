"""One whole rescue as people live it, page by page: told once, used by `make demo` and by the journeys' tests.

Nothing here knows the database: people open pages, fill in the forms those pages show, and read their telephones.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from demo.visitor import Form, Page, PageProblem

TEXTS = Path(__file__).resolve().parent.parent / "templates" / "sms"
RESIDENT_PHONE = "+77025550901"
TEAM_LINK, STATUS_LINK = "/go/", "/s/"
DRUG = "Мелоксикам"


def words_of(template: str, language: str = "kk") -> str:
    """The longest run of plain words of a text message, by which a reader would know it."""
    text = (TEXTS / language / f"{template}.txt").read_text(encoding="utf-8")
    return max(re.split(r"{[{%].*?[%}]}|{link}|\s*\n\s*", text), key=len).strip()


class Browser(Protocol):
    """What a person needs of a browser; Visitor is one, the tests have another."""

    def get(self, path: str) -> Page: ...
    def send(self, page: Page, form: Form, /, **filled) -> Page: ...


class Surroundings(Protocol):
    """The system the people meet, and how time passes in it."""

    password: str

    def browser(self, language: str) -> Browser: ...
    def take_time(self, seconds: float) -> None:
        """A person reads and types so long."""

    def until(self, happens, what: str):
        """Ask again and again until `happens()` gives something; fail with `what` when it takes too long."""


class Telephones:
    """The simulated telephones, read from their page like anybody would."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._browser = around.browser("en")

    def wait_for(self, part: str, *, phone: str = "", but: frozenset[str] = frozenset()) -> tuple[str, str]:
        """The first telephone (of this number) with such a link, or these words: its number, and the link or words.

        Links in `but` are passed over.
        """
        what = f"a text with {part!r} on {phone or 'a telephone'}"
        return self._around.until(lambda: self._look(part, phone, but), what)

    def links(self, part: str) -> frozenset[str]:
        """Every such link that stands on some telephone now."""
        found: set[str] = set()
        while seen := self._look(part, "", frozenset(found)):
            found.add(seen[1])
        return frozenset(found)

    def _look(self, part: str, phone: str, but: frozenset[str]) -> tuple[str, str] | None:
        overview = self._browser.get("/sim/")
        for address, name in overview.links:
            number = "+" + "".join(filter(str.isdigit, name.rpartition("+")[2]))
            if "/sim/" not in address or "+" not in name or phone not in {"", number}:
                continue
            page = self._browser.get(address)
            if links := [link for link, _ in page.links if part in link and link not in but]:
                return number, links[-1]
            if not but and part in page.words:
                return number, page.words
        return None


class Rescue:
    """The people of one rescue. Each method is one sentence of the story; they are told in order."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.telephones = Telephones(around)
        self.resident = around.browser("kk")
        self.team = around.browser("kk")
        self.vet = around.browser("ru")
        self.keeper = around.browser("ru")
        self.team_phone = self.team_link = self.status_link = self.patient = ""

    def story(self) -> list[Callable]:
        """Every sentence, in order."""
        return [
            self.a_resident_opens_the_report_page,
            self.reports_a_seal_in_kazakh,
            self.the_team_is_alerted,
            self.the_resident_gets_an_answer,
            self.the_team_accepts,
            self.the_team_sets_out,
            self.the_resident_hears_that_the_team_comes,
            self.the_team_arrives,
            self.the_team_loads_the_seal,
            self.the_vet_sees_it_coming,
            self.the_vet_admits_it_into_quarantine,
            self.the_resident_hears_that_it_is_in_care,
            self.the_keeper_weighs_it,
            self.the_vet_prescribes,
            self.the_keeper_gives_the_dose_on_the_round,
            self.the_vet_ends_treatment_and_quarantine,
            self.the_vet_signs_every_gate,
            self.the_vet_releases_it,
            self.the_finder_hears_of_the_release,
        ]

    def a_resident_opens_the_report_page(self) -> None:
        self._form_page = self.resident.get("/")
        self._links_before = self.telephones.links(TEAM_LINK)
        self.around.take_time(2.5)  # a form filled in faster than that is looked at by a person first

    def reports_a_seal_in_kazakh(self) -> None:
        page = self._form_page
        page = self.resident.send(
            page,
            page.form(action="/report/"),
            latitude="43.6021",
            longitude="51.2198",
            accuracy="18",
            method="gps",
            place_words="Порттың жанында, жағада жатыр, тірі",
            alive="yes",
            phone="8 702 555 09 01",
        )
        if STATUS_LINK not in page.url:
            raise PageProblem(f"no status page after the report but {page.url}")
        self.status_link = page.url

    def the_team_is_alerted(self) -> str:
        self.team_phone, self.team_link = self.telephones.wait_for(TEAM_LINK, but=self._links_before)
        return self.team_phone

    def the_resident_gets_an_answer(self) -> None:
        self.telephones.wait_for(STATUS_LINK, phone=RESIDENT_PHONE)

    def the_team_accepts(self) -> None:
        page = self.team.get(self.team_link)
        form = page.form(has="eta")
        self._team_page = self.team.send(page, form, verb="accept", eta=form.choices["eta"][0][0])

    def the_team_sets_out(self) -> None:
        page = self._team_page
        self._team_page = self.team.send(page, page.form(has="latitude"), verb="en_route")

    def the_resident_hears_that_the_team_comes(self) -> None:
        self.telephones.wait_for(words_of("enroute"), phone=RESIDENT_PHONE)

    def the_team_arrives(self) -> None:
        page = self._team_page
        self._team_page = self.team.send(page, page.form(has="latitude"), verb="arrive")

    def the_team_loads_the_seal(self) -> None:
        page = self._team_page
        self._team_page = self.team.send(
            page,
            page.form(action="/seal/"),
            code="1",
            signs=["thin"],
            length_cm="84",
            weight_kg="11",
            estimated="on",
            outcome="loaded",
            to_centre="30",
        )

    def the_vet_sees_it_coming(self) -> None:
        self._log_in(self.vet, "daniyar")
        page = self.vet.get("/rehab/")
        self._intake = self.vet.get(page.link("/rehab/intake/", after="0123456789"))

    def the_vet_admits_it_into_quarantine(self) -> str:
        page, form = self._intake, self._intake.form(has="enclosure")
        room = next(value for value, words in form.choices["enclosure"] if value and "К2" in words)
        page = self.vet.send(page, form, enclosure=room, weight_kg="10,8", temp_c="36,9", nickname="Айна", sex="female")
        self.patient = page.url.rstrip("/").rpartition("/")[2]
        return self.patient

    def the_resident_hears_that_it_is_in_care(self) -> None:
        self.telephones.wait_for(words_of("closed_rescued"), phone=RESIDENT_PHONE)

    def the_keeper_weighs_it(self) -> None:
        self._log_in(self.keeper, "zhanna")
        page = self.keeper.get(self._at_patient())
        self.keeper.send(page, page.form(action="/measure/"), weight_kg="11,2")

    def the_vet_prescribes(self) -> None:
        page = self.vet.get(self._at_patient("prescribe/"))
        form = page.form(has="drug")
        drug = next(value for value, words in form.choices["drug"] if DRUG in words)
        order = {"drug": drug, "dose": "0,1", "unit": "mg/kg", "route": "PO", "frequency": "ONCE", "days": "1"}
        page = self.vet.send(page, form, **order)  # "work it out": shows the volume and stores nothing
        self.vet.send(page, page.form(has="drug"), save="1", **order)

    def the_keeper_gives_the_dose_on_the_round(self) -> None:
        page = self.keeper.get("/rehab/rounds/")
        self.keeper.send(page, page.form(action="/rehab/doses/"))

    def the_vet_ends_treatment_and_quarantine(self) -> None:
        page = self.vet.get(self._at_patient())
        page = self.vet.send(page, page.form(action="/stop/"), why="одной дозы достаточно")
        page = self.vet.send(page, page.form(action="/quarantine/end/"), why="мазки чистые")
        self.vet.send(page, page.form(action="/rehab/tasks/"))

    def the_vet_signs_every_gate(self) -> int:
        page = self.vet.get(self._at_patient("release/"))
        gates = [form.action for form in page.forms if "verdict" in form.known]
        for action in gates:
            page = self.vet.send(page, page.form(action=action), verdict="passed", evidence="осмотр")
        self.vet.send(page, page.form(action="/release/prepare/"))
        return len(gates)

    def the_vet_releases_it(self) -> None:
        page = self.vet.get(self._at_patient("release/"))
        form = page.form(action="/release/now/")
        self.vet.send(page, form, site="мыс Песчаный", category="releasable", story="Айна вернулась в море.")

    def the_finder_hears_of_the_release(self) -> None:
        self.telephones.wait_for(words_of("released"), phone=RESIDENT_PHONE)

    def the_page_of(self, nickname: str) -> str:
        """The address of somebody in care, as the vet finds it."""
        self._log_in(self.vet, "daniyar")
        links = self.vet.get("/rehab/").links
        return next(address for address, name in links if nickname in name)

    def _at_patient(self, page: str = "") -> str:
        return f"/rehab/patients/{self.patient}/{page}"

    def _log_in(self, browser: Browser, username: str) -> None:
        page = browser.get("/login/")
        browser.send(page, page.form(has="password"), username=username, password=self.around.password)
