"""What was answered with success survives the power: the settings a production process really has."""

import json
import os
import subprocess
import sys

from django.conf import settings as project

ASK = """
import django, json; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    said = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
options = connection.settings_dict
print(json.dumps([*said, options["OPTIONS"]["transaction_mode"], options["ATOMIC_REQUESTS"]]))
"""
FULL = 2


def test_sqlite_waits_for_the_disk_and_writers_queue(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    env = {**kept, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    said = subprocess.check_output([sys.executable, "-c", ASK], cwd=project.BASE_DIR, env=env, text=True)
    assert json.loads(said) == ["wal", FULL, "IMMEDIATE", False]
