"""What people upload: decoded and written anew, named by us, without what the camera knew, never served as a page."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from strandings.models import Media, Report
from strandings.photos import reencode

pytestmark = pytest.mark.django_db
SCRIPT = b"<html><script>alert(document.domain)</script></html>"


def jpeg(**options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", **options)
    return out.getvalue()


def send(client, content: bytes, name: str, mime: str = "image/jpeg"):
    photo = SimpleUploadedFile(name, content, mime)
    answer = client.post("/report/", {"place_words": "beach", "alive": "yes", "anonymous": "on", "photo": photo})
    assert answer.status_code == 302
    return answer.url


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [(SCRIPT, "seal.jpg", "image/jpeg"), (SCRIPT, "seal.html", "text/html"),
     (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "seal.svg", "image/svg+xml"),
     (b"PK\x03\x04rest", "seal.jpg", "image/jpeg"), (b"\x89PNG\r\n\x1a\n" + SCRIPT, "seal.png", "image/png")],
    ids=["html as jpg", "html", "svg", "zip as jpg", "half png"],
)  # fmt: skip
def test_what_is_no_photo_is_not_kept_and_the_report_is(client, centre, content, name, mime):
    send(client, content, name, mime)
    assert Report.objects.count() == 1
    assert not Media.objects.exists()


def test_a_photo_with_a_page_behind_it_loses_the_page(client, centre):
    send(client, jpeg() + SCRIPT, "seal.jpg")
    with Media.objects.get().file.open("rb") as file:
        kept = file.read()
    assert b"script" not in kept
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.jpg", "a\\..\\b.jpg", "x.php", "x.html", "Гүлнара +77015557788.jpg"]
)
def test_the_name_is_ours(client, centre, settings, name):
    send(client, jpeg(), name)
    kept = Media.objects.get().file
    assert re.fullmatch(r"media/\d{4}/\d{2}/[\w-]+\.jpg", kept.name)
    assert not [part for part in ("passwd", "php", "html", "Гүлнара", "7701555") if part in kept.name]
    assert kept.path.startswith(str(settings.MEDIA_ROOT))


def test_where_and_by_whom_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x013B] = "Gulnara Canary"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 39.0, 4.0), 3: "E", 4: (51.0, 9.0, 40.0)})
    info = PngInfo()
    info.add_text("Author", "Gulnara Canary")
    png = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(png, "PNG", pnginfo=info, exif=exif)
    for content in (jpeg(exif=exif, comment=b"Gulnara Canary"), png.getvalue()):
        assert b"Gulnara" in content
        clean = reencode(SimpleUploadedFile("seal", content)).content
        assert b"Gulnara" not in clean
        assert not Image.open(io.BytesIO(clean)).getexif()
        assert Image.open(io.BytesIO(clean)).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_photo_is_served_as_a_photo_whatever_it_was_called(client, centre):
    where = send(client, jpeg(), "seal.html", "text/html")
    answer = client.get(f"{where}photo/{Media.objects.get().pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


def test_uploads_have_no_address_of_their_own(client, centre):
    send(client, jpeg(), "seal.jpg")
    name = Media.objects.get().file.name
    for address in (f"/media/{name}", f"/{name}", f"/static/{name}"):
        assert client.get(address).status_code == 404


def test_another_reports_photo_is_not_shown_behind_ones_own_link(client, centre):
    mine = send(client, jpeg(), "seal.jpg")
    other = Media.objects.get()
    theirs = send(client, jpeg(), "seal.jpg")
    assert mine != theirs
    assert client.get(f"{theirs}photo/{other.pk}/").status_code == 404
