"""A photo sent from a telephone reaches the report; what is no photo is refused with a sentence and loses nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from messaging.models import IncomingMessage
from strandings.models import Media, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_demo(settings):
    settings.MESSAGE_GATEWAY, settings.DEMO = "simulator", True


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile("seal.jpg", out.getvalue(), "image/jpeg")


def send(client, **fields):
    return client.post("/sim/send/", {"phone": "+77015550000", "body": "", **fields}, follow=True)


def test_a_photo_with_words_is_kept_with_their_report(client):
    send(client, body="Тюлень на пляже в Баутино, живой", photo=picture())
    assert Media.objects.get().report == Report.objects.get()


def test_a_photo_alone_makes_a_report(client):
    send(client, photo=picture())
    assert Media.objects.get().report.contact.phone == "+77015550000"
    assert IncomingMessage.objects.get().channel == "whatsapp"


def test_a_photo_after_the_words_joins_the_same_report(client):
    send(client, body="Тюлень на пляже в Баутино, живой")
    send(client, photo=picture())
    assert Report.objects.count() == 1
    assert Media.objects.get().report == Report.objects.get()


def test_what_is_no_photo_is_refused_and_the_words_stay(client):
    fake = SimpleUploadedFile("seal.jpg", b"<html>", "image/jpeg")
    page = send(client, body="Тюлень на пляже в Баутино, живой", photo=fake)
    assert page.status_code == 200
    assert not Media.objects.exists()
    assert Report.objects.get().words.startswith("Тюлень")
    assert "t-late" in page.content.decode()
