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


@pytest.fixture
def _twilio(settings):
    settings.MESSAGE_GATEWAY, settings.DEMO, settings.DEBUG = "twilio", False, False
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "0" * 32, "0123456789abcdef"
    settings.TWILIO_FROM, settings.TWILIO_API_BASE_URL = "+15005550006", ""
    settings.PUBLIC_BASE_URL, settings.IS_HTTPS = "https://seals.example.org", True
    settings.ALLOWED_HOSTS = ["seals.example.org"]


@pytest.mark.usefixtures("_twilio")
def test_a_system_with_twilio_is_sound():
    assert ids() == set()


@pytest.mark.usefixtures("_twilio")
@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("TWILIO_ACCOUNT_SID", "", "seals.E011"),
        ("TWILIO_ACCOUNT_SID", "SK" + "0" * 32, "seals.E011"),
        ("TWILIO_AUTH_TOKEN", "", "seals.E012"),
        ("TWILIO_FROM", "", "seals.E013"),
        ("TWILIO_FROM", "Itbalyq rescue centre", "seals.E013"),
        ("TWILIO_API_BASE_URL", "https://twilio.example.org", "seals.E014"),
        ("TWILIO_API_BASE_URL", "http://127.0.0.1@twilio.example.org", "seals.E014"),
        ("TWILIO_API_BASE_URL", "http://127.0.0.1.example.org", "seals.E014"),
        ("TWILIO_API_BASE_URL", "http://10.0.0.1:18100", "seals.E014"),
        ("IS_HTTPS", False, "seals.W002"),
    ],
)
def test_a_wrong_value_of_twilio_is_named(settings, name, value, named):
    setattr(settings, name, value)
    assert ids() == {named}


@pytest.mark.usefixtures("_twilio")
@pytest.mark.parametrize("sender", ["+77001112233", "Itbalyq", "MG" + "a" * 32])
def test_every_kind_of_sender_is_sound(settings, sender):
    settings.TWILIO_FROM = sender
    assert ids() == set()


@pytest.mark.usefixtures("_twilio")
@pytest.mark.parametrize("address", ["http://127.0.0.1:18100", "http://localhost:18100", "http://[::1]:18100"])
def test_a_server_of_this_machine_may_play_twilio(settings, address):
    settings.TWILIO_API_BASE_URL, settings.IS_HTTPS = address, False
    assert ids() == set()
