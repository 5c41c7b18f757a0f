"""The tree itself: short files, no address of a registry or a machine, locks that hold what is asked for."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = 350
# Written in two halves, or this file would find itself
NOT_IN_A_FILE = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npm" + "js",
    "/opt/" + "pypi",
    "/work" + "/",
    "/tmp/" + "wt",
]


def tracked() -> list[Path]:
    """Every file of the project as git knows it; without git, every file that is no by-product."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
    skipped = {".venv", "var", "staticfiles", "__pycache__", ".git"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts)]


FILES = tracked()


def test_no_file_is_long():
    code = [p for p in FILES if p.suffix in {".py", ".js", ".html"} and "vendor" not in p.parts]
    ours = [p for p in code if not {"tests", "migrations"} & set(p.parts)]
    long = {p.relative_to(ROOT).as_posix(): n for p in ours if (n := len(p.read_text().splitlines())) > LINES}
    assert not long


def test_every_python_file_says_what_it_is():
    quiet = [
        p.relative_to(ROOT).as_posix()
        for p in FILES
        if p.suffix == ".py" and "migrations" not in p.parts and "formats" not in p.parts
        and p.read_text().strip() and not re.match(r'(#!.*\n)?"""', p.read_text())
    ]  # fmt: skip
    assert not quiet


def test_no_file_names_a_registry_or_this_machine():
    found = []
    for path in FILES:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {word}" for word in NOT_IN_A_FILE if word in text]
    assert not found


def named(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", []), ("requirements-dev.lock", ["dev"])])
def test_the_locks_hold_what_the_project_asks_for(lock, groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(r for g in groups for r in project["optional-dependencies"][g])]
    pinned = {named(line) for line in (ROOT / lock).read_text().splitlines() if "==" in line}
    assert {named(r) for r in asked} <= pinned, "run `make lock`"


def test_every_dependency_says_why():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [")
    block = lines[start + 1 : lines.index("]", start)]
    assert not [line for line in block if line.strip() and "#" not in line]
