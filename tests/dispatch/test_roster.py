"""Teams, members, shifts: typed by a coordinator, with gaps shown, and each change written down."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import DeskShift, User
from dispatch.actions import accept
from dispatch.models import DutyShift, Responder, ResponseTeam, RosterEvent
from tests.dispatch.conftest import AT, make_team


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def staff(client, centre, dispatcher):
    client.force_login(dispatcher)
    client.cookies["language"] = "en"
    return client


TEAM = {
    "name": "Kuryk-1", "base_name": "Kuryk", "latitude": "43.18", "longitude": "51.68", "means": "four_by_four",
    "speed_kmh": "70", "road_factor": "1.3", "mobilisation_day_min": "15", "mobilisation_night_min": "30",
    "range_km": "200", "languages": ["kk", "ru"], "is_active": "on", "has_crate": "2", "has_net_cutters": "1",
}  # fmt: skip


def test_a_team_is_added_with_its_things(staff):
    assert staff.post("/teams/add/", TEAM).status_code == 302
    team = ResponseTeam.objects.get()
    assert {row.kind: row.quantity for row in team.equipment.all()} == {"crate": 2, "net_cutters": 1}
    assert RosterEvent.objects.get().verb == "team_added"
    assert "Kuryk-1" in staff.get("/teams/").content.decode()


@pytest.mark.parametrize(("language", "latitude"), [("ru", "43,18"), ("kk", "43.18"), ("en", "43.18")])
def test_numbers_are_read_as_people_write_them(staff, language, latitude):
    staff.cookies["language"] = language
    staff.post("/teams/add/", {**TEAM, "latitude": latitude})
    assert ResponseTeam.objects.get().latitude == 43.18


def test_things_taken_away_are_gone(staff):
    staff.post("/teams/add/", TEAM)
    team = ResponseTeam.objects.get()
    staff.post(f"/teams/{team.pk}/", {**TEAM, "has_crate": "0", "version": team.version})
    assert [row.kind for row in team.equipment.all()] == ["net_cutters"]


def test_nobody_overwrites_what_he_has_not_seen(staff):
    staff.post("/teams/add/", TEAM)
    team = ResponseTeam.objects.get()
    staff.post(f"/teams/{team.pk}/", {**TEAM, "speed_kmh": "80", "version": team.version})
    late = staff.post(f"/teams/{team.pk}/", {**TEAM, "speed_kmh": "90", "version": team.version})
    assert late.status_code == 409
    assert 'value="90"' in late.content.decode()
    team.refresh_from_db()
    assert team.speed_kmh == 80
    staff.post(f"/teams/{team.pk}/", {**TEAM, "speed_kmh": "90", "version": team.version})
    team.refresh_from_db()
    assert team.speed_kmh == 90


@pytest.mark.parametrize("wrong", [{"latitude": "143"}, {"speed_kmh": "0"}, {"name": ""}, {"has_crate": "-1"}])
def test_nonsense_comes_back_with_what_was_typed(staff, wrong):
    response = staff.post("/teams/add/", {**TEAM, **wrong})
    assert response.status_code == 422
    assert "Kuryk" in response.content.decode()
    assert not ResponseTeam.objects.exists()


def test_a_new_leader_takes_the_place_of_the_old(staff, teams):
    told = {"name": "Dana", "phone": "8 702 123 45 67", "language": "kk", "order": "3", "is_active": "on"}
    staff.post(f"/teams/{teams[0].pk}/member/", {**told, "is_leader": "on"})
    assert [m.name for m in Responder.objects.filter(team=teams[0], is_leader=True)] == ["Dana"]
    assert Responder.objects.get(name="Dana").phone == "+77021234567"


def test_a_number_stands_once_in_a_team(staff, teams):
    phone = teams[0].members.first().phone
    told = {"name": "Twin", "phone": phone, "language": "kk", "order": "3", "is_active": "on"}
    assert staff.post(f"/teams/{teams[0].pk}/member/", told).status_code == 422


def test_shifts_for_a_run_of_days_end_the_next_morning(staff, teams):
    DutyShift.objects.all().delete()
    told = {
        "who": f"team-{teams[0].pk}",
        "first": "2026-11-23",
        "last": "2026-11-25",
        "starts": "20:00",
        "ends": "08:00",
    }
    for _ in range(2):
        assert staff.post("/duty/add/", told).status_code == 302
    shifts = list(DutyShift.objects.order_by("starts_at"))
    assert len(shifts) == 3
    assert shifts[0].starts_at == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert shifts[0].ends_at == datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_the_desk_has_shifts_too(staff, dispatcher):
    told = {"who": f"desk-{dispatcher.pk}", "first": "2026-11-23", "starts": "08:00", "ends": "20:00"}
    staff.post("/duty/add/", told)
    assert DeskShift.objects.get().user == dispatcher
    assert "Aigerim" in staff.get("/duty/?week=2026-11-23").content.decode()


def test_gaps_are_shown(staff, teams):
    DutyShift.objects.all().delete()
    monday = datetime(2026, 11, 22, 19, tzinfo=UTC)  # local midnight
    for day in (0, 1, 2, 4, 5, 6):
        start = monday + timedelta(days=day)
        DutyShift.objects.create(team=teams[0], starts_at=start, ends_at=start + timedelta(hours=24))
    page = staff.get("/duty/?week=2026-11-25").content.decode()
    assert "No team on duty:" in page
    assert "Thu 26, 00:00 to Fri 27, 00:00" in page
    assert f"day=2026-11-26&amp;who=team-{teams[0].pk}" in page


def test_a_shift_is_taken_away_and_a_week_copied(staff, teams):
    DutyShift.objects.all().delete()
    shift = DutyShift.objects.create(team=teams[0], starts_at=AT, ends_at=AT + timedelta(hours=8))
    staff.post("/duty/copy/", {"week": "2026-11-22"})
    staff.post("/duty/copy/", {"week": "2026-11-22"})
    assert DutyShift.objects.filter(starts_at=AT + timedelta(days=7)).count() == 1
    assert staff.get(f"/duty/team/{shift.pk}/").status_code == 200
    staff.post(f"/duty/team/{shift.pk}/")
    assert not DutyShift.objects.filter(pk=shift.pk).exists()
    assert set(RosterEvent.objects.values_list("verb", flat=True)) == {"week_copied", "shift_removed"}


def test_a_team_goes_off_duty_now(staff, teams):
    staff.post(f"/teams/{teams[0].pk}/off/")
    assert teams[0] not in ResponseTeam.objects.on_duty(AT)


@pytest.mark.parametrize("week", ["2026-13-45", "x", "", "0001-01-01"])
def test_a_strange_week_shows_a_week(staff, week):
    assert staff.get("/duty/", {"week": week}).status_code == 200


def test_pages_open_in_each_language_without_a_query_for_each_row(staff, teams, django_assert_max_num_queries):
    for n in range(4, 12):
        make_team(f"Team {n}", 43.6, 51.2, n)
    for language in ("kk", "ru", "en"):
        staff.cookies["language"] = language
        for address in ("/teams/", "/teams/add/", "/duty/", "/duty/add/", f"/teams/{teams[0].pk}/"):
            with django_assert_max_num_queries(16):
                assert staff.get(address).status_code == 200


def test_a_responder_sees_the_cases_of_the_own_team(client, offered, teams):
    user = User.objects.create_user("serik", role="responder", password=None)
    teams[0].members.filter(order=1).update(user=user)
    client.force_login(user)
    client.cookies["language"] = "en"
    page = client.get("/my/").content.decode()
    assert offered.stranding.reference in page
    assert "/go/" in page
    accept(offered, eta_min=30, at=AT)
    assert "Accepted" in client.get("/my/").content.decode()
    teams[0].members.update(user=None)
    assert "Nobody needs your team now" in client.get("/my/").content.decode()
