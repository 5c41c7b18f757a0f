"""Photos are written anew: upright, small, without position; what is no photo is refused with a sentence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from strandings.photos import NotAPhoto, reencode


def upload(content, name="seal.jpg"):
    return SimpleUploadedFile(name, content)


def encoded(format, size=(600, 400), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "grey").save(out, format, **options)
    return out.getvalue()


def read(picture):
    return Image.open(io.BytesIO(picture.content))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "GIF"])
def test_what_telephones_send_becomes_a_jpeg(format):
    picture = reencode(upload(encoded(format)))
    assert (read(picture).format, picture.width, picture.height) == ("JPEG", 600, 400)


def test_a_large_photo_is_kept_small():
    picture = reencode(upload(encoded("JPEG", size=(4000, 3000))))
    assert (picture.width, picture.height) == (2048, 1536)


def test_a_photo_taken_sideways_stands_upright_and_forgets_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera"
    picture = reencode(upload(encoded("JPEG", exif=exif)))
    assert (picture.width, picture.height) == (400, 600)
    assert dict(read(picture).getexif()) == {}


@pytest.mark.parametrize(
    "content",
    [
        encoded("TIFF"),
        encoded("BMP"),
        b"",
        b"PK\x03\x04 a zip",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded("JPEG")[:200],
    ],
    ids=["tiff", "bmp", "empty", "zip", "pdf", "svg", "cut off"],
)  # fmt: skip
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(NotAPhoto):
        reencode(upload(content))


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read():
    with translation.override("en"), pytest.raises(NotAPhoto, match="too many pixels"):
        reencode(upload(encoded("PNG", size=(12000, 12000))))


def test_a_file_too_heavy_is_refused_by_its_weight(settings):
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    with pytest.raises(NotAPhoto, match="1"):
        reencode(upload(b"x" * (1024 * 1024 + 1)))
