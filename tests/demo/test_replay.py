"""Messages replayed through the inbound door of a running system."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from strandings.models import Report, Stranding

FIELDS = ["reference", "kind", "state", "count", "place", "latitude", "longitude", "flags", "team"]


@pytest.fixture
def running(live_server, settings):
    settings.DEMO = True
    settings.MESSAGE_GATEWAY = "simulator"
    return live_server.url


@pytest.fixture
def file(tmp_path):
    def write(*texts):
        path = tmp_path / "messages.csv"
        path.write_text("text,lang\n" + "".join(f'"{text}",ru\n' for text in texts), encoding="utf-8")
        return str(path)

    return write


def replay(path, base):
    out = io.StringIO()
    call_command("replay", path, base_url=base, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.django_db(transaction=True)
def test_each_row_is_a_line_with_what_became_of_it(running, file, monkeypatch):
    monkeypatch.setattr("demo.management.commands.replay.WAIT_S", 0.1)
    lines = replay(
        file("мертвый тюлень Баутино", "живой тюлень в сети, Курык", "STOP", "Сколько стоит билет?"), running
    )
    assert [list(line) for line in lines] == [FIELDS] * 4
    assert [line["state"] for line in lines] == ["dead", "alive", None, "unknown"]
    assert [line["place"] for line in lines] == ["bautino", "kuryk", None, None]
    assert [line["count"] for line in lines] == [1, 1, None, 0]
    assert [line["team"] for line in lines] == [
        "waiting: a person decides",
        "waiting: no team free",
        "no team needed",
        "no team needed",
    ]
    assert lines[2]["reference"] is None
    assert lines[0]["reference"] == Stranding.objects.order_by("pk").first().reference
    assert (lines[0]["latitude"], lines[0]["longitude"]) == (44.5448, 50.2463)
    assert Report.objects.values("contact").distinct().count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_empty_row_is_refused_and_the_rest_goes_on(running, file):
    lines = replay(file("", "мертвый тюлень Баутино"), running)
    assert [line["reference"] is None for line in lines] == [True, False]


def test_nobody_there_is_said_plainly(file):
    with pytest.raises(CommandError, match="nobody answers"):
        replay(file("тюлень"), "http://127.0.0.1:9")


def test_a_file_without_texts_is_said_plainly(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("words\nтюлень\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no column"):
        replay(str(path), "http://127.0.0.1:9")


@pytest.mark.django_db
def test_the_reading_door_asks_for_the_key_and_exists_only_in_a_demo(client, settings):
    settings.DEMO = True
    settings.MESSAGE_GATEWAY = "simulator"
    assert client.get("/sim/heard/1/").status_code == 403
    settings.DEMO = False
    assert client.get("/sim/heard/1/").status_code == 404


@pytest.fixture
def running_twilio(live_server, settings):
    settings.DEMO = settings.DEBUG = False
    settings.MESSAGE_GATEWAY = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "1" * 32, "a token"
    settings.TWILIO_FROM, settings.TWILIO_API_BASE_URL = "+15005550006", "http://127.0.0.1:9"
    settings.PUBLIC_BASE_URL = "https://seals.example.org"
    return live_server.url


@pytest.mark.django_db(transaction=True)
def test_with_twilio_each_row_goes_in_as_a_signed_call(running_twilio, file, monkeypatch):
    monkeypatch.setattr("demo.management.commands.replay.WAIT_S", 0.1)
    lines = replay(file("мертвый тюлень Баутино", "", "STOP"), running_twilio)
    assert [list(line) for line in lines] == [FIELDS] * 3
    assert [line["place"] for line in lines] == ["bautino", None, None]
    assert lines[0]["reference"] == Stranding.objects.order_by("pk").first().reference
    assert lines[2]["flags"] == ["opt-out"]
    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_system_with_another_token_says_so(running_twilio, file, settings, monkeypatch):
    monkeypatch.setattr("demo.inbound.twilio.signature", lambda path, params: "of another token")
    with pytest.raises(CommandError, match="TWILIO_AUTH_TOKEN"):
        replay(file("тюлень"), running_twilio)


def test_strangers_are_not_texted_by_a_replay(file, settings):
    settings.MESSAGE_GATEWAY, settings.TWILIO_API_BASE_URL = "twilio", ""
    with pytest.raises(CommandError, match="strangers"):
        replay(file("тюлень"), "https://seals.example.org")
