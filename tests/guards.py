"""Takes each guard out once, in a copy of the project, and sees its test fail: `make guards` (NAME= for one).

guards.toml lists them: the file, the text to take out, what to put instead (nothing by default), the test that must
then fail. A test that still passes without its guard proves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = {".git", ".venv", "var", "staticfiles", "node_modules", "__pycache__", ".ruff_cache", ".pytest_cache"}
# Tables come from the models, so that a constraint taken out of a model is really gone
PYTEST = ["-q", "-x", "-n", "0", "--no-migrations", "-p", "no:cacheprovider", "-p", "no:randomly"]
FAILED = 1


def main(wanted: str = "") -> int:
    """Run all guards, or those whose name contains `wanted`; 0 when every test fails without its guard."""
    files = sorted((ROOT / "tests").glob("guards*.toml"))
    guards = [guard for file in files for guard in tomllib.loads(file.read_text(encoding="utf-8"))["guard"]]
    chosen = [guard for guard in guards if wanted in guard["name"]]
    idle = [guard["name"] for guard in chosen if not _bites(guard)]
    print(f"{len(chosen) - len(idle)} of {len(chosen)} guards are watched by their test")
    return 1 if idle or not chosen else 0


def _bites(guard: dict) -> bool:
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "project"
        shutil.copytree(ROOT, copy, ignore=lambda _, names: LEFT_BEHIND & set(names))
        file = copy / guard["file"]
        text = file.read_text(encoding="utf-8")
        if text.count(guard["out"]) != 1:
            print(f"?? {guard['name']}: {guard['file']} holds the text {text.count(guard['out'])} times, not once")
            return False
        file.write_text(text.replace(guard["out"], guard.get("put", "")), encoding="utf-8")
        environment = {**os.environ, "VAR_DIR": f"{place}/var", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", *PYTEST, guard["test"]]
        run = subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True, text=True)
    bites = run.returncode == FAILED
    print(f"{'ok' if bites else '!!'} {guard['name']}: {guard['test']}")
    if not bites:
        print(run.stdout[-1500:])
    return bites


if __name__ == "__main__":
    sys.exit(main(os.environ.get("NAME", "")))
