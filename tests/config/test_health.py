"""/health/ says what is away and whether the engine moves, and never hangs."""

import threading
import time
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from config import health
from config.sweeping import run
from config.sweeps import SWEEPS
from messaging.models import SweepLease

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {"database", "broker", "last_sweep_age_s", "oldest_owed_message_s", "oldest_waiting_stranding_s"}


@pytest.fixture(autouse=True)
def _broker(monkeypatch):
    monkeypatch.setattr(health, "broker", health.Probe(dict))


def test_before_the_first_sweep_the_engine_stands_still(client):
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["engine"] == "stands still"


def test_with_a_sweep_within_the_minute_all_is_well(client):
    run("messaging.deliver")
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json().keys() >= KEYS
    assert answer.json()["database"] == "ok"
    assert answer.json()["last_sweep_age_s"] < 5
    assert set(answer.json()["late_sweeps"]) == set(SWEEPS) - {"messaging.deliver"}


def test_no_sweep_for_a_minute_is_503(client):
    run("messaging.deliver")
    SweepLease.objects.update(last_ran_at=Now() - timedelta(seconds=61))
    assert client.get("/health/").status_code == 503


def test_a_broker_down_alone_stays_200(client, monkeypatch):
    def refuse():
        raise ConnectionRefusedError

    monkeypatch.setattr(health, "broker", health.Probe(refuse))
    run("messaging.deliver")
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["broker"]) == (200, "away")


def test_the_database_away_is_503(client, monkeypatch):
    def fail():
        raise OSError("gone")

    monkeypatch.setattr(health, "database", health.Probe(fail))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["database"]) == (503, "away")
    assert answer.json()["last_sweep_age_s"] is None


def test_both_are_asked_at_once_so_that_two_frozen_servers_take_no_longer_than_one(client, monkeypatch):
    met = threading.Barrier(2)

    def answer():
        met.wait(1)  # only if the other question has been asked, too
        return {"last_sweep_age_s": 0.0}

    monkeypatch.setattr(health, "database", health.Probe(answer))
    monkeypatch.setattr(health, "broker", health.Probe(answer))
    answer = client.get("/health/").json()
    assert (answer["database"], answer["broker"]) == ("ok", "ok")


def test_a_frozen_server_holds_nobody(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 0.1)
    probe = health.Probe(lambda: time.sleep(1))
    began = time.monotonic()
    assert probe.answer() is None
    assert probe.answer() is None  # the first question still hangs: no second thread
    assert time.monotonic() - began < 0.5
    time.sleep(1)  # let the thread end within the test
