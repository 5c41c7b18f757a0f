"""Reading pages as a person would: forms with what they hold, buttons elsewhere, links and words."""

import pytest

from demo.rescue import words_of
from demo.visitor import PageProblem, read_page

PAGE = """<html><head><style>no{}</style></head><body><a href="/go/1.x/">Open <b>it</b></a>
<form id="offer" action="/go/1.x/" method="POST"><input type="hidden" name="csrf" value="c">
<input type="radio" name="eta" value="15"><input type="radio" name="eta" value="30" checked>
<select name="room"><option value="">Choose</option><option value="7" selected>K2 (free: 2)</option></select>
<textarea name="words">as before</textarea><input name="off" disabled value="x"></form>
<button form="offer" name="verb" value="accept">We go</button><script>var no = "script words";</script></body></html>"""


@pytest.fixture
def page():
    return read_page("http://here/", 200, PAGE)


def test_a_form_holds_what_would_be_sent(page):
    form = page.form(has="eta")
    assert sorted(form.fields) == [("csrf", "c"), ("eta", "30"), ("room", "7"), ("words", "as before")]
    assert form.method == "post"
    assert ["7", "K2 (free: 2)"] in form.choices["room"]


def test_a_button_outside_belongs_to_the_form_it_names(page):
    assert page.form(has="verb").buttons == [("verb", "accept")]


def test_what_is_disabled_cannot_be_used(page):
    assert "off" not in page.form(has="eta").known


def test_links_and_words_are_those_a_person_sees(page):
    assert page.links == [("/go/1.x/", "Open it")]
    assert "script words" not in page.words
    with pytest.raises(PageProblem, match="no link"):
        page.link("/elsewhere/")


@pytest.mark.parametrize("template", ["enroute", "closed_rescued", "released", "died", "closed_partner"])
def test_a_text_is_known_by_its_plain_words(template):
    assert len(words_of(template)) > 15
    assert "{" not in words_of(template)
