"""Every page of the system and how a person comes to it; a house test compares the list with the URLconf.

An address that is no page, or one only in passing, says so in NOT_PAGES. No line is needed for one that answers
programs (JSON), or that only takes a form (GET is 405): its form stands on a page, and the journeys press its button.
"""

import re
from dataclasses import dataclass

from demo.rescue import Telephones
from demo.running import RunningSystem
from demo.visitor import PageProblem


@dataclass(frozen=True)
class Visit:
    """who opens it ("" a visitor), and where; with `link`, the first link there that looks so is the page."""

    who: str
    path: str
    link: str = ""


TELEPHONES = "a link in a text message"  # instead of a path: the first one on any telephone that still opens

PAGES = {
    "home": Visit("", "/"),
    "report": Visit("", "/report/"),
    "status": Visit("", TELEPHONES, "/s/"),
    "go": Visit("", TELEPHONES, "/go/"),
    "partner": Visit("", TELEPHONES, "/p/"),
    "simulator": Visit("", "/sim/"),
    "simulator_phone": Visit("", "/sim/", r"/sim/\d+/"),
    "login": Visit("", "/login/"),
    "start": Visit("serik", "/start/"),
    "my_assignments": Visit("serik", "/my/"),
    "profile": Visit("yerzhan", "/me/"),
    "own_factor": Visit("yerzhan", "/me/factor/"),
    "board": Visit("aigerim", "/board/"),
    "case": Visit("aigerim", "/board/", r"/board/K-\d\d-\d{4}/"),
    "call_sheet": Visit("aigerim", "/call/"),
    "outbox": Visit("aigerim", "/outbox/?show=all"),
    "teams": Visit("aigerim", "/teams/"),
    "team_add": Visit("aigerim", "/teams/add/"),
    "team": Visit("aigerim", "/teams/", r"/teams/\d+/"),
    "member_add": Visit("aigerim", "/teams/1/member/"),
    "member": Visit("aigerim", "/teams/member/1/"),
    "roster": Visit("aigerim", "/duty/"),
    "shift_add": Visit("aigerim", "/duty/add/"),
    "shift": Visit("aigerim", "/duty/", r"/duty/\w+/\d+/"),
    "rehab": Visit("zhanna", "/rehab/"),
    "rounds": Visit("zhanna", "/rehab/rounds/"),
    "enclosures": Visit("zhanna", "/rehab/enclosures/"),
    "patients": Visit("zhanna", "/rehab/patients/"),
    "intake": Visit("daniyar", "/rehab/intake/"),
    "intake_expected": Visit("daniyar", "/rehab/", r"/rehab/intake/\d+/"),
    "patient": Visit("daniyar", "/rehab/", r"/rehab/patients/CS-\d\d-\d{3}/"),
    "prescribe": Visit("daniyar", "/rehab/patients/CS-26-006/prescribe/"),
    "revise": Visit("daniyar", "/rehab/patients/CS-26-006/", r"/rehab/patients/CS-26-006/prescribe/\d+/"),
    "order_by_phone": Visit("zhanna", "/rehab/patients/CS-26-006/phone-order/"),
    "release": Visit("daniyar", "/rehab/patients/CS-26-004/release/"),
    "end_of_care": Visit("daniyar", "/rehab/patients/CS-26-006/end/"),
    "casefile": Visit("daniyar", "/rehab/patients/CS-26-001/case-file/"),
    "formulary": Visit("daniyar", "/rehab/formulary/"),
    "add_range": Visit("daniyar", "/rehab/formulary/add/"),
    "edit_range": Visit("daniyar", "/rehab/formulary/1/"),
    "add_limit": Visit("daniyar", "/rehab/formulary/limits/add/"),
    "care_settings": Visit("daniyar", "/rehab/formulary/settings/"),
    "add_enclosure": Visit("daniyar", "/rehab/enclosures/add/"),
    "edit_enclosure": Visit("daniyar", "/rehab/enclosures/1/"),
    "people": Visit("saule", "/people/"),
    "person_add": Visit("saule", "/people/add/"),
    "person": Visit("saule", "/people/", r"/people/\d+/"),
    "settings": Visit("saule", "/settings/"),
    "api": Visit("saule", "/api/"),
    "personal": Visit("saule", "/personal/"),
}
# The same address looks otherwise to another person, or with other things on it
MORE_PAGES = {
    "board, closed cases": Visit("aigerim", "/board/?show=closed"),
    "board of a director": Visit("director", "/board/"),
    "board on a map": Visit("aigerim", "/board/?view=map"),
    "a closed case": Visit("aigerim", "/board/?show=closed", r"/board/K-\d\d-\d{4}/"),
    "rehab of a director": Visit("director", "/rehab/"),
    "rounds of one enclosure": Visit("zhanna", "/rehab/rounds/?place=1"),
    "a patient with much behind it": Visit("daniyar", "/rehab/patients/CS-26-006/"),
    "a patient of the past": Visit("daniyar", "/rehab/patients/CS-26-001/"),
}
ALL = {**PAGES, **MORE_PAGES}
NOT_PAGES = {
    "setup": "a page only before the centre is set up: test_first_page_of_a_centre",
    "second_step": "a page only between password and telephone: test_second_step_is_set_up_and_asked_for",
    "second_step_enrol": "the same",
    "edit_limit": "a page only when a limit stands: test_limits_of_a_drug",
    "status_photo": "a picture",
    "go_photo": "a picture",
    "media": "a picture",
    "heard": "what the telephone heard, JSON once a text is there",
}


def find(visit: Visit, address: str, ask) -> str:
    """The path of the page in the running system. ask(who, path) gives a page as demo.visitor reads it.

    Raises PageProblem when nothing leads there.
    """
    if visit.path == TELEPHONES:
        for link in Telephones(RunningSystem(address)).links(visit.link):
            try:
                ask("", link)
            except PageProblem:
                continue
            return link.removeprefix(address)
        raise PageProblem(f"no telephone holds a working {visit.link}")
    if not visit.link:
        return visit.path
    for link, _ in ask(visit.who, visit.path).links:
        if re.match(visit.link, link):
            return link
    raise PageProblem(f"no link {visit.link} at {visit.path}")
