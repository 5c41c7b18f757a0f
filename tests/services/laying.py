"""Makes the tables of an empty database from the models and lays a shore: python -m tests.services.laying."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.conf import settings


class NoMigrations:
    """Every app's tables come from its models, as in the rest of the suite; the migrations have tests of their own."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def main() -> None:
    """Tables, a centre, and three teams on duty."""
    settings.MIGRATION_MODULES = NoMigrations()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    from tests.faults.conftest import lay_shore

    lay_shore(teams=3)


if __name__ == "__main__":
    main()
