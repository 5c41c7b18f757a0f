"""Secret links and telephone numbers do not reach the log, whoever logs them."""

import logging
import logging.config
import sys

import pytest

from accounts import links
from config.log_lines import Line, hidden

TOKEN = "1f.AbCdEfGhIjKlMnOpQrStUvW"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"Not Found: /s/{TOKEN}/", "Not Found: /s/…/"),
        (f"Forbidden (CSRF cookie not set.): /go/{TOKEN}/seal/", "Forbidden (CSRF cookie not set.): /go/…/seal/"),
        ("Not Found: /p/nonsense", "Not Found: /p/…"),
        (f"https://seals.example.org/go/{TOKEN}/?a=1", "https://seals.example.org/go/…/?a=1"),
        (f"no such link {TOKEN}", "no such link …"),
        ("no answer from +77015550101", "no answer from +…"),
        ("asked %2B77015550101", "asked +…"),
        ("Not Found: /static/js/map.js", "Not Found: /static/js/map.js"),
        ("took 0.1234 s at 2026-04-12 08:00:00,123", "took 0.1234 s at 2026-04-12"
         " 08:00:00,123"),
    ],
)  # fmt: skip
def test_what_is_secret_is_taken_out_and_the_rest_stays(said, written):
    assert hidden(said) == written


@pytest.mark.django_db
def test_a_real_token_is_known_as_one():
    link = links.make("report", 1)
    assert hidden(f"x {links.token(link)}") == "x …"


def test_every_handler_of_ours_writes_so(settings):
    handlers = settings.LOGGING["handlers"].values()
    formatters = settings.LOGGING["formatters"]
    assert handlers
    assert {formatters[handler["formatter"]]["()"] for handler in handlers} == {"config.log_lines.Line"}


def test_a_traceback_is_cleaned_too():
    try:
        raise ValueError(f"/s/{TOKEN}/ of +77015550101")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())
    line = Line("{message}", style="{").format(record)
    assert "ValueError" in line
    assert TOKEN not in line
    assert "77015550101" not in line
