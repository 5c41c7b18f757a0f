"""Many at once, on a database in a file: one team gets it, everybody else hears so, nothing is booked twice."""

import threading

import pytest
from django.db import connection

from dispatch.actions import Said, accept, offer_to
from dispatch.lifecycle import COMMITTED
from dispatch.models import Assignment
from dispatch.sweeps import audit, offer_waiting
from strandings.models import Stranding
from tests.dispatch.conftest import AT, dispatcher, make_team, report, texts

__all__ = ["dispatcher"]


def at_once(acts):
    """Run each in a thread of its own, started together; returns what they returned or raised."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            answers[number] = act()
        except Exception as problem:
            answers[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_twenty_teams_say_yes_at_once_and_one_wins(centre, dispatcher):
    stranding = report().stranding
    crews = [make_team(f"Team {n}", 43.6 + n / 100, 51.2, n, members=1) for n in range(20)]
    offers = [offer_to(stranding, crew, by=dispatcher, at=AT) for crew in crews]
    answers = at_once([lambda offer=offer: accept(offer, eta_min=30, at=AT).said for offer in offers])
    assert sorted(answers) == [Said.TAKEN] * 19 + [Said.YOURS], answers
    assert Assignment.objects.filter(status__in=COMMITTED).count() == 1
    assert Stranding.objects.get().status == "responding"
    assert Assignment.objects.offered().count() == 0
    assert audit(AT) == 0


@pytest.mark.django_db(transaction=True)
def test_one_team_says_yes_to_ten_cases_at_once_and_gets_one(centre, dispatcher):
    crew = make_team("Team", 43.6, 51.2, 1)
    cases = [report(phone=f"+770155502{n:02d}").stranding for n in range(10)]
    offers = [offer_to(case, crew, by=dispatcher, at=AT) for case in cases]
    answers = at_once([lambda offer=offer: accept(offer, eta_min=30, at=AT).said for offer in offers])
    assert sorted(answers) == [Said.BUSY] * 9 + [Said.YOURS], answers
    assert Assignment.objects.committed().count() == 1
    assert audit(AT) == 0


@pytest.mark.django_db(transaction=True)
def test_ten_engines_sweep_at_once_and_each_case_asks_one_team_with_one_text(centre):
    for n in range(1, 7):
        make_team(f"Team {n}", 43.6 + n / 100, 51.2, n, members=1)
    for n in range(5):
        report(phone=f"+770155503{n:02d}")
    answers = at_once([lambda: offer_waiting(AT)] * 10)
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert Assignment.objects.count() == 5
    assert len(texts("offer")) == 5
