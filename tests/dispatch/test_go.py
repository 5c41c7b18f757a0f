"""The team's page: opened by its link, shows what a team may know, acts on POST, says the same to every wrong link."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts import links
from dispatch.actions import accept, withdraw
from dispatch.lifecycle import AssignmentStatus as S
from strandings.actions import close
from strandings.words import Resolution
from tests.dispatch.conftest import AT, CALLER, HOTLINE, later, let_pass


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(later(seconds=20), tick=False)


@pytest.fixture
def url(offered):
    return f"/go/{links.token(offered.link)}/"


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client


def state(assignment):
    assignment.refresh_from_db()
    return assignment.status


def test_the_offer_says_what_is_known_and_nothing_of_the_caller(english, url):
    page = english.get(url).content.decode()
    assert "43.61200,51.20100" in page
    assert "seal in a net" in page
    assert "answer by 14:03" in page
    assert CALLER not in page
    assert "Нурлан" not in page


def test_looking_changes_nothing(english, url, offered):
    english.get(url)
    english.head(url)
    assert state(offered) == S.OFFERED


def test_the_page_speaks_the_language_of_the_alert_until_another_is_chosen(client, url, offered):
    offered.team.members.update(language="kk")
    assert 'lang="kk"' in client.get(url).content.decode()
    assert 'lang="en"' in client.get(f"{url}?lang=en").content.decode()


def test_we_go(english, url, offered):
    response = english.post(url, {"verb": "accept", "eta": "45", "field_uuid": str(uuid4())})
    assert response.status_code == 302
    assert state(offered) == S.ACCEPTED
    assert offered.eta_at == later(seconds=20) + timedelta(minutes=45)
    assert "We are on our way" in english.get(url).content.decode()


def test_we_cannot(english, url, offered):
    english.post(url, {"verb": "decline", "reason": "unsafe"})
    assert state(offered) == S.DECLINED
    assert offered.unsafe
    assert "You can still go" in english.get(url).content.decode()


def test_the_whole_way_to_the_centre(english, url, offered):
    for verb in ("accept", "en_route", "arrive"):
        assert english.post(url, {"verb": verb, "eta": "30"}).status_code == 302
    assert state(offered) == S.ON_SCENE
    told = {
        "code": "1",
        "signs": ["net", "wound"],
        "length_cm": "87.5",
        "weight_kg": "18",
        "estimated": "on",
        "sex": "female",
        "age_class": "sivar_weaned",
        "outcome": "loaded",
        "to_centre": "60",
        "field_uuid": str(uuid4()),
    }
    for _ in range(2):
        assert english.post(f"{url}seal/", told).status_code == 302
    seal = offered.stranding.animals.get()
    assert (seal.sex, seal.weight_kg, seal.weight_is_estimate, seal.outcome) == ("female", 18, True, "loaded")
    assert seal.expected_at == later(seconds=20) + timedelta(minutes=60)
    assert state(offered) == S.TRANSPORTING
    assert "The centre knows" in english.get(url).content.decode()


def test_impossible_numbers_come_back_with_what_was_typed(english, url, offered):
    accept(offered, eta_min=30, at=AT)
    response = english.post(f"{url}seal/", {"weight_kg": "900", "findings": "thin, coughing"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "thin, coughing" in page
    assert 'value="900"' in page


def test_the_same_tap_twice_is_once(english, url, offered):
    tap = {"verb": "help", "field_uuid": str(uuid4())}
    accept(offered, eta_min=30, at=AT)
    for _ in range(2):
        english.post(url, tap)
    assert offered.check_ins.count() == 1


def test_the_time_of_the_tap_is_kept_when_it_arrives_late(english, url, offered):
    accept(offered, eta_min=30, at=AT)
    english.post(url, {"verb": "arrive", "happened_at": later(seconds=5).isoformat()})
    assert state(offered) == S.ON_SCENE
    assert offered.on_scene_at == later(seconds=5)


def test_a_clock_that_is_plainly_wrong_is_not_believed(english, url, offered):
    accept(offered, eta_min=30, at=AT)
    english.post(url, {"verb": "arrive", "happened_at": later(days=30).isoformat()})
    state(offered)
    assert offered.on_scene_at == later(seconds=20)


def test_the_callers_number_is_shown_to_a_team_that_goes_and_the_look_is_written_down(english, url, offered):
    assert CALLER not in english.post(url, {"verb": "number"}).content.decode()
    accept(offered, eta_min=30, at=AT)
    assert CALLER in english.post(url, {"verb": "number"}).content.decode()
    assert CALLER not in english.get(url).content.decode()
    assert offered.stranding.timeline.filter(verb="number_seen").count() == 1


def test_a_team_that_is_out_sees_nothing_of_the_case_any_more(english, url, offered, dispatcher):
    accept(offered, eta_min=30, at=AT)
    withdraw(offered, by=dispatcher, at=AT)
    page = english.get(url).content.decode()
    assert "43.61200" not in page
    assert "called off" in page


def test_an_old_link_leads_to_the_newer_offer(english, url, offered):
    for minutes in (3, 6, 9):
        called = let_pass(offered.stranding, later(minutes=minutes))
    english.post(url, {"verb": "accept", "eta": "30"})
    assert state(called[0]) == S.ACCEPTED


def test_unknown_forged_and_expired_links_look_the_same(english, url, offered, dispatcher, time_machine):
    close(offered.stranding, resolution=Resolution.FALSE_REPORT, by=dispatcher, at=AT)
    time_machine.move_to(later(days=2), tick=False)
    pages = []
    for address in (url, "/go/1.x/", "/go/ffffff.abc/"):
        answer = english.get(address)
        assert answer.status_code == 404
        pages.append(answer.content.replace(address.encode(), b""))
    assert len(set(pages)) == 1
    assert HOTLINE in pages[0].decode()
    assert english.post(url, {"verb": "accept"}).status_code == 404


def test_nonsense_is_answered_with_the_page(english, url):
    assert english.post(url, {"verb": "explode"}).status_code == 422
    assert english.post(url, {"verb": "accept", "eta": "7"}).status_code == 422
    assert english.post(f"{url}seal/", {"number": "x"}).status_code == 422


def test_every_view_of_the_page_opens_in_each_language(client, url, offered):
    for language in ("kk", "ru", "en"):
        client.cookies["language"] = language
        assert client.get(url).status_code == 200
    accept(offered, eta_min=30, at=AT)
    for language in ("kk", "ru", "en"):
        client.cookies["language"] = language
        assert client.get(url).status_code == 200


def test_where_a_tap_came_from_is_the_teams_last_known_place(english, url, offered):
    accept(offered, eta_min=30, at=AT)
    english.post(url, {"verb": "en_route", "latitude": "43.60", "longitude": "51.19"})
    assert (offered.team.position.latitude, offered.team.position.longitude) == (43.60, 51.19)


def test_a_case_of_several_seals_asks_for_the_next_one(english, url, offered):
    type(offered.stranding).objects.update(count_from=2, count_to=3)
    accept(offered, eta_min=30, at=AT)
    page = english.get(url).content.decode()
    assert 'name="more_seals" checked' in page
    english.post(f"{url}seal/", {"outcome": "left_in_peace", "more_seals": "on"})
    page = english.get(url).content.decode()
    assert "Seal 2" in page
    assert 'name="more_seals" checked' not in page
    english.post(f"{url}seal/", {"outcome": "left_in_peace", "number": "2"})
    assert state(offered) == S.DONE
