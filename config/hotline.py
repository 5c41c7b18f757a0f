"""The number to call, known to every process even while the database is away."""

import logging
import os

from django.conf import settings

from accounts.models import CentreSetting

logger = logging.getLogger(__name__)
_written = ""


def remember() -> None:
    """Write down the number this process read last, if it is another than before; a full disk stops nobody."""
    global _written  # noqa: PLW0603 - per process, so that a file is written once and not on each page
    number = CentreSetting.last_hotline
    if not number or number == _written:
        return
    path, beside = settings.VAR_DIR / "hotline.txt", settings.VAR_DIR / f"hotline-{os.getpid()}.txt"
    try:
        beside.write_text(number, encoding="utf-8")
        beside.replace(path)
    except OSError as problem:
        logger.warning("the hotline's number was not written down: %s", problem)
    _written = number


def number() -> str:
    """The number without asking the database: what this process read, else what any process wrote down; may be ""."""
    try:
        return CentreSetting.last_hotline or (settings.VAR_DIR / "hotline.txt").read_text(encoding="utf-8")[:40]
    except OSError:
        return ""
