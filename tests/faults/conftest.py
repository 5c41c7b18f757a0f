"""A centre in real processes on the test's own PostgreSQL database, with Redis and a phone company of this machine."""

import os
import re
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone
from redis import Redis as RedisClient

from accounts.models import CentreSetting, DeskShift, User
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from messaging.actions import contact_for, owe
from messaging.models import OutgoingMessage
from tests.provider import Provider
from tests.services.servers import Lacking, Redis, private
from tests.services.system import System

HOUR = timedelta(hours=1)
DESK = "+77010000001"
BASES = [("Aktau-1", 43.65, 51.16), ("Aktau-2", 43.70, 51.25), ("Bautino-1", 44.543, 50.253)]


@pytest.fixture
def company():
    """The phone company, a server of this process."""
    with Provider() as provider:
        yield provider


@pytest.fixture
def broker() -> str:
    """The address of the Redis all tests share; each of pytest's processes has a database of its own, from 1, in it."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    url = urlsplit(os.environ["TEST_REDIS_URL"])
    address = url._replace(path=f"/{int(url.path.strip('/') or 0) + number + 1}").geturl()
    with RedisClient.from_url(address) as client:
        client.delete("seals")
    return address


@pytest.fixture
def own_redis():
    """A Redis that may be frozen, stopped and started again."""
    try:
        with private(Redis) as server:
            yield server
    except Lacking as lacking:
        pytest.skip(str(lacking))


def _system(company: Provider, broker_url: str) -> System:
    assert connection.vendor == "postgresql", "make test-services runs these"
    database = urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    folder = Path(tempfile.mkdtemp(prefix="seals-system-"))
    return System(folder, database.geturl(), broker_url, company)


@pytest.fixture
def system(transactional_db, company, broker):
    """Nothing runs yet: the test starts what it needs."""
    made = _system(company, broker)
    yield made
    made.stop()


@pytest.fixture
def system_with_own_redis(transactional_db, company, own_redis):
    made = _system(company, own_redis.url)
    yield made
    made.stop()


@pytest.fixture
def shore(transactional_db):
    """A centre that is set up, somebody at the desk, and three teams of two on duty now."""
    return lay_shore(teams=3)


def lay_shore(*, teams: int) -> list[ResponseTeam]:
    """The rows of a working centre, in whatever database is connected."""
    at = timezone.now()
    shift = {"starts_at": at - timedelta(hours=1), "ends_at": at + timedelta(hours=12)}
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77292111111", set_up_at=at)
    desk = User.objects.create_user("desk", full_name="Desk", role="dispatcher", phone=DESK, password=None)
    DeskShift.objects.create(user=desk, **shift)
    made = []
    for number, (name, latitude, longitude) in enumerate(BASES[:teams], 1):
        place = {"base_name": name, "latitude": latitude, "longitude": longitude}
        team = ResponseTeam.objects.create(name=name, languages=["ru"], range_km=300, **place)
        for kind in ("crate", "net_cutters"):
            Equipment.objects.create(team=team, kind=kind)
        for order in (1, 2):
            phone = f"+7702000{number:02d}{order:02d}"
            Responder.objects.create(team=team, name=f"{name} {order}", phone=phone, order=order, is_leader=order == 1)
        DutyShift.objects.create(team=team, **shift)
        made.append(team)
    return made


def owe_many(
    number: int, *, first: int = 0, useful: timedelta = timedelta(hours=1), urgency=3
) -> list[OutgoingMessage]:
    """So many texts to people of their own; each text holds a reference of its own. urgency: a number or f(index)."""
    at, made = timezone.now(), []
    for index in range(first, first + number):
        made.append(
            owe(
                contact=contact_for(phone=f"+7701{index:07d}", at=at, language="ru"),
                template="alarm_unread",
                context={},
                dedupe_key=f"fault:{index}",
                reference=f"A-{index}-1",
                about="",
                purpose="test",
                at=at,
                useless_after=at + useful,
                urgency=urgency(index) if callable(urgency) else urgency,
            )
        )
    return made


def statuses() -> dict[str, int]:
    """How many texts stand in each status now."""
    found: dict[str, int] = {}
    for status in OutgoingMessage.objects.values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found


def handed_over(company) -> set[str]:
    """Numbers for which a text was handed over, whatever the company said to it."""
    return {heard.params["To"] for heard in company.company.requests if heard.method == "POST"}
