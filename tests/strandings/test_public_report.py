"""A resident reports a seal through the web page."""

import io
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import CentreSetting
from strandings.models import Media, Report, Stranding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _centre(db):
    CentreSetting.objects.create(pk=1, name_en="Seal centre", hotline="+77751011122")


def jpeg(size=(640, 480), colour="grey"):
    out = io.BytesIO()
    picture = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x0110] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (43.0, 39.0, 0.0)
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("seal.jpg", out.getvalue(), "image/jpeg")


def token_of(answer):
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode()).group(1)


@pytest.fixture
def fill(client):
    """Opens the form as a visitor and sends it with these answers."""

    def send(token=None, **answers):
        token = token or token_of(client.get("/report/", {"lang": "en"}))
        told = {"place_words": "beach by the lighthouse", "alive": "yes", "phone": "8 701 123 45 67"}
        return client.post("/report/", {"token": token, **told, **answers})

    return send


def test_the_call_comes_first_and_people_are_kept_off_the_ice(client):
    page = client.get("/", {"lang": "en"}).content.decode()
    assert page.index('href="tel:+77751011122"') < page.index('name="photo"')
    assert "Do not go into the water or onto the ice." in page
    assert '<html lang="en">' in page


def test_a_script_that_keeps_the_form_is_told_where_to_go_next(client, fill):
    token = token_of(client.get("/report/"))
    told = {"token": token, "place_words": "beach", "phone": "8 701 123 45 67"}
    answer = client.post("/report/", told, headers={"X-Part": "next"})
    assert answer["Cache-Control"] == "no-store"
    assert client.get(answer.json()["next"]).status_code == 200
    assert client.post("/report/", told).url == answer.json()["next"]
    assert Report.objects.count() == 1


def test_a_report_becomes_a_stranding_and_leads_to_its_own_page(client, fill):
    answer = fill()
    told = Report.objects.get()
    assert told.contact.phone == "+77011234567"
    assert told.state == "alive"
    assert told.language == "en"
    assert told.consent_version == 1
    page = client.get(answer["Location"])
    assert told.stranding.reference in page.content.decode()


def test_the_same_form_sent_twice_is_one_report(client, fill):
    token = token_of(client.get("/"))
    first, second = fill(token=token), fill(token=token)
    assert first["Location"] == second["Location"]
    assert Report.objects.count() == Stranding.objects.count() == 1


def test_what_was_changed_after_going_back_is_added_not_lost(client, fill):
    token = token_of(client.get("/"))
    fill(token=token)
    fill(token=token, place_words="no, behind the port")
    assert Report.objects.get().additions.get().words == "no, behind the port"


def test_nothing_said_of_the_place_comes_back_with_everything_kept(client, fill):
    answer = fill(place_words="", phone="", alive="no")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert 'href="#id_place_words"' in page
    assert 'href="#id_phone"' in page
    assert re.search(r'value="no" checked', page)
    assert not Report.objects.exists()


def test_a_photo_alone_is_enough_and_no_number_may_be_left(client, fill):
    fill(place_words="", phone="", anonymous="on", photos=jpeg())
    told = Report.objects.get()
    assert told.contact is None
    assert told.consent_version is None
    assert told.media.count() == 1


def test_a_kept_photo_has_no_camera_and_no_position(client, fill):
    fill(photos=jpeg())
    with Image.open(Media.objects.get().file.path) as kept:
        assert dict(kept.getexif()) == {}


def test_a_file_that_is_no_photo_loses_neither_the_report_nor_the_others(client, fill):
    zipped = SimpleUploadedFile("seal.jpg", b"PK\x03\x04 not a photo", "image/jpeg")
    answer = fill(photos=[zipped, jpeg()])
    assert Report.objects.get().media.count() == 1
    assert "not a photo" in client.get(answer["Location"]).content.decode()


def test_a_place_given_by_the_satellite_is_stored_with_its_accuracy(client, fill):
    fill(latitude="43.651", longitude="51.161", accuracy="18.4", method="gps")
    told = Report.objects.get()
    assert (told.latitude, told.longitude, told.accuracy_m, told.place_method) == (43.651, 51.161, 18, "gps")


@pytest.mark.parametrize("nonsense", ["nan", "inf", "91", "north", ""])
def test_nonsense_from_a_script_never_stops_a_report(client, fill, nonsense):
    fill(latitude=nonsense, longitude="51.1", accuracy=nonsense, method="gps")
    assert Report.objects.get().latitude is None


@pytest.mark.parametrize("trick", [{"website": "http://spam.example"}, {"token": "forged"}, {}])
def test_a_machine_is_set_aside_for_a_person_never_dropped(fill, trick):
    fill(**trick)  # {}: sent in the instant it was shown
    assert Report.objects.get().stranding.set_aside_because == "form"


def test_a_person_who_takes_time_is_not_set_aside(client, fill, monkeypatch):
    monkeypatch.setattr("strandings.forms.token._FASTEST_HUMAN", timedelta(-1))
    fill()
    assert Report.objects.get().stranding.set_aside_because == ""


def test_a_place_far_outside_the_region_waits_for_a_person(client, fill, monkeypatch):
    monkeypatch.setattr("strandings.forms.token._FASTEST_HUMAN", timedelta(-1))
    fill(latitude="55.75", longitude="37.6", method="gps")
    assert Report.objects.get().stranding.set_aside_because == "outside_region"


def test_a_forged_token_gives_a_new_number(fill):
    fill(token="forged")
    assert isinstance(Report.objects.get().client_uuid, UUID)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_the_visitors_language(client, language):
    page = client.get(reverse("report"), {"lang": language}).content.decode()
    assert f'<html lang="{language}">' in page


def test_words_that_name_a_place_and_a_net_are_read(fill):
    fill(place_words="Тюлень в сети на берегу, Баутино", alive="")
    told = Report.objects.get()
    assert told.place_slug == "bautino"
    assert told.latitude is not None
    assert "net" in told.signs


def test_alive_in_words_beats_dead_by_a_press(fill):
    fill(place_words="он живой, ползёт, у маяка", alive="no")
    assert Report.objects.get().state == "alive"


def test_a_place_chosen_from_the_list_is_enough(fill):
    fill(place_words="", place="bautino")
    assert Report.objects.get().place_method == "place_name"


def test_a_visitor_without_cookies_can_report():
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/")
    token = token_of(page)
    browser.cookies.clear()
    answer = browser.post(
        "/report/",
        {"token": token, "place_words": "маяк", "phone": "+77011234567"},
        headers={"origin": "null"},
    )
    assert answer.status_code == 302
    assert Report.objects.count() == 1


def test_an_old_staff_page_is_told_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "x"}, query_params={"lang": "en"})
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
