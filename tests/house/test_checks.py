"""A wrong value of the environment is named with its mend."""

import pytest
from django.core.checks import run_checks

from config import checks


def ids():
    return {message.id for message in run_checks(tags=[checks.TAG], include_deployment_checks=True)}


@pytest.fixture(autouse=True)
def _sound(settings):
    settings.DEMO = True
    settings.MESSAGE_GATEWAY = "simulator"
    settings.CONVERSATIONS = settings.MESSAGE_OUTCOMES = []


def test_the_default_demonstration_is_sound():
    assert ids() == set()


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("AUTO_DISPATCH", "P9", "seals.E001"),
        ("MESSAGE_GATEWAY", "pigeon", "seals.E002"),
        ("MESSAGE_GATEWAY", "memory", "seals.E004"),
        ("PUBLIC_BASE_URL", "seals.example.org", "seals.E005"),
        ("PUBLIC_BASE_URL", "https://elsewhere.example", "seals.E006"),
        ("SECRET_KEY", "short", "seals.E007"),
        ("BROKER_URL", "carrier://x", "seals.E009"),
        ("CONVERSATIONS", ["strandings.nowhere.answer"], "seals.E010"),
    ],
)
def test_a_wrong_value_is_named(settings, name, value, named):
    setattr(settings, name, value)
    assert named in ids()


def test_the_simulator_is_refused_in_earnest(settings):
    settings.DEMO = settings.DEBUG = False
    assert "seals.E003" in ids()
