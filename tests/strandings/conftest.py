"""People and moments the stories of the spine need."""

from datetime import UTC, datetime

import pytest

from accounts.models import User


@pytest.fixture
def at():
    return datetime(2026, 3, 4, 21, 0, tzinfo=UTC)


@pytest.fixture
def dispatcher(db):
    return User.objects.create_user("aigerim", full_name="Aigerim", role="dispatcher", password=None)
