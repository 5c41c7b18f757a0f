"""Every button of the case page moves what it says; conflicts keep what was typed; a number shows only after a tap."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from messaging.models import OutgoingMessage
from strandings.actions import set_priority
from strandings.models import Partner, Stranding
from strandings.words import Sign, State
from tests.dispatch.conftest import AT, CALLER, report

NOW = AT + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, dispatcher):
    client.force_login(dispatcher)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def dead(teams):
    """A NEW case that waits for a person."""
    return report(state=State.DEAD, signs=frozenset({Sign.OLD})).stranding


def do(client, case, verb, **typed):
    case.refresh_from_db()
    typed = {"version": case.version, **typed}
    answer = client.post(reverse("case_act", args=[case.reference, verb]), typed)
    case.refresh_from_db()
    return answer


def ahead(**delta):
    return timezone.localtime(NOW + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M")


def undo(client, case):
    """Press what the toast offers."""
    toast = client.get(f"/board/{case.reference}/").context["undo"]
    answer = client.post(reverse("case_act", args=[toast["reference"], toast["verb"]]), toast["fields"])
    case.refresh_from_db()
    return answer


def test_the_page_of_a_case_shows_everything_in_one_place(desk, dead):
    page = desk.get(f"/board/{dead.reference}/")
    assert page.status_code == 200
    assert page.context["head"].reasons
    assert page.context["voices"]
    assert page.context["timeline"]
    assert [one["name"] for one in page.context["able"]] == ["Aktau-1", "Aktau-2", "Bautino-1"]
    assert desk.get(f"/board/{dead.reference.lower()}/").status_code == 302
    assert desk.get("/board/K-26-9999/").status_code == 404
    part = desk.get(f"/board/{dead.reference}/", headers={"X-Part": "case"}).content.decode()
    assert "<html" not in part
    assert dead.reference in part


def test_acknowledge_and_ask_for_a_team(desk, dead, dispatcher):
    do(desk, dead, "acknowledge")
    assert dead.acknowledged_by == dispatcher
    do(desk, dead, "team")
    assert dead.status == "awaiting_team"


def test_send_a_team_record_its_yes_and_call_it_off(desk, stranding, teams):
    do(desk, stranding, "send", team=teams[1].pk)
    offer = stranding.assignments.get()
    assert (offer.team, offer.status, offer.mode) == (teams[1], "offered", "chosen")
    do(desk, stranding, "said-yes", assignment=offer.pk)
    assert stranding.status == "responding"
    assert "Aktau-2" in desk.get(f"/board/{stranding.reference}/").content.decode()
    do(desk, stranding, "withdraw", assignment=offer.pk)
    assert stranding.status == "awaiting_team"
    assert do(desk, stranding, "withdraw", assignment=offer.pk).status_code == 409


def test_sending_is_undone_from_the_toast(desk, dead, teams):
    do(desk, dead, "send", team=teams[0].pk)
    undo(desk, dead)
    assert dead.assignments.get().status == "withdrawn"


def test_close_and_undo(desk, dead):
    do(desk, dead, "close", resolution="not_found", note="walked twice")
    assert (dead.status, dead.resolution) == ("closed", "not_found")
    undo(desk, dead)
    assert dead.status == "new"


def test_reopen_says_where_to(desk, dead):
    do(desk, dead, "close", resolution="not_found")
    do(desk, dead, "reopen", to="awaiting_team", why="called again")
    assert dead.status == "awaiting_team"


def test_hold_and_go_on(desk, dead):
    do(desk, dead, "hold", until=ahead(hours=3), because="storm")
    assert dead.held_because == "storm"
    do(desk, dead, "release")
    assert dead.held_until is None
    late = do(desk, dead, "hold", until=ahead(hours=-3), because="storm")
    assert late.status_code == 422
    assert dead.held_until is None


def test_watch_names_a_person_and_a_time(desk, dead, dispatcher):
    do(desk, dead, "watch", watcher=dispatcher.pk, next_look_at=ahead(hours=5), why="resting")
    assert (dead.status, dead.watcher) == ("watching", dispatcher)
    undo(desk, dead)
    assert dead.status == "new"


def test_refer_with_a_deadline_and_write_down_the_answer(desk, dead):
    partner = Partner.objects.create(name="Inspection")
    do(desk, dead, "refer", partner=partner.pk, answer_by=ahead(hours=24), passed_on=["place", "count"])
    assert dead.status == "with_partner"
    page = desk.get(f"/board/{dead.reference}/").content.decode()
    assert "Inspection" in page
    referral = dead.referrals.get()
    do(desk, dead, "partner-answer", referral=referral.pk, to="done", disposition="carcass_removed", act_number="7")
    assert (dead.status, dead.resolution) == ("closed", "done_by_partner")


def test_a_referral_is_taken_back_from_the_toast(desk, dead):
    partner = Partner.objects.create(name="Inspection")
    do(desk, dead, "refer", partner=partner.pk, answer_by=ahead(hours=24), passed_on=["place"])
    undo(desk, dead)
    assert dead.status == "new"


def test_priority_is_a_persons_word_with_a_reason(desk, dead, dispatcher):
    assert do(desk, dead, "priority", priority=1).status_code == 422
    do(desk, dead, "priority", priority=1, why="children touch it")
    assert (dead.priority, dead.priority_set_by) == (1, dispatcher)
    undo(desk, dead)
    assert dead.priority != 1


@pytest.mark.parametrize(
    ("where", "latitude"), [("43.65, 51.16", 43.65), ("https://yandex.kz/maps/?ll=51.20%2C43.70", 43.70)]
)
def test_the_place_is_set_from_coordinates_or_a_link(desk, dead, where, latitude):
    do(desk, dead, "place", where=where)
    assert dead.latitude == pytest.approx(latitude)


def test_the_place_is_set_by_its_name(desk, dead):
    do(desk, dead, "place", where="Баутино")
    assert dead.latitude == pytest.approx(44.5, abs=0.2)
    assert dead.place_method == "place_name"


def test_an_unknown_place_comes_back_with_what_was_typed(desk, dead):
    was = dead.latitude
    answer = do(desk, dead, "place", where="somewhere over there")
    assert answer.status_code == 422
    assert "somewhere over there" in answer.content.decode()
    assert dead.latitude == was


def test_a_note_stands_on_the_timeline(desk, dead):
    do(desk, dead, "note", words="the caller is a fisherman")
    assert "the caller is a fisherman" in desk.get(f"/board/{dead.reference}/").content.decode()


def test_merge_with_a_number_and_separate_again(desk, dead):
    other = report(AT, phone="+77015550202", state=State.DEAD, signs=frozenset({Sign.OLD})).stranding
    page = desk.get(f"/board/{dead.reference}/")
    assert [one["reference"] for one in page.context["near"]] == [other.reference]
    do(desk, dead, "merge", reference=other.reference.lower())
    assert dead.merged_into == other
    assert dead.reference in desk.get(f"/board/{other.reference}/").content.decode()
    undo(desk, dead)
    assert dead.status == "new"
    assert dead.reports.count() == 1


def test_a_case_cannot_join_itself_or_nothing(desk, dead):
    assert do(desk, dead, "merge", reference=dead.reference).status_code == 422
    assert do(desk, dead, "merge", reference="K-26-9999").status_code == 422


def test_a_text_to_the_reporter_goes_once_for_one_form(desk, dead):
    typed = {"report": dead.reports.get().pk, "key": uuid4().hex, "words": "Спасибо, едем."}
    do(desk, dead, "write", **typed)
    do(desk, dead, "write", **typed)
    (message,) = OutgoingMessage.objects.filter(template="from_dispatcher")
    assert "Спасибо, едем." in message.body
    assert "Спасибо, едем." in desk.get(f"/board/{dead.reference}/").content.decode()


def test_the_outcome_of_a_simple_case_closes_it(desk, dead):
    do(desk, dead, "outcome", outcome="carcass_removed", note="the inspector called")
    assert dead.status == "closed"
    assert dead.animals.get().outcome == "carcass_removed"


def test_a_conflict_shows_both_and_keeps_the_typed(desk, dead, dispatcher):
    seen = dead.version
    other = User.objects.create_user("other", full_name="Marat", role="dispatcher")
    set_priority(dead, priority=2, why="fresh", by=other, at=NOW)
    answer = do(desk, dead, "close", version=seen, resolution="answered", note="my own words")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert dead.status == "new"
    assert "Marat" in text
    assert "my own words" in text
    again = answer.context["bound"]["version"].value()
    do(desk, dead, "close", version=again, resolution="answered", note="my own words")
    assert dead.status == "closed"


def test_what_the_life_cycle_forbids_is_said_in_words(desk, dead):
    do(desk, dead, "close", resolution="answered")
    answer = do(desk, dead, "team")
    answer = do(desk, dead, "team")
    assert answer.status_code == 409
    assert "not possible any more" in answer.content.decode()


def test_the_number_shows_only_after_a_tap_that_is_written_down(desk, dead):
    page = desk.get(f"/board/{dead.reference}/").content.decode()
    assert CALLER not in page
    assert "Нурлан" not in page
    shown = desk.post(reverse("case_number", args=[dead.reference, dead.reports.get().pk]))
    assert CALLER in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert dead.timeline.filter(verb="number_seen").count() == 1


def test_who_only_reads_sees_no_buttons_and_moves_nothing(client, dead):
    client.force_login(User.objects.create_user("boss", role="director"))
    page = client.get(f"/board/{dead.reference}/")
    assert page.status_code == 200
    assert "/do/" not in page.content.decode()
    assert "/number/" not in page.content.decode()
    assert client.post(reverse("case_act", args=[dead.reference, "close"])).status_code == 403
    assert client.post(reverse("case_number", args=[dead.reference, dead.reports.get().pk])).status_code == 403


def test_a_get_changes_nothing_and_an_unknown_verb_is_not_there(desk, dead):
    assert desk.get(reverse("case_act", args=[dead.reference, "close"])).status_code == 405
    assert desk.post(reverse("case_act", args=[dead.reference, "nonsense"])).status_code == 404
    assert desk.post(reverse("case_act", args=["K-26-9999", "close"])).status_code == 404
    assert Stranding.objects.get().status == "new"


def test_photos_of_the_dead_are_covered(desk, dead):
    media = dead.reports.get().media.create(kind="photo", file="media/x.jpg", sha256="0" * 64, received_at=AT)
    page = desk.get(f"/board/{dead.reference}/").content.decode()
    assert "A photo of a dead animal: show" in page
    assert media.pk
