"""The tags pages are built of: marks, numbers that do not break, phones, the language switch."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from accounts.templatetags import ui

ROOT = Path(__file__).resolve().parents[2]


def render(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


def test_every_icon_asked_for_in_a_template_is_drawn():
    drawn = set(re.findall(r'<symbol id="i-([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    asked = {
        (path.name, name)
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon [\'"]([\w-]+)', path.read_text())
    }
    assert {(page, name) for page, name in asked if name not in drawn} == set()


def test_status_has_a_shape_and_its_word():
    assert render('{% status "awaiting_team" "Waiting" %}') == '<span class="st wait">Waiting</span>'
    assert render('{% status "held" "Held" %}') == '<span class="st held">Held</span>'


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+77751011122", "+7 775 101 11 22"), ("+99361123456", "+993 61 123456"), ("102", "102"), (None, ""), ("", "")],
)
def test_phone_is_written_as_people_read_it(number, shown):
    assert ui.phone(number).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_lengths_of_time_stay_on_one_line():
    with translation.override("en"):
        assert ui.span(7) == "7\N{NO-BREAK SPACE}min"
        assert ui.span(80) == "1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}20\N{NO-BREAK SPACE}min"
        assert ui.span(60 * 24 * 3) == "3\N{NO-BREAK SPACE}d"


def test_language_switch_keeps_the_page_and_its_parameters():
    request = RequestFactory().get("/board/?f=live&lang=ru")
    assert render('{% lang_url "kk" %}', request=request) == "/board/?f=live&amp;lang=kk"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_unknown_address_answers_in_the_visitors_language(client, language):
    answer = client.get("/no-such-page/", {"lang": language})
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.content.decode()
