"""Shared fixtures of the whole suite."""

import pytest
from hypothesis import settings as hypothesis_settings

from config.catalogues import compile_all

# Hypothesis fails an example that takes over 200 ms, which on a busy machine says nothing about the code.
hypothesis_settings.register_profile("steady", deadline=None)
hypothesis_settings.load_profile("steady")


def pytest_configure(config):
    """Compile the catalogues first, once: the workers of xdist find them ready."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MESSAGE_GATEWAY = "memory"
    settings.SECOND_FACTOR = False  # tests/security/ switches it on; the setting itself is on unless DEMO=1
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.API_PER_MINUTE = settings.API_PER_MINUTE_ANONYMOUS = 100_000  # tests ask faster than people
    settings.NUDGES = False  # tests run the sweeps themselves
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A test database may be lost with the power: waiting for the disk only makes the suite slow."""
    from django.db import connections

    options = connections["default"].settings_dict["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
        options["timeout"] = 60  # a starved machine lets writers queue longer than a real one would
