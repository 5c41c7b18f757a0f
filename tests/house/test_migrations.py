"""The suite builds its tables from the models; here the migrations themselves build them, and leave nothing over."""

import os
import subprocess
import sys

from django.conf import settings


def test_migrations_build_what_the_models_say(tmp_path):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}", "VAR_DIR": str(tmp_path)}
    for command in (["migrate", "--verbosity=0"], ["makemigrations", "--check", "--dry-run", "--verbosity=1"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
