"""Takes each guard out once, in a copy of the project, and sees its test fail: `make guards`.

guards*.toml list them: the file, the text to take out, what to put instead (nothing by default), the test that must
then fail. A test that still passes without its guard proves nothing.
NAME=text runs those whose name contains it; PART=2/4 every fourth, beginning with the second; JOBS=2 so many at once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = {".git", ".venv", "var", "staticfiles", "node_modules", "__pycache__", ".ruff_cache", ".pytest_cache"}
# Tables come from the models, so that a constraint taken out of a model is really gone
PYTEST = ["-q", "-x", "-n", "0", "--no-migrations", "--tb=short", "-p", "no:cacheprovider", "-p", "no:randomly"]
FAILED = 1
LONGEST_S = 300


def main(name: str, part: str, jobs: int) -> int:
    """Run the chosen guards; 0 when every test fails without its guard."""
    chosen = in_part([guard for guard in all_guards() if name in guard["name"]], part)
    print(f"{len(chosen)} guards, {jobs} at once", flush=True)
    with tempfile.TemporaryDirectory() as place:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copies.put(_copy_to(Path(place) / str(number)))
        with ThreadPoolExecutor(jobs) as pool:
            said = list(pool.map(lambda guard: _try(guard, copies), chosen))
    idle = [words for words in said if words]
    for words in idle:
        print(f"\n{words}")
    print(f"{len(chosen) - len(idle)} of {len(chosen)} guards are watched by their test")
    return 1 if idle or not chosen else 0


def all_guards() -> list[dict]:
    """Every guard of every list, in a fixed order."""
    files = sorted((ROOT / "tests").glob("guards*.toml"))
    return [guard for file in files for guard in tomllib.loads(file.read_text(encoding="utf-8"))["guard"]]


def in_part(guards: list[dict], part: str) -> list[dict]:
    """The guards of "2/4": every fourth, beginning with the second."""
    number, of = (int(word) for word in part.split("/"))
    if not 1 <= number <= of:
        sys.exit(f"PART={part}: say 1/{of} to {of}/{of}")
    return guards[number - 1 :: of]


def _copy_to(place: Path) -> Path:
    shutil.copytree(ROOT, place / "project", ignore=lambda _, names: LEFT_BEHIND & set(names))
    return place


def _try(guard: dict, copies: SimpleQueue) -> str:
    """Nothing when the test fails without the guard, else what is wrong."""
    place, began = copies.get(), time.monotonic()
    try:
        problem = _without(guard, place)
    finally:
        copies.put(place)
    mark = "!!" if problem else "ok"
    print(f"{mark} {time.monotonic() - began:4.0f} s  {guard['name']}", flush=True)
    return problem and f"!! {guard['name']}\n   {guard['file']}: {guard['test']}\n{problem}"


def _without(guard: dict, place: Path) -> str:
    file = place / "project" / guard["file"]
    whole = file.read_text(encoding="utf-8")
    if whole.count(guard["out"]) != 1:
        return f"   the text to take out stands there {whole.count(guard['out'])} times, not once"
    file.write_text(whole.replace(guard["out"], guard.get("put", "")), encoding="utf-8")
    environment = {**os.environ, "VAR_DIR": str(place / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *PYTEST, guard["test"]],
            cwd=place / "project",
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
        )
    except subprocess.TimeoutExpired:
        return f"   its test did not end within {LONGEST_S} s"
    finally:
        file.write_text(whole, encoding="utf-8")
    return "" if run.returncode == FAILED else run.stdout[-1500:] + run.stderr[-500:]


if __name__ == "__main__":
    asked = os.environ.get
    sys.exit(main(asked("NAME", ""), asked("PART") or "1/1", int(asked("JOBS") or "2")))
