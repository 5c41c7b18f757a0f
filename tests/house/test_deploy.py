"""Containers, environment, commands and the page about operations say the same thing."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from strandings.forms.public import PHOTOS_LIMIT

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}
OPERATIONS = (ROOT / "docs/operations.md").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
# Not ours to explain: set by the project's own processes, or by a shell
INNER = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PATH", "HOME"}


def names_read() -> set[str]:
    """Every variable that code outside tests and demo reads from its environment."""
    calls = re.compile(
        r"""(?:\benv(?:\.\w+)?|environ\.Env\(\)(?:\.\w+)?|environ\.get|environ\.setdefault|getenv)\(\s*["']([A-Z_]+)["']"""
        r"""|environ\[["']([A-Z_]+)["']\]"""
    )
    found = set()
    for folder in ("config", "common", "accounts", "messaging", "strandings", "dispatch", "rehab"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= {one or other for one, other in calls.findall(path.read_text())}
    return found - INNER


def names_in_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_every_variable_is_in_the_example_and_none_is_unknown():
    assert names_read() | names_in_compose() == EXAMPLE, "mend .env.example"


def test_every_variable_is_explained():
    rows = "\n".join(line.split("|")[1] for line in OPERATIONS.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", rows)) == EXAMPLE, "mend the table of settings in docs/operations.md"


def test_compose_sets_only_variables_that_something_reads():
    given = {name for service in OURS for name in SERVICES[service].get("environment", {})}
    assert given <= names_read()
    read_by_proxy = set(re.findall(r"\{\$([A-Z_]+)", (ROOT / "deploy/Caddyfile").read_text()))
    assert set(SERVICES["proxy"]["environment"]) <= read_by_proxy


def test_the_services_are_those_that_the_page_names():
    assert set(SERVICES) == {"db", "redis", "migrate", "web", "worker", "beat", "proxy", "backup"}
    asked = re.findall(r"docker compose (run|exec|up|logs|stop|start|restart)\b([^\n`|#<'\"]*)", OPERATIONS)
    assert len(asked) > 8
    for verb, rest in asked:
        words = [word for word in rest.split() if not word.startswith("-")]
        meant = words[:1] if verb in {"run", "exec"} else words
        assert set(meant) <= set(SERVICES), (verb, rest)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_container_rotates_its_logs_and_has_a_memory_limit(name):
    service = SERVICES[name]
    assert service["logging"]["options"].keys() >= {"max-size", "max-file"}
    assert service["mem_limit"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_may_write_only_where_they_must(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"][:2] == ["files:/var/lib/seals", "/tmp"]
    assert "tmpfs" not in service


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_they_begin_when_servers_are_well_and_tables_are_there(name):
    waits = {on: how["condition"] for on, how in SERVICES[name]["depends_on"].items()}
    assert waits == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_only_the_proxy_has_ports():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}


def test_every_image_has_a_version_and_the_image_is_not_root():
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    assert all(re.search(r":\d", image) for image in [*bases, *images])
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M)[-1] == "seals"


def test_the_python_of_the_image_is_one_we_promise():
    (version,) = set(re.findall(r"^FROM python:(\d+\.\d+)", DOCKERFILE, re.M))
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert tuple(map(int, version.split("."))) >= tuple(map(int, promised.removeprefix(">=").split(".")))
    assert f'"{version}.' in (ROOT / "tests/house/test_lock.py").read_text()


def test_pg_dump_in_the_image_is_of_the_server_s_version():
    client = re.search(r"postgresql-client-(\d+)", DOCKERFILE)[1]
    assert re.search(r":(\d+)", SERVICES["db"]["image"])[1] == client
    assert f"PostgreSQL {client}" in OPERATIONS


def test_the_image_alone_runs_the_same_web():
    command = re.search(r"^CMD (\[.*\])", DOCKERFILE, re.M | re.S)[1].replace("\\\n", "")
    assert yaml.safe_load(command) == SERVICES["web"]["command"]
    assert re.search(r"HEALTHCHECK .*CMD (\[.*\])", DOCKERFILE)[1] == '["python", "-m", "config.healthy"]'


def test_web_listens_where_the_proxy_asks_and_outlives_its_connections():
    command = SERVICES["web"]["command"]
    caddyfile = (ROOT / "deploy/Caddyfile").read_text()
    port = command[command.index("--bind") + 1].rpartition(":")[2]
    assert SERVICES["proxy"]["environment"]["UPSTREAM"] == f"web:{port}"
    assert f"EXPOSE {port}" in DOCKERFILE
    kept_by_proxy = int(re.search(r"keepalive (\d+)s", caddyfile)[1])
    assert int(command[command.index("--keep-alive") + 1]) > kept_by_proxy


def test_the_database_has_a_connection_for_every_thread():
    def number(service: str, option: str) -> int:
        command = SERVICES[service]["command"]
        return int(command[command.index(option) + 1])

    threads = number("web", "--workers") * number("web", "--threads") + number("worker", "--concurrency")
    allowed = int(re.search(r"max_connections=(\d+)", " ".join(SERVICES["db"]["command"]))[1])
    assert allowed > threads + 50  # health, sweeper, beat, a second worker, back-up, somebody who looks


def test_no_container_writes_the_addresses_asked_for():
    """Secret links are addresses: an access log would keep them."""
    assert "access-log" not in DOCKERFILE + str(SERVICES)
    of_proxy = (ROOT / "deploy/Caddyfile").read_text()
    site = of_proxy[of_proxy.index("{$SITE_ADDRESS}") :]
    assert not re.search(r"^\s*log\b", site, re.M)
    assert "request>uri delete" in of_proxy
    assert "request>headers delete" in of_proxy


def test_the_proxy_lets_through_what_a_report_may_carry():
    limit = re.search(r"max_size (\d+)MB", (ROOT / "deploy/Caddyfile").read_text())[1]
    assert int(limit) * 1000**2 > PHOTOS_LIMIT * settings.PHOTO_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_commands_of_the_page_exist():
    makes = set(re.findall(r"(?:`|^)make ([a-z-]+)", OPERATIONS, re.M))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert makes <= targets
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    django = {"migrate", "check", "showmigrations", "changepassword", "shell", "clearsessions"}
    assert set(re.findall(r"manage\.py ([a-z_]+)", OPERATIONS)) <= commands | django


def test_files_of_the_page_exist():
    for name in set(re.findall(r"\bdeploy/[\w./-]+\w", OPERATIONS)):
        assert (ROOT / name).exists(), name


def test_no_secret_is_copied_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", "var", ".git", "backups"} <= set(ignored)
    tracked = subprocess.run(["git", "ls-files", ".env", "var"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert not tracked.stdout.strip()


def test_ci_runs_the_commands_of_the_makefile():
    ci = (ROOT / ".ci/run").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"^\s*(?:if .*then )?make ([a-z-]+)", ci, re.M)) <= targets
