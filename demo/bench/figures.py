"""Figures: what was measured, with which target, printed as a table and written as JSON, the machine's name beside."""

import json
import os
import platform
import statistics
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("django", "celery", "gunicorn", "psycopg2-binary", "redis", "kombu")


@dataclass(frozen=True)
class Figure:
    """One measured value. `at_most` and `at_least` are the targets, where there is one; more: what else was seen."""

    shape: str
    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    more: str = ""

    @property
    def verdict(self) -> str:
        """ "met", "MISSED", or nothing where no target is set."""
        if self.at_most is None and self.at_least is None:
            return ""
        is_met = (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )
        return "met" if is_met else "MISSED"

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return f">= {self.at_least:g}" if self.at_least is not None else ""


def p95(values: list[float]) -> float:
    """The value that one in twenty exceeds."""
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def spread(values: list[float]) -> str:
    """The rest of a median: how many, the 95th percentile, least and most."""
    return f"n={len(values)}, p95 {p95(values):.1f}, {min(values):.1f} to {max(values):.1f}"


def middle(values: list[float]) -> float:
    """The median, with one decimal."""
    return round(statistics.median(values), 1)


def machine(servers: list[str]) -> dict:
    """What the figures were measured on."""
    cpu = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": f"{len(cpu) or os.cpu_count()} x {cpu[0] if cpu else platform.machine()}",
        "memory_gb": round(int(memory[0]) / 1024**2, 1) if memory else None,
        "system": f"{platform.system()} {platform.release()}",
        "load_before": [round(load, 1) for load in os.getloadavg()],
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "servers": servers,
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def table(figures: list[Figure], about: dict) -> str:
    """Everything for a person to read, in Markdown."""
    packages = ", ".join(f"{name} {number}" for name, number in about["packages"].items())
    lines = [
        f"{about['at']}: {about['cpu']}, {about['memory_gb']} GB, {about['system']}; load {about['load_before']}",
        f"Python {about['python']}, {packages}; {'; '.join(about['servers'])}",
        "",
    ]
    head = ("shape", "what", "value", "target", "", "more")
    rows = [(f.shape, f.what, f"{f.value:g} {f.unit}", f.target, f.verdict, f.more) for f in figures]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    written = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    written.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join([*lines, *(f"| {row} |" for row in written)])


def as_json(figures: list[Figure], about: dict) -> str:
    """The same for programs."""
    rows = [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
    return json.dumps({"machine": about, "figures": rows}, ensure_ascii=False, indent=1)
