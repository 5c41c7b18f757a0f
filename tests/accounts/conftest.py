"""A centre that is set up, and one person of each role."""

from datetime import UTC, datetime

import pytest

from accounts.models import CentreSetting, User
from accounts.roles import Role

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "caspian-shore-17"


@pytest.fixture
def centre(db):
    return CentreSetting.objects.create(
        pk=1,
        name_ru="Центр тюленя",
        name_kk="Итбалық орталығы",
        name_en="Seal Centre",
        hotline="+77751011122",
        set_up_at=AT,
    )


@pytest.fixture
def person(db):
    def make(role: Role, username: str = "", **values) -> User:
        user = User(username=username or role.value, full_name=f"Test {role.value}", role=role, language="en", **values)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture
def coordinator(person):
    return person(Role.COORDINATOR)


@pytest.fixture
def as_coordinator(client, centre, coordinator):
    client.force_login(coordinator)
    client.cookies["language"] = "en"
    return client
