"""Runs the suite on PostgreSQL, then the tests that need Redis and real workers too: make test-services.

TEST_DATABASE_URL and TEST_REDIS_URL name servers to use (a database user that may create databases); what is not
named is started for the occasion and stopped again. Arguments, if any, go to pytest: one run with all of them.
"""

import contextlib
import os
import subprocess
import sys
import time

from tests.services.servers import Lacking, Postgres, Redis, private

# They meet no database, or one of their own: `make test` has run them
ELSEWHERE = ("unit", "house", "browser", "config/test_filesystem_broker.py", "faults/test_embedded.py")
ELSEWHERE += ("operations/test_back_up.py", "operations/test_one_machine.py", "operations/test_proxy.py")
WITHOUT_DATABASE = [f"--ignore=tests/{each}" for each in (*ELSEWHERE, "faults/test_broker_dead.py")]
ON_POSTGRES = ["-n", "auto", "-m", "not browser and not services", "--durations", "12", *WITHOUT_DATABASE]
WITH_PROCESSES = ["-m", "services", "--durations", "12"]
# They mostly wait; a server somebody named may give no more than PostgreSQL's usual 100 connections
SIDE_BY_SIDE = {True: ["-n", "4"], False: ["-n", "1"]}
RUNS = {"the suite on PostgreSQL": ON_POSTGRES, "real workers, races and faults": WITH_PROCESSES}
NOTHING_TO_DO = 5  # pytest's word for: no test was chosen


def main(arguments: list[str]) -> int:
    """Run all; returns the first failing number."""
    with contextlib.ExitStack() as servers:
        environment = {**os.environ, **_addresses(servers)}
        if arguments:
            return _pytest(arguments, environment)
        for name, chosen in RUNS.items():
            began = time.monotonic()
            own = "TEST_DATABASE_URL" not in os.environ
            failed = _pytest(chosen if "-n" in chosen else [*SIDE_BY_SIDE[own], *chosen], environment)
            print(f"{name}: {'FAILED' if failed else 'right'} in {time.monotonic() - began:.0f} s", flush=True)
            if failed:
                return failed
    return 0


def _addresses(servers: contextlib.ExitStack) -> dict[str, str]:
    """Where the servers are: those named, else our own. DATABASE_URL is the one Django reads."""
    database, redis = os.environ.get("TEST_DATABASE_URL"), os.environ.get("TEST_REDIS_URL")
    try:
        database = database or servers.enter_context(private(Postgres)).url("seals")
        redis = redis or servers.enter_context(private(Redis)).url
    except Lacking as lacking:
        sys.exit(f"{lacking}, or name servers in TEST_DATABASE_URL and TEST_REDIS_URL.")
    return {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": redis, "DATABASE_URL": database}


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    code = subprocess.run(command, check=False, env=environment).returncode
    return 0 if code == NOTHING_TO_DO else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
