"""Prints rows and fingerprint of every table of the environment's system: python -m tests.operations.fingerprints."""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.upkeep.databases import tables
    from config.upkeep.moving import fingerprint

    found = [fingerprint(model, "default") for model in tables()]
    json.dump({each.table: [each.rows, each.fingerprint] for each in found}, sys.stdout)


if __name__ == "__main__":
    main()
