"""One seal from a resident's report to the sea, through the pages alone: six people, each before a window of their own.

A small system without a history, so that the nearest team is free and the text to it is the only one.
"""

import pytest

from demo.rescue import Telephones
from demo.running import RunningSystem
from demo.system import own_system
from tests.browser.conftest import logged_in
from tests.browser.people import Dispatcher, Keeper, Resident, Team, Vet
from tests.browser.screens import new_window

TEAM = "/go/"
NEAR_THE_PORT = {"latitude": 43.6021, "longitude": 51.2198, "accuracy": 18}


@pytest.fixture(scope="module")
def quiet_centre():
    """A centre with its people, teams and rooms, and not one case yet."""
    with own_system(small=True) as running:
        yield running.address


@pytest.fixture
def window(chromium, quiet_centre, windows):
    """A window before that centre: window(width=320, language="kk", theme="dark", who="zhanna", scripts=True)."""
    logins = {}

    def new(*, width, language, theme="light", who="", scripts=True, **options):
        if who:
            options["storage_state"] = logged_in(chromium, quiet_centre, who, logins)
        opened = new_window(
            chromium, quiet_centre, width=width, language=language, theme=theme, scripts=scripts, **options
        )
        windows.append(opened)
        return opened

    return new


@pytest.fixture
def telephones(quiet_centre):
    """What the simulated telephones received."""
    return Telephones(RunningSystem(quiet_centre))


def test_one_seal_from_the_report_to_the_sea(window, telephones):
    resident = Resident(window(width=320, language="kk", geolocation=NEAR_THE_PORT, permissions=["geolocation"]))
    resident.opens_the_report_page()
    resident.tells_where_by_satellite()
    reference = resident.reports_a_living_seal()
    resident.adds_that_it_is_thin()

    dispatcher = Dispatcher(window(width=1366, language="ru", who="aigerim"))
    dispatcher.sees_it_on_the_board(reference)
    dispatcher.takes_the_case(reference)

    _, link = telephones.wait_for(TEAM)
    team = Team(window(width=320, language="kk", theme="dark"))
    team.opens_the_link_of_the_message(link)
    team.accepts()
    team.sets_out()
    dispatcher.sees_the_sign(reference, "go")
    team.arrives()
    dispatcher.sees_the_sign(reference, "here")
    team.loads_the_seal()
    dispatcher.sees_the_sign(reference, "carry")

    vet = Vet(window(width=768, language="ru", theme="dark", who="daniyar"))
    number = vet.admits_the_seal_on_its_way(reference, nickname="Айна")
    vet.examines(number)
    vet.prescribes_one_dose(number)

    keeper = Keeper(window(width=320, language="kk", who="zhanna"))
    keeper.gives_the_dose("Айна")
    keeper.weighs(number, "11,2")

    vet.ends_treatment_and_quarantine(number)
    vet.signs_every_gate(number)
    vet.releases(number)

    resident.reads("теңізге қайтты")
    dispatcher.sees_the_sign(reference, "done")


def test_a_team_that_finds_it_unsafe_declines_and_the_next_is_asked(window, telephones):
    without_scripts = Resident(window(width=320, language="kk", scripts=False))
    without_scripts.opens_the_report_page()
    reference = without_scripts.reports_a_living_seal(phone="8 702 555 09 03")
    before = telephones.links(TEAM)
    dispatcher = Dispatcher(window(width=1366, language="en", theme="dark", who="aigerim"))
    dispatcher.sees_it_on_the_board(reference)
    dispatcher.takes_the_case(reference)
    dispatcher.writes_the_place(reference, "43.6021, 51.2198")
    dispatcher.sends_the_first_team(reference)
    _, link = telephones.wait_for(TEAM, but=before)
    team = Team(window(width=320, language="ru", scripts=False))
    team.opens_the_link_of_the_message(link)
    known = telephones.links(TEAM)
    team.declines_as_unsafe()
    telephones.wait_for(TEAM, but=known)
