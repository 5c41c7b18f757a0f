"""What a family of processes uses, from /proc (Linux): memory as proportional set size, and processor time."""

import os
import subprocess
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(roots: list[subprocess.Popen]) -> list[int]:
    """The numbers of these processes and of all their descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        if fields := _fields(int(entry.name)):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [process.pid for process in roots]
    for pid in found:
        found += children.get(pid, [])
    return found


def memory_mb(pids: list[int]) -> dict[str, float]:
    """Proportional set size of each process, by its number and the beginning of its command."""
    found = {}
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended while we looked
        kb = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
        found[f"{pid} {command[:60]}"] = kb / 1024
    return found


def processor_s(pids: list[int]) -> float:
    """User and system time of all these processes so far, in seconds."""
    return sum((int(fields[11]) + int(fields[12])) / TICKS for pid in pids if (fields := _fields(pid)))


def _fields(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; nothing for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
