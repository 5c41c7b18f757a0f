"""While the database is away nobody is left with a bare error, and what was typed is not lost."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import CentreSetting
from config import hotline
from config.middleware import database_away


@pytest.fixture
def away():
    def answer(request):
        return database_away(lambda request: None).process_exception(request, OperationalError("gone"))

    return answer


def test_the_number_to_call_and_the_words_are_on_the_page(away, monkeypatch):
    monkeypatch.setattr(CentreSetting, "last_hotline", "+77751011122")
    request = RequestFactory().post("/report/", {"place_words": "у маяка <b>", "phone": "+77011234567"})
    answer = away(request)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert 'href="tel:+77751011122"' in page
    assert 'name="place_words" value="у маяка &lt;b&gt;"' in page
    assert 'action="/report/"' in page


def test_a_password_is_never_repeated(away):
    page = away(RequestFactory().post("/login/", {"username": "a", "password": "secret"})).content.decode()
    assert "secret" not in page


def test_another_mistake_is_not_hidden():
    assert database_away(lambda request: None).process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_process_that_never_read_the_number_has_it_from_another(away, monkeypatch, settings, tmp_path):
    """Of several web processes one may not have met the database yet when it goes away."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(hotline, "_written", "")
    monkeypatch.setattr(CentreSetting, "last_hotline", "+77751011122")
    database_away(lambda request: HttpResponse())(RequestFactory().get("/"))
    monkeypatch.setattr(CentreSetting, "last_hotline", "")
    assert 'href="tel:+77751011122"' in away(RequestFactory().get("/")).content.decode()


def test_without_any_number_the_page_still_stands(away, monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "not there"
    monkeypatch.setattr(CentreSetting, "last_hotline", "")
    assert away(RequestFactory().get("/")).status_code == 503
