"""The centre as it stands in earnest: second factor on, one person of each role, an app that shows codes."""

import base64
import re

import pytest
import time_machine
from django_otp.oath import TOTP

from accounts.models import CentreSetting, User
from accounts.roles import Role
from tests.accounts.conftest import AT, PASSWORD


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def clock():
    """Time stands at AT until a test moves it."""
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def centre(db):
    return CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77751011122", set_up_at=AT)


@pytest.fixture
def person(centre):
    def make(role: Role = Role.VET, username: str = "", **values) -> User:
        user = User(username=username or role.value, full_name=f"Test {role.value}", role=role, language="en", **values)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


class App:
    """A code app on somebody's telephone."""

    def __init__(self, clock):
        self.clock, self.secret = clock, b""

    def scan(self, page: str) -> None:
        shown = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page).group(1)
        self.secret = base64.b32decode(shown.replace(" ", ""))

    def shows(self) -> str:
        self.clock.shift(31)  # a code is good for once: wait for the next
        return f"{TOTP(self.secret).token():06d}"


@pytest.fixture
def app(clock):
    return App(clock)


def password_of(client, username: str, **more):
    return client.post("/login/", {"username": username, "password": PASSWORD, **more})


def enrol(client, app, username: str) -> list[str]:
    """The first login of somebody: password, code app, recovery codes (returned)."""
    password_of(client, username)
    app.scan(client.get("/login/telephone/").content.decode())
    page = client.post("/login/telephone/", {"code": app.shows()}).content.decode()
    return re.findall(r"\d{4} \d{4} \d{4} \d{4}", page)
