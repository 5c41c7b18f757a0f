"""A back-up holds everything and gives it back; a damaged or foreign one, or a system in use, is refused untouched."""

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from types import SimpleNamespace

import pytest

from config.upkeep import backing_up
from config.upkeep.archives import CannotDo
from tests.operations.systems import PROJECT, Installed


def archives(system) -> list:
    return sorted((system.var / "backups").glob("seals-*.tar.gz"))


def backed_up(system):
    system.manage("back_up")
    return archives(system)[-1]


def changed(archive, target, change):
    """The same archive with its members changed by change(name, content), which may leave one out."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            name, content = change(member.name, old.extractfile(member).read())
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


def test_a_lost_system_comes_back_whole(small, tmp_path):
    before = small.rows(), small.photos(), small.secret()
    archive = backed_up(small)
    assert archive.stat().st_mode & 0o077 == 0
    subprocess.run(["sha256sum", "-c", archive.name + ".sha256"], check=True, cwd=archive.parent, capture_output=True)
    shutil.move(small.var / "backups", tmp_path / "kept")
    shutil.rmtree(small.var)

    told = small.manage("restore", str(tmp_path / "kept" / archive.name))

    assert "all counted again" in told
    assert (small.rows(), small.photos(), small.secret()) == before
    assert len(before[1]) == 2
    assert before[0]["strandings_report"][0] == 2
    assert (small.var / "secrets.json").stat().st_mode & 0o077 == 0


def test_the_scripts_do_it_from_anywhere(small, tmp_path):
    kept = tmp_path / "kept"

    def script(name, *arguments):
        done = subprocess.run(
            [PROJECT / "deploy" / name, *arguments], check=False, cwd=kept, capture_output=True, text=True,
            env=small.environment | {"VENV": sys.prefix},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    kept.mkdir()
    script("backup", "--to", str(kept))
    (archive,) = kept.glob("seals-*.tar.gz")
    assert "all counted again" in script("restore", archive.name, "--force")


def test_what_is_written_meanwhile_does_not_disturb(small):
    done = threading.Event()

    def write():
        with closing(sqlite3.connect(small.var / "seals.sqlite3", timeout=20)) as live:
            while not done.wait(0.01):
                live.execute("INSERT INTO strandings_yearcounter (series, year, last) SELECT 'try', count(*), 0"
                             " FROM strandings_yearcounter")  # fmt: skip
                live.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        archive = backed_up(small)
    finally:
        done.set()
        writer.join()
    elsewhere = Installed(small.var / "elsewhere")
    assert "all counted again" in elsewhere.manage("restore", str(archive))


def test_a_system_with_people_is_not_overwritten_unless_forced(small):
    archive = backed_up(small)
    small.manage("seed_demo", "--small")
    with closing(sqlite3.connect(small.var / "seals.sqlite3")) as live:
        live.execute("UPDATE strandings_report SET words = 'written after the back-up'")
        live.commit()
    later = small.rows()
    assert "not empty" in small.manage("restore", archive.name, fails=True)
    assert small.rows() == later

    small.manage("restore", archive.name, "--force")

    assert small.rows() != later
    (aside,) = [path for path in small.var.glob("seals.sqlite3.before-*") if path.name.endswith("Z")]
    with closing(sqlite3.connect(aside)) as old:
        assert old.execute("SELECT DISTINCT words FROM strandings_report").fetchall() == [
            ("written after the back-up",)
        ]


def test_a_damaged_back_up_is_refused_and_nothing_touched(small):
    archive = backed_up(small)
    before = small.rows(), small.photos()
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-2000] + b"\0" * 100 + whole[-1900:])
    assert "checksum is another" in small.manage("restore", archive.name, "--force", fails=True)
    archive.with_name(archive.name + ".sha256").unlink()
    assert "back-up" in small.manage("restore", archive.name, "--force", fails=True)
    archive.write_bytes(whole[: len(whole) // 2])
    assert "cannot be read" in small.manage("restore", archive.name, "--force", fails=True)
    assert (small.rows(), small.photos()) == before


def newer(name, content):
    if name == "manifest.json":
        manifest = json.loads(content)
        manifest["migrations"].append("strandings.9999_of_next_year")
        content = json.dumps(manifest).encode()
    return name, content


def stranger(name, content):
    return ("media/../../evil.py" if name == "secrets.json" else name), content


def other_photo(name, content):
    return name, content[:-1] if name.startswith("media/") else content


@pytest.mark.parametrize(
    ("change", "why"),
    [(newer, "newer version"), (stranger, "does not belong there"), (other_photo, "lacks photos")],
)
def test_what_does_not_fit_is_refused_and_nothing_touched(small, tmp_path, change, why):
    archive = changed(backed_up(small), tmp_path / "changed.tar.gz", change)
    before = small.rows()
    assert why in small.manage("restore", str(archive), "--force", fails=True)
    assert small.rows() == before
    assert not list(tmp_path.rglob("evil.py"))


def test_a_running_system_is_not_touched(small):
    archive = backed_up(small)
    done = threading.Event()

    def sweep():
        with closing(sqlite3.connect(small.var / "seals.sqlite3", timeout=20)) as live:
            while not done.wait(0.5):
                live.execute("INSERT INTO messaging_sweeplease (name, held_until, held_by, last_ran_at)"
                             " VALUES ('try', '2000-01-01', '', STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'))"
                             " ON CONFLICT (name) DO UPDATE SET last_ran_at = excluded.last_ran_at")  # fmt: skip
                live.commit()

    worker = threading.Thread(target=sweep)
    worker.start()
    try:
        told = small.manage("restore", archive.name, "--force", fails=True)
    finally:
        done.set()
        worker.join()
    assert "The system is running" in told
    assert not list(small.var.glob("seals.sqlite3.before-*"))


def test_only_the_newest_are_kept_and_nobody_elses_files_are_touched(small):
    folder = small.var / "backups"
    folder.mkdir()
    old = [f"seals-2020010{day}T000000Z.tar.gz" for day in (1, 2, 3)]
    for name in [*old, "seals-old.tar.gz", "diary.txt"]:
        (folder / name).write_text("")
        (folder / f"{name}.sha256").write_text("")
    small.manage("back_up", "--keep", "2")
    names = {path.name for path in folder.iterdir()}
    assert names >= {"seals-old.tar.gz", "diary.txt", old[2]}
    assert not names & {old[0], old[1], f"{old[0]}.sha256"}
    assert len(archives(small)) == 3  # the new one, the newest old one, and the one of another's name


@pytest.mark.django_db
def test_a_disk_that_is_too_full_is_named_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(backing_up.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    with pytest.raises(CannotDo, match="MB free"):
        backing_up._refuse_a_full_disk(tmp_path)
