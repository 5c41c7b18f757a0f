"""Shared fixtures of the whole suite."""

import pytest

from config.catalogues import compile_all


def pytest_configure(config):
    """Compile the catalogues first, once: the workers of xdist find them ready."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MESSAGE_GATEWAY = "memory"
    settings.NUDGES = False  # tests run the sweeps themselves
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
