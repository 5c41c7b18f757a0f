"""The board in a real browser: live, by keyboard, on a phone, with and without its feed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import CentreSetting, User
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from strandings.actions import receive_report
from strandings.models import Stranding
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, Sign, State
from tests.browser.screens import NO_NETWORK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAMS = [("Aktau-1", 43.65, 51.16), ("Bautino-1", 44.54, 50.28)]


@pytest.fixture(autouse=True)
def _centre(transactional_db, settings):
    settings.AUTO_DISPATCH = "off"
    CentreSetting.objects.create(pk=1, name_en="Seal centre", name_ru="Центр тюленя", hotline="+77751011122")
    now = timezone.now()
    for n, (name, latitude, longitude) in enumerate(TEAMS):
        team = ResponseTeam.objects.create(name=name, base_name=name, latitude=latitude, longitude=longitude)
        Equipment.objects.create(team=team, kind="net_cutters")
        Responder.objects.create(team=team, name="R", phone=f"+7702000000{n}", is_leader=True)
        DutyShift.objects.create(team=team, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=9))


def told(latitude=43.61, longitude=51.2, **changes) -> Stranding:
    facts = {"state": State.ALIVE, "signs": frozenset({Sign.NET}), "place_name": "Пляж", "words": "Тюлень в сети"}
    where = {"latitude": latitude, "longitude": longitude, "accuracy_m": 20, "place_method": PlaceMethod.GPS}
    phone = f"+7701555{Stranding.objects.count():04d}"
    all_facts = {"channel": Channel.WEB, "phone": phone, **facts, **where, **changes}
    return receive_report(told=Told(**all_facts), at=timezone.now()).stranding


@pytest.fixture
def desk(visit):
    """Opens a page of the board as a dispatcher."""

    def open_page(path="/board/", **options):
        page = visit("/login/", **options)
        client = Client()
        client.force_login(
            User.objects.filter(username="d").first() or User.objects.create_user("d", role="dispatcher")
        )
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        host = page.url.split("/")[2].split(":")[0]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}])
        page.trouble.clear()
        page.goto(path)
        return page

    return open_page


def ready(page):
    page.wait_for_selector("#board[data-live]", timeout=10_000)
    page.wait_for_selector("#board-map[data-ready]", state="attached", timeout=10_000)


def test_a_new_report_shows_by_itself_and_is_announced(desk):
    page = desk(width=1366, lang="en")
    ready(page)
    assert page.locator(".empty").count() == 2
    case = told()
    page.wait_for_selector(f"#row-{case.reference}", timeout=7000)
    assert page.title().startswith("(1) ")
    assert case.reference in page.inner_text("#board-news")
    page.wait_for_selector(f'#board-map [data-pin="{case.reference}"]')
    assert page.trouble == []


def test_acknowledge_and_send_with_four_keys(desk):
    case = told()
    page = desk(width=1366)
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(f'[data-case="{case.reference}"]')
    page.keyboard.press("a")
    page.wait_for_selector("#board-case [data-case]:not(:has([data-key=a]))")
    ready(page)
    page.keyboard.press("1")
    page.wait_for_selector("#board-toast")
    case.refresh_from_db()
    assert case.acknowledged_by.username == "d"
    assert case.assignments.get().team.name == "Aktau-1"
    ready(page)
    page.keyboard.press("u")
    page.wait_for_selector("#board-toast", state="detached")
    assert case.assignments.get().status == "withdrawn"
    assert page.trouble == []


def test_keys_sleep_in_inputs_and_can_be_switched_off(desk):
    told()
    page = desk(width=1366)
    ready(page)
    page.keyboard.press("/")
    page.keyboard.type("ajk1")
    assert page.input_value("#find") == "ajk1"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.check("#board-keys-off")
    page.click("#board-keys [data-close]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "case"


def test_an_act_keeps_the_page_its_scroll_and_the_map(desk):
    case = told()
    page = desk(f"/board/{case.reference}/", width=1366)
    ready(page)
    page.evaluate("window.isTheSamePage = true; document.getElementById('board-case').scrollTop = 120")
    kept = page.evaluate("document.getElementById('board-case').scrollTop")
    page.click("#board-case form[action$='/do/acknowledge/'] button")
    page.wait_for_selector(".told")
    page.wait_for_selector("#board-case [data-case]:not(:has([data-key=a]))")
    assert page.evaluate("window.isTheSamePage")
    assert page.evaluate("document.getElementById('board-case').scrollTop") == kept > 0
    assert page.get_attribute(f"#row-{case.reference}", "aria-current") == "true"


def test_an_act_without_a_connection_says_so_and_keeps_what_was_typed(desk):
    case = told()
    page = desk(f"/board/{case.reference}/", width=1366)
    ready(page)
    page.forgive(NO_NETWORK)
    page.fill("#write-words", "Едем к вам")
    page.context.set_offline(True)
    page.click("#board-case form[action$='/do/acknowledge/'] button")
    page.wait_for_selector("#board-silent:not([hidden])")
    assert page.input_value("#write-words") == "Едем к вам"
    page.context.set_offline(False)
    page.click("#board-case form[action$='/do/acknowledge/'] button")
    page.wait_for_selector("#board-case [data-case]:not(:has([data-key=a]))")


def test_a_mistake_comes_back_into_its_form(desk):
    case = told()
    page = desk(f"/board/{case.reference}/", width=1366)
    ready(page)
    page.forgive("422")
    page.click("#do-place > summary")
    page.fill("#do-place [name=where]", "нигде и никак")
    page.click("#do-place form button[type=submit]")
    page.wait_for_selector("#board-case .errors:focus")
    assert page.input_value("#do-place [name=where]") == "нигде и никак"
    page.window.examine()


def test_filters_stand_in_the_address_and_back_works(desk):
    alive = told()
    dead = told(44.5, 50.3, state=State.DEAD, signs=frozenset())
    page = desk(width=1366)
    ready(page)
    page.click("[data-filter=live]")
    page.wait_for_url("**f=live")
    ready(page)
    assert page.locator(".case").count() == 1
    page.wait_for_selector(f'[data-pin="{alive.reference}"]')
    assert page.locator(f'[data-pin="{dead.reference}"]').count() == 0
    page.click(".case")
    page.wait_for_url(f"**/{alive.reference}/?f=live")
    page.go_back()
    page.wait_for_url("**/board/?f=live")
    page.go_back()
    page.wait_for_selector(f"#row-{dead.reference}")


def test_the_keyboard_reaches_a_markers_card(desk):
    case = told()
    page = desk(width=1366)
    ready(page)
    page.focus(f'[data-pin="{case.reference}"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".leaflet-popup a[data-reference]")
    assert page.evaluate("document.activeElement.dataset.reference") == case.reference
    page.keyboard.press("Enter")
    page.wait_for_selector(f'[data-case="{case.reference}"]')
    assert page.trouble == []


def test_a_cut_feed_is_told_in_red_and_heals_alone(desk):
    page = desk(width=1366)
    ready(page)
    page.clock.install()
    page.forgive(NO_NETWORK)
    page.context.set_offline(True)
    page.clock.fast_forward(40_000)
    page.wait_for_selector("#board-silent:not([hidden])", timeout=8000)
    page.context.set_offline(False)
    page.clock.run_for(20_000)
    page.wait_for_selector("#board-silent", state="hidden", timeout=15_000)


def test_what_is_being_written_survives_news(desk):
    case = told()
    page = desk(f"/board/{case.reference}/", width=1366)
    ready(page)
    page.fill("#write-words", "Едем к вам")
    other = told(44.5, 50.3)
    page.wait_for_selector(f"#row-{other.reference}", timeout=7000)
    assert page.input_value("#write-words") == "Едем к вам"
    assert "1" in page.inner_text("#write-parts")


def test_the_number_opens_with_one_tap(desk):
    case = told()
    page = desk(f"/board/{case.reference}/", width=1366)
    ready(page)
    page.click("form[action*='/number/'] button")
    page.wait_for_selector("#board-case a[href^='tel:']")
    assert case.timeline.filter(verb="number_seen").count() == 1


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_list_and_map_are_tabs_and_a_case_is_a_page(desk, width):
    case = told()
    page = desk(width=width)
    ready(page)
    assert not page.is_visible("#board-map")
    page.click(".tabs [data-show=map]")
    page.wait_for_selector(f'[data-pin="{case.reference}"]')
    page.click(".tabs [data-show=list]")
    page.click(f"#row-{case.reference}")
    page.wait_for_selector("#board-case [data-case]")
    assert not page.is_visible("#board-list")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [800, 1100])
def test_on_a_tablet_the_case_takes_the_place_of_the_map(desk, width):
    case = told()
    page = desk(width=width)
    ready(page)
    assert page.is_visible("#board-map")
    page.click(f"#row-{case.reference}")
    page.wait_for_selector("#board-case [data-case]")
    assert not page.is_visible("#board-map")
    page.click("[data-on-map]")
    page.wait_for_selector(f'[data-pin="{case.reference}"]')
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_everything_works_without_javascript(desk):
    case = told()
    page = desk(width=1366, js=False)
    page.click(f"#row-{case.reference}")
    page.click("#board-case form[action$='/acknowledge/'] button")
    case.refresh_from_db()
    assert case.acknowledged_at is not None
    page.click("#board-case form[action$='/send/'] button >> nth=0")
    assert case.assignments.count() == 1
