"""Photos as they may be kept: decoded, turned upright, shrunk, written anew without any metadata."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

register_heif_opener()
_LONGEST_SIDE = 2048
_MOST_PIXELS = 60_000_000
_FORMATS = {"JPEG", "PNG", "WEBP", "HEIF", "MPO", "GIF"}


class NotAPhoto(Exception):
    """The file is no photo we can keep; the text says why, in the active language."""


@dataclass(frozen=True)
class Picture:
    """A JPEG without metadata, its size in pixels, and the hash of its bytes."""

    content: bytes
    width: int
    height: int
    sha256: str


def reencode(file) -> Picture:
    """Read an uploaded file as a photo and write it anew. Raises NotAPhoto with a sentence for the person."""
    if file.size > settings.PHOTO_MAX_BYTES:
        megabytes = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise NotAPhoto(_("The photo must be smaller than %(mb)s MB") % {"mb": megabytes})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _open(file)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NotAPhoto(_("This file is not a photo we can open. The report itself was kept.")) from problem
    except Image.DecompressionBombWarning as problem:
        raise NotAPhoto(_("The photo has too many pixels.")) from problem
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    content = out.getvalue()
    return Picture(content, picture.width, picture.height, hashlib.sha256(content).hexdigest())


def _open(file) -> Image.Image:
    file.seek(0)
    picture = Image.open(file)
    if picture.format not in _FORMATS:
        raise ValueError(picture.format)
    if picture.width * picture.height > _MOST_PIXELS:
        raise Image.DecompressionBombWarning
    picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    clean = Image.new("RGB", picture.size, "white")
    clean.paste(picture.convert("RGBA"), mask=picture.convert("RGBA").getchannel("A"))
    return clean
