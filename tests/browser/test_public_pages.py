"""The resident's way in a real browser: with and without JavaScript, satellite, photos, errors, languages."""

import io
import os

import pytest
from PIL import Image

from accounts.models import CentreSetting
from strandings.models import Report
from tests.browser.screens import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _centre(transactional_db):
    CentreSetting.objects.create(
        pk=1, name_en="Seal centre", name_ru="Центр тюленя", name_kk="Итбалық орталығы", hotline="+77751011122"
    )


def fill_and_send(page):
    page.fill("#id_place_words", "пляж у маяка")
    page.check('input[name=alive][value="yes"]')
    page.fill("#id_phone", "+7 701 123 45 67")
    page.click("form#report button[type=submit]")
    page.wait_for_url("**/s/**")


@pytest.mark.parametrize("js", [True, False])
def test_the_whole_way_with_and_without_javascript(visit, js):
    page = visit("/", js=js)
    fill_and_send(page)
    told = Report.objects.get()
    assert told.stranding.reference in page.content()
    page.check('input[name=signs][value="thin"]')
    page.click("form#more button[type=submit]")
    page.wait_for_selector(".told")
    assert "thin" in Report.objects.get().stranding.signs
    assert page.trouble == []


@pytest.mark.parametrize("js", [True, False])
def test_errors_come_back_with_what_was_typed(visit, js):
    page = visit("/", js=js, lang="en")
    page.forgive("422")
    page.fill("#id_phone", "12")
    page.check('input[name=alive][value="no"]')
    page.click("form#report button[type=submit]")
    page.wait_for_selector(".errors")
    assert page.title().startswith("Error:")
    assert page.input_value("#id_phone") == "12"
    assert page.is_checked('input[name=alive][value="no"]')
    if js:
        assert page.evaluate("document.activeElement.className") == "errors"
    page.click('.errors a[href="#id_phone"]')
    assert page.evaluate("document.activeElement.id") == "id_phone"


def test_the_satellites_position_and_accuracy_are_sent(visit):
    place = {"latitude": 43.651, "longitude": 51.161, "accuracy": 18}
    page = visit("/", geolocation=place, permissions=["geolocation"])
    page.click("#gps")
    until(page, "document.querySelector('[name=latitude]').value !== ''")
    fill_and_send(page)
    told = Report.objects.get()
    assert (told.latitude, told.longitude, told.accuracy_m, told.place_method) == (43.651, 51.161, 18, "gps")


def test_a_refused_satellite_leads_to_the_words(visit):
    page = visit("/", permissions=[])
    page.click("#gps")
    until(page, "document.activeElement.id === 'id_place_words'")
    assert page.inner_text("#where-told")


def test_the_map_is_set_without_dragging(visit):
    page = visit("/")
    page.wait_for_selector("#place-map.leaflet-container")
    assert page.inner_text(".leaflet-control-scale").endswith("км")
    page.click('[data-pan="60,0"]')
    until(page, "document.querySelector('[name=method]').value === 'map'")
    before = page.input_value("[name=longitude]", strict=True)
    page.click("#place-map", position={"x": 40, "y": 60})
    until(page, f"document.querySelector('[name=longitude]').value !== '{before}'")
    fill_and_send(page)
    assert Report.objects.get().place_method == "map_pin"


def test_a_large_photo_is_shrunk_on_the_phone(visit, tmp_path):
    noise = Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3)).resize((4000, 3000))
    photo = tmp_path / "seal.jpg"
    noise.save(photo, "JPEG", quality=95)
    page = visit("/")
    page.set_input_files("input[name=photos]", photo)
    page.wait_for_selector("ul.thumbs li")
    size, width, height = page.evaluate("""async () => {
        const file = document.querySelector('input[name=photos]').files[0];
        const picture = await createImageBitmap(file);
        return [file.size, picture.width, picture.height];
    }""")
    assert max(width, height) == 2048
    assert size < 600_000
    fill_and_send(page)
    assert Report.objects.get().media.count() == 1


def test_another_language_keeps_the_filled_form_and_its_photo(visit, tmp_path):
    photo = tmp_path / "seal.jpg"
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(out, "JPEG")
    photo.write_bytes(out.getvalue())
    page = visit("/")
    page.set_input_files("input[name=photos]", photo)
    page.wait_for_selector("ul.thumbs li")
    page.fill("#id_place_words", "маяк")
    page.check('input[name=alive][value="no"]')
    until(page, "sessionStorage.getItem('draft:report:photos')")
    page.click('.langs a[lang="kk"]')
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "kk"
    assert page.input_value("#id_place_words") == "маяк"
    assert page.is_checked('input[name=alive][value="no"]')
    page.wait_for_selector("ul.thumbs li")


def test_two_presses_a_reload_and_the_back_button_make_one_report(visit):
    page = visit("/")
    page.fill("#id_place_words", "маяк")
    page.fill("#id_phone", "+7 701 123 45 67")
    page.dblclick("form#report button[type=submit]")
    page.wait_for_url("**/s/**")
    page.reload()
    page.go_back()
    page.wait_for_load_state()
    page.click("form#report button[type=submit]")
    page.wait_for_load_state()
    assert Report.objects.count() == 1


@pytest.mark.parametrize(("lang", "width", "dark"), [("kk", 320, False), ("ru", 320, True), ("en", 1366, False)])
def test_nothing_stands_in_anybodys_way(visit, lang, width, dark):
    page = visit("/", lang=lang, width=width, dark=dark)
    page.forgive("404")
    page.wait_for_selector("#place-map.leaflet-container")
    page.window.examine()
    fill_and_send(page)
    page.window.examine()
    page.goto("/nothing-here/")
    page.window.examine()


def test_the_first_visit_is_light(visit):
    page = visit("/")
    page.wait_for_load_state("networkidle")
    kept = page.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js')).length")
    assert kept <= 8
