"""The board: which rows, in which order, what the map and the feed say, and that nothing private leaks."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from dispatch.actions import accept
from dispatch.models import TeamPosition
from dispatch.sweeps import offer_waiting
from messaging.actions import raise_alarm
from messaging.models import SweepLease
from strandings.actions import acknowledge, close, hold
from strandings.models import Stranding
from strandings.words import Channel, Resolution, Sign, State
from tests.dispatch.conftest import AT, CALLER, report

BOARD = "/board/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT + timedelta(minutes=1), tick=False):
        yield


@pytest.fixture
def desk(client, dispatcher):
    client.force_login(dispatcher)
    return client


def told(n=1, **changes):
    return report(AT - timedelta(minutes=n), phone=f"+7701555{n:04d}", **changes).stranding


def references(page):
    return [row.reference for row in page.context["rows"]]


def test_who_waits_on_us_comes_first_and_the_most_urgent_of_them(desk, teams):
    going = report().stranding
    offer_waiting(AT)
    accept(going.assignments.get(), eta_min=40, at=AT)
    dead = told(2, state=State.DEAD, signs=frozenset({Sign.OLD}))
    netted = told(3)
    held = told(4)
    hold(held, until=AT + timedelta(hours=2), because="night", by=User.objects.get(), at=AT)
    assert references(desk.get(BOARD)) == [r.reference for r in (netted, dead, going, held)]


@pytest.mark.parametrize(
    ("filter_", "expected"), [("open", 3), ("live", 2), ("overdue", 1), ("mine", 1), ("closed", 1)]
)
def test_each_filter_holds_its_cases_and_says_how_many(desk, dispatcher, centre, filter_, expected):
    told(1)
    acknowledge(told(2), by=dispatcher, at=AT)
    Stranding.objects.filter(reference=told(1, state=State.DEAD, signs=frozenset()).reference).update(
        next_at=AT - timedelta(hours=1)
    )
    close(told(4), resolution=Resolution.NOT_FOUND, by=dispatcher, at=AT)
    Stranding.objects.exclude(status="closed").filter(state="alive").update(next_at=AT + timedelta(hours=1))
    page = desk.get(BOARD, {"f": filter_})
    assert len(page.context["rows"]) == expected
    chip = next(chip for chip in page.context["chips"] if chip["name"] == filter_)
    assert chip["current"]
    assert chip["count"] in (expected, None)


def test_search_folds_letters_and_finds_numbers_and_places(desk, centre):
    case = told(1, place_name="Көгілдір бұғаз")
    told(2)
    assert references(desk.get(BOARD, {"q": "коглдир"})) == []
    assert references(desk.get(BOARD, {"q": "когилдир БУГАЗ"})) == [case.reference]
    assert references(desk.get(BOARD, {"q": case.reference.lower()})) == [case.reference]
    assert desk.get(BOARD, {"q": "\x00", "f": "nonsense", "page": "9" * 40}).status_code == 200


def test_closed_cases_come_in_pages(desk, dispatcher, centre):
    for n in range(1, 53):
        close(told(n), resolution=Resolution.NOT_FOUND, by=dispatcher, at=AT + timedelta(seconds=n))
    first = desk.get(BOARD, {"f": "closed"})
    assert len(references(first)) == 50
    second = desk.get(BOARD + first.context["next_page"])
    assert len(references(second)) == 2
    assert not second.context["next_page"]


def test_a_row_shows_status_as_shape_and_word_and_its_channels(desk, teams):
    case = report().stranding
    offer_waiting(AT)
    row = desk.get(BOARD, HTTP_ACCEPT_LANGUAGE="en").context["rows"][0]
    assert (row.reference, row.status.shape, row.status.word) == (case.reference, "wait", "Asked: Aktau-1")
    assert (row.title, row.channels, row.age) == ("Alive, in a net", "Web form", "1 min")


def test_age_turns_amber_at_half_of_the_wait_and_red_past_it(desk, centre):
    case = told(1)
    for left, tone in ((timedelta(minutes=10), ""), (timedelta(minutes=2), "soon"), (-timedelta(minutes=1), "late")):
        Stranding.objects.filter(pk=case.pk).update(next_at=timezone.now() + left)
        assert desk.get(BOARD).context["rows"][0].tone == tone


def test_the_list_asks_few_questions_however_long_it_is(desk, teams, django_assert_max_num_queries):
    for n in range(1, 13):
        told(n)
    with django_assert_max_num_queries(26):
        desk.get(BOARD)


def test_the_feed_is_cheap_while_nothing_changed(desk, centre, django_assert_max_num_queries):
    told(1)
    token = desk.get(reverse("board_feed")).json()["token"]
    with django_assert_max_num_queries(9):
        answer = desk.get(reverse("board_feed"), {"since": token})
    assert answer.json() == {"token": token, "changed": False}
    assert len(answer.content) < 120


def test_the_feed_brings_a_new_report(desk, centre):
    token = desk.get(reverse("board_feed")).json()["token"]
    case = told(1)
    news = desk.get(reverse("board_feed"), {"since": token}).json()
    assert news["changed"]
    assert case.reference in news["list"]
    assert [one["reference"] for one in news["unseen"]] == [case.reference]


def test_the_map_holds_a_thousand_cases_in_150_kb_and_is_sent_once(desk, centre):
    case = told(1)
    rows = []
    for n in range(1000):
        copy = Stranding.objects.get(pk=case.pk)
        copy.pk, copy.reference = None, f"K-26-{n + 5000}"
        copy.latitude, copy.longitude, copy.place_name = 43 + n / 1007, 51.2 + n / 3007, f"Пляж у маяка {n % 60}"
        copy.signs = [list(Sign)[n % 20].value, list(Sign)[n % 13].value]
        rows.append(copy)
    Stranding.objects.bulk_create(rows)
    answer = desk.get(reverse("board_cases"))
    cases, _ = answer.json()["features"]
    assert len(cases["geometry"]["coordinates"]) == len(cases["properties"]["cases"]) == 1001
    assert len(answer.content) <= 150_000
    assert desk.get(reverse("board_cases"), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    told(2)
    assert desk.get(reverse("board_cases"), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 200


def test_a_compressed_map_is_not_sent_twice_either(desk, teams):
    for n in range(1, 9):
        told(n)
    first = desk.get(reverse("board_cases"), HTTP_ACCEPT_ENCODING="gzip")
    assert first["ETag"].startswith("W/")
    again = desk.get(reverse("board_cases"), HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_the_map_follows_the_filter_and_shows_the_teams(desk, teams):
    seen = told(1)
    told(2, state=State.DEAD, signs=frozenset())
    told(3, latitude=None, longitude=None)
    whole = desk.get(reverse("board_cases"), {"f": "live"}, HTTP_ACCEPT_LANGUAGE="en").json()
    cases, crews = whole["features"]
    assert crews["properties"]["teams"] == [team.name for team in teams]
    assert crews["geometry"]["coordinates"] == [[team.longitude, team.latitude] for team in teams]
    ((reference, priority, title, status, place),) = cases["properties"]["cases"]
    assert (reference, priority, cases["geometry"]["coordinates"]) == (seen.reference, 1, [[51.201, 43.612]])
    assert (whole["words"][title], whole["statuses"][status]) == ("Alive, in a net", ["wait", "Waiting for a team"])
    assert whole["words"][place] == "Тёплый пляж"


def test_the_map_and_the_feed_ask_as_few_questions_for_forty_cases_as_for_four(desk, teams):
    def asked(address):
        with CaptureQueriesContext(connection) as questions:
            assert desk.get(address).status_code == 200
        return len(questions)

    addresses = [BOARD, reverse("board_cases"), reverse("board_feed")]
    for n in range(1, 5):
        told(n)
    offer_waiting(AT)
    desk.get(BOARD)  # the year's figures are counted once a minute
    few = [asked(address) for address in addresses]
    for n in range(5, 41):
        told(n)
    offer_waiting(AT)
    assert [asked(address) for address in addresses] == few


def test_a_team_stands_on_the_map_where_it_was_last_seen(desk, teams):
    first = teams[0]
    TeamPosition.objects.create(team=first, latitude=44.25, longitude=50.75, seen_at=AT)
    _, crews = desk.get(reverse("board_cases")).json()["features"]
    places = dict(zip(crews["properties"]["teams"], crews["geometry"]["coordinates"], strict=True))
    assert places[first.name] == [50.75, 44.25]
    assert places[teams[1].name] == [teams[1].longitude, teams[1].latitude]


def test_no_number_and_no_name_stands_on_the_board(desk, teams):
    case = report().stranding
    offer_waiting(AT)
    pages = [desk.get(url) for url in (BOARD, f"/board/{case.reference}/", "/board/feed", "/board/cases.geojson")]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert CALLER not in text
        assert CALLER[-7:] not in text.replace(" ", "")
        assert "Нурлан" not in text


@pytest.mark.parametrize("role", ["responder", "keeper"])
def test_people_without_the_permission_are_refused(client, centre, role):
    client.force_login(User.objects.create_user("x", role=role))
    for name in ("board", "board_feed", "board_cases"):
        assert client.get(reverse(name)).status_code == 403


def test_alarms_stand_over_the_board_until_somebody_takes_them(desk, centre):
    case = told(1)
    raise_alarm(key="x", template="alarm_sender_stopped", context={}, about=case.about, at=AT)
    page = desk.get(BOARD, HTTP_ACCEPT_LANGUAGE="en")
    (alarm,) = page.context["alarms"]
    assert alarm["reference"] == case.reference
    assert "phone company" in alarm["words"]
    desk.post(reverse("board_alarm", args=[alarm["pk"]]))
    assert desk.get(BOARD).context["alarms"] == []


def test_the_year_counts_what_it_says(desk, dispatcher, centre):
    told(1)
    told(2, state=State.DEAD, signs=frozenset(), channel=Channel.SMS)
    close(told(3), resolution=Resolution.NOT_A_SEAL, by=dispatcher, at=AT)
    year = desk.get(BOARD).context["year"]
    assert (year.reports, year.live, year.dead, year.minutes_to_scene) == (3, 1, 1, None)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_board_speaks_three_languages(desk, teams, language):
    case = report().stranding
    page = desk.get(f"/board/{case.reference}/?lang={language}")
    assert f'<html lang="{language}">' in page.content.decode()


def test_a_standing_engine_is_told_on_top(desk, centre):
    SweepLease.objects.create(name="x", held_until=AT, last_ran_at=AT - timedelta(minutes=3))
    assert "stood still for 4 min" in desk.get(BOARD, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    SweepLease.objects.update(last_ran_at=AT + timedelta(seconds=50))
    assert "stood still" not in desk.get(BOARD, HTTP_ACCEPT_LANGUAGE="en").content.decode()
