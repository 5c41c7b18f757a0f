"""The lists of guards keep up with the code: each text stands once in its file, each test exists."""

import re
from collections import Counter

import pytest

from tests.guards import ROOT, all_guards, in_part

GUARDS = all_guards()
INVARIANTS = range(1, 12)  # of docs/ARCHITECTURE.md, "What must never be, and what keeps it"


@pytest.mark.parametrize("guard", GUARDS, ids=[guard["name"] for guard in GUARDS])
def test_a_guard_stands_where_its_list_says(guard):
    assert set(guard) <= {"name", "file", "out", "put", "test"}
    text = (ROOT / guard["file"]).read_text(encoding="utf-8")
    assert text.count(guard["out"]) == 1, f"mend tests/guards*.toml: {guard['name']}"
    assert guard["out"] != guard.get("put", "")
    file, _, test = guard["test"].partition("::")
    written = (ROOT / file).read_text(encoding="utf-8")
    assert not test or re.search(rf"^def {re.escape(test.partition('[')[0])}\(", written, re.MULTILINE)


def test_names_are_different():
    assert not [name for name, times in Counter(guard["name"] for guard in GUARDS).items() if times > 1]


def test_every_invariant_has_a_guard():
    numbers = {int(found.group(1)) for guard in GUARDS if (found := re.match(r"(\d+): ", guard["name"]))}
    assert numbers == set(INVARIANTS)


@pytest.mark.parametrize("of", [1, 3, 4])
def test_the_parts_together_are_all(of):
    parts = [guard["name"] for number in range(of) for guard in in_part(GUARDS, f"{number + 1}/{of}")]
    assert sorted(parts) == sorted(guard["name"] for guard in GUARDS)
