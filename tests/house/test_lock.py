"""requirements.lock serves every Python we promise, not only the one it was compiled on."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = (settings.BASE_DIR / "requirements.lock").read_text()
LOCKED = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", LOCK, re.M)}


def asked_by(name: str, python: str) -> set[str]:
    """The packages a locked one needs on that Python, without its optional extras."""
    environment = {"python_version": python.rpartition(".")[0], "python_full_version": python, "extra": ""}
    try:
        wishes = map(Requirement, distribution(name).requires or [])
    except PackageNotFoundError:  # only for other machines
        return set()
    return {canonicalize_name(each.name) for each in wishes if not each.marker or each.marker.evaluate(environment)}


@pytest.mark.parametrize("python", ["3.11.2", "3.11.9", "3.12.4", "3.13.1"])
def test_everything_a_locked_package_needs_on_that_python_is_locked(python):
    lacking = {(name, each) for name in LOCKED for each in asked_by(name, python) if each not in LOCKED}
    assert not lacking


def test_the_lock_names_no_address():
    assert "://" not in LOCK
    assert len(LOCKED) > 40
