"""Nudges: after commit, lossy, silent for a while when the broker failed, and never slow."""

import time

import pytest
from celery import current_app

from common import background


@pytest.fixture(autouse=True)
def _awake(settings, monkeypatch):
    settings.NUDGES = True
    monkeypatch.setattr(background, "_silent_until", 0.0)


@pytest.fixture
def sent(monkeypatch):
    names: list = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: names.append((name, options)))
    return names


@pytest.mark.django_db
def test_a_nudge_leaves_after_commit_and_expires(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        background.nudge("messaging.deliver")
        assert sent == []
    name, options = sent[0]
    assert name == "messaging.deliver"
    assert options["expires"] == 15


@pytest.mark.django_db
def test_a_fact_rolled_back_nudges_nobody(sent, django_capture_on_commit_callbacks):
    from django.db import transaction

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        background.nudge("messaging.deliver")
        transaction.set_rollback(True)
    assert sent == []


def test_a_failed_publish_is_swallowed_and_then_silent(monkeypatch):
    tried: list = []

    def refuse(name, **options):
        tried.append(name)
        raise ConnectionRefusedError

    monkeypatch.setattr(current_app, "send_task", refuse)
    assert background.publish("a") is False
    assert background.publish("b") is False
    assert tried == ["a"]


def test_a_dead_redis_costs_less_than_a_second(settings):
    from celery import Celery

    with Celery("dead", broker="redis://127.0.0.1:1/0", set_as_current=False) as app:
        app.conf.broker_transport_options = {"socket_connect_timeout": 0.3, "socket_timeout": 2, "max_retries": 0}
        app.conf.task_publish_retry = False
        took = []
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(Exception, match=r".+"):
                app.send_task("messaging.deliver", expires=15, retry=False, ignore_result=True)
            took.append(time.monotonic() - began)
        assert min(took) < 1
