"""Every address has a door, and the door holds: whoever may not pass is stopped, whoever may never meets an error."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.doors import PUBLIC, SIGNED_IN
from accounts.models import CentreSetting, User
from accounts.permissions import Permission, may
from accounts.roles import Role

SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": str(uuid.UUID(int=1))}


def every_pattern(resolver=None, before=""):
    """Route and pattern of every leaf of the URLconf."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


def sample(route: str) -> str:
    """An address of the route, with a value that fits each of its converters."""
    parts = []
    for part in route.replace("<", "\0<").replace(">", ">\0").split("\0"):
        converter = part.strip("<>").rpartition(":")[0] or "str"
        parts.append(SAMPLES.get(converter, "x") if part.startswith("<") else part)
    return "/" + "".join(parts)


ROUTES = [(route, pattern.callback) for route, pattern in every_pattern()]


def is_door(door) -> bool:
    """One permission, several of which any one opens, or the words for everybody and whoever has logged in."""
    if isinstance(door, tuple):
        return bool(door) and set(door) <= set(Permission)
    return door in {PUBLIC, SIGNED_IN} or door in set(Permission)


def door_words(door) -> str:
    """A door as doors.txt names it; of the API one for each method."""
    if isinstance(door, dict):
        return " ".join(f"{method}={door_words(door[method])}" for method in sorted(door))
    if isinstance(door, tuple):
        return "|".join(permission.name for permission in door)
    return getattr(door, "name", door)


def opens(door, user) -> bool:
    """Whether the door lets this person (None: nobody has logged in) pass."""
    if door == PUBLIC or user is None:
        return door == PUBLIC
    wanted = door if isinstance(door, tuple) else (door,)
    return door == SIGNED_IN or any(may(user.role, permission) for permission in wanted)


@pytest.mark.parametrize(("route", "view"), ROUTES, ids=[route or "/" for route, _ in ROUTES])
def test_every_address_has_a_door(route, view):
    door = getattr(view, "door", None)
    doors = list(door.values()) if isinstance(door, dict) else [door]
    assert doors, f"/{route} has no method"
    assert all(map(is_door, doors)), f"/{route} has neither @needs, @signed_in, @public nor operations with doors"


def test_every_door_is_the_one_that_was_agreed():
    """doors.txt is the table a person has read; code and table change together."""
    lines = Path(__file__).with_name("doors.txt").read_text().splitlines()
    agreed = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    stands = {f"/{route}": door_words(view.door) for route, view in ROUTES}
    assert stands == agreed


@pytest.fixture
def _house(db, settings):
    settings.DEMO = True
    at = datetime(2026, 11, 22, tzinfo=UTC)
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77751011122", set_up_at=at)


def knock(client, method: str, url: str):
    """Status and where it leads; an error of the view is a 500."""
    client.raise_request_exception = False
    response = getattr(client, method)(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.usefixtures("_house")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["anonymous", *Role])
def test_every_address_for_every_role(client, who, method):
    """The whole matrix: 403 (or the login page) exactly where the door says so, and never an error of ours."""
    user = None
    if who != "anonymous":
        User.objects.create(username="first", role=Role.COORDINATOR)  # whom the POSTs to /people/1/ change
        user = User.objects.create(username=who, role=who, language="ru")
    wrong = []
    for route, view in ROUTES:
        if user:
            client.force_login(user)
        url, door = sample(route), view.door
        status, leads = knock(client, method, url)
        if isinstance(door, dict):
            wrong += wrong_at_the_api(door.get(method.upper()), user, status, f"{method} {url} as {who}: {status}")
            continue
        to_login = status == 302 and leads.startswith(settings.LOGIN_URL)
        passes = opens(door, user)
        if status >= 500 and status != 503:
            wrong.append(f"{method} {url} as {who}: {status}")
        elif not passes and not (to_login if user is None else status == 403):
            wrong.append(f"{method} {url} as {who}: {status} {leads}, but the door is {door}")
        elif passes and door != PUBLIC and (to_login or status == 403):
            wrong.append(f"{method} {url} as {who}: {status}, though the door lets them in")
    assert not wrong, "\n".join(wrong)


def wrong_at_the_api(door, user, status: int, told: str):
    """An API says 401 to who has not logged in, 403 to who may not, 405 to a method it does not have."""
    if door is None:
        stopped = 405
    elif opens(door, user):
        stopped = None
    else:
        stopped = 401 if user is None else 403
    if status >= 500:
        yield told
    elif stopped and status != stopped:
        yield f"{told}, but the door is {door}"
    elif stopped is None and status in {401, 403, 405, 429}:
        yield f"{told}, though the door lets them in"
