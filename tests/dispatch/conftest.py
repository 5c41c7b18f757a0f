"""A shore with three teams on duty, a seal in a net, and a dispatcher."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import CentreSetting, User
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from dispatch.sweeps import expire_offers, offer_waiting
from messaging.gateways.memory import box
from messaging.models import OutgoingMessage
from strandings.actions import receive_report
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, Sign, State

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOTLINE = "+77292111111"
CALLER = "+77015550101"
# From the place of the seal: near, farther, farthest
BASES = [("Aktau-1", 43.65, 51.16), ("Aktau-2", 43.70, 51.25), ("Bautino-1", 44.543, 50.253)]


@pytest.fixture
def at():
    return AT


@pytest.fixture
def centre(db):
    return CentreSetting.objects.create(pk=1, name_ru="Центр", hotline=HOTLINE, set_up_at=AT)


@pytest.fixture
def dispatcher(db):
    return User.objects.create_user("aigerim", full_name="Aigerim", role="dispatcher", password=None)


@pytest.fixture
def provider():
    box.clear()
    yield box
    box.clear()


def make_team(name, latitude, longitude, number, *, on_duty=True, members=2):
    team = ResponseTeam.objects.create(
        name=name, base_name=name, latitude=latitude, longitude=longitude, languages=["ru"], range_km=300
    )
    for kind in ("crate", "net_cutters"):
        Equipment.objects.create(team=team, kind=kind)
    for order in range(1, members + 1):
        phone = f"+7702000{number:02d}{order:02d}"
        Responder.objects.create(team=team, name=f"{name} {order}", phone=phone, order=order, is_leader=order == 1)
    if on_duty:
        DutyShift.objects.create(team=team, starts_at=AT - timedelta(hours=6), ends_at=AT + timedelta(hours=12))
    return team


@pytest.fixture
def teams(centre):
    return [make_team(*base, number) for number, base in enumerate(BASES, 1)]


def report(at=AT, *, phone=CALLER, **changes):
    told = {
        "channel": Channel.WEB,
        "words": "seal in a net",
        "state": State.ALIVE,
        "signs": frozenset({Sign.NET}),
        "latitude": 43.612,
        "longitude": 51.201,
        "accuracy_m": 20,
        "place_method": PlaceMethod.GPS,
        "place_name": "Тёплый пляж",
        "phone": phone,
        "name": "Нурлан",
        "consent": True,
    }
    return receive_report(told=Told(**{**told, **changes}), at=at)


@pytest.fixture
def stranding(teams):
    """A P1 that waits for a team: nobody asked yet."""
    return report().stranding


@pytest.fixture
def offered(stranding):
    """The nearest team has been asked."""
    offer_waiting(AT)
    return stranding.assignments.get()


def later(**delta):
    return AT + timedelta(**delta)


def let_pass(stranding, at):
    """The clock is at `at`: the engine ends what is over and asks the next."""
    expire_offers(at)
    offer_waiting(at)
    stranding.refresh_from_db()
    return list(stranding.assignments.offered().order_by("team__name"))


def texts(template):
    return list(OutgoingMessage.objects.filter(template=template).order_by("pk"))


def phone_of(team, order=1):
    return team.members.get(order=order).phone
