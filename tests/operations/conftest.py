"""Systems to keep, to lose and to move."""

import shutil

import pytest

from tests.operations.systems import Installed, own_postgres


@pytest.fixture(scope="session")
def _laid(tmp_path_factory):
    """Demo people and teams, two reports with photos, on SQLite; made once."""
    return Installed(tmp_path_factory.mktemp("laid")).fill(small=True)


@pytest.fixture
def small(_laid, tmp_path):
    """A copy of it for one test."""
    shutil.copytree(_laid.var, tmp_path / "var")
    return Installed(tmp_path / "var")


@pytest.fixture
def postgres():
    with own_postgres() as url:
        yield url
