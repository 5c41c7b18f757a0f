"""A centre, its people, and a caller that speaks JSON with a token."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import make_token
from accounts.models import CentreSetting, User
from accounts.roles import Role
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam

CALLER = "+77015550101"


class Caller:
    """Sends JSON as one person (or nobody) and gives the response; `problem` is its body when refused."""

    def __init__(self, client, token: str = ""):
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, /, **query):
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body=None, /, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/api/v1/{path}", body or {}, content_type="application/json", headers={**self.headers, **sent}
        )


@pytest.fixture
def at(db):
    return timezone.now()


@pytest.fixture
def centre(at):
    return CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77292111111", set_up_at=at)


@pytest.fixture
def person(db):
    """person("vet") makes or finds the one person of a role."""
    return lambda role: User.objects.get_or_create(
        username=role, defaults={"role": Role(role), "full_name": role.title(), "language": "en"}
    )[0]


@pytest.fixture
def call(client, centre, person, at):
    """call("dispatcher").get("strandings/"); call() is nobody."""

    def as_role(role: str = "") -> Caller:
        if not role:
            return Caller(client)
        return Caller(client, make_token(label="test", by=person(role), at=at)[1])

    return as_role


@pytest.fixture
def team(centre, at, person):
    """A team on duty near the seal; the responder is its leader and can log in."""
    made = ResponseTeam.objects.create(
        name="Aktau-1", base_name="Aktau", latitude=43.65, longitude=51.16, languages=["ru"], range_km=300
    )
    for kind in ("crate", "net_cutters"):
        Equipment.objects.create(team=made, kind=kind)
    Responder.objects.create(
        team=made, user=person("responder"), name="Serik", phone="+77020000101", order=1, is_leader=True
    )
    DutyShift.objects.create(team=made, starts_at=at - timedelta(hours=6), ends_at=at + timedelta(hours=12))
    return made


A_SEAL = {
    "words": "seal in a net",
    "state": "alive",
    "signs": ["net"],
    "latitude": 43.612345,
    "longitude": 51.201234,
    "accuracy_m": 20,
    "place_method": "gps",
    "phone": CALLER,
    "name": "Nurlan Canaryev",
    "consent": True,
}


@pytest.fixture
def case(call):
    """A case taken down by a dispatcher, as the API gives it."""
    return call("dispatcher").post("strandings/", A_SEAL).json()
