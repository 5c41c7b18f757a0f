"""What a start needs before the processes begin: translations compiled, tables made, demo data laid once."""

import io
import os
import sys
from pathlib import Path

import environ

from config.catalogues import compile_all
from config.embedded import own_address


def main() -> None:
    """Bring this machine's copy of the system up to date; a second run takes about a second.

    --collected: an image, where translations and static files were made when it was built and nothing may be written.
    """
    collected = "--collected" in sys.argv[1:]
    if not collected:
        compile_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env")
    os.environ.setdefault("PUBLIC_BASE_URL", own_address())  # the invented texts of demo data hold links, too
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command, get_commands
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", tags=["environment"], deploy=True, fail_level="ERROR", stdout=io.StringIO())
    except SystemCheckError as error:
        sys.exit(str(error))
    if not collected:
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    if settings.DEMO and "seed_demo" in get_commands():
        call_command("seed_demo")


if __name__ == "__main__":
    main()
