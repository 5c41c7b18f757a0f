"""Every template compiles, and none breaks the content policy."""

import re
from pathlib import Path

import pytest
from django.template import Template

ROOT = Path(__file__).resolve().parents[2]
HTML = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
DATA_BLOCK = re.compile(r'<script[^>]*type="application/json"', re.IGNORECASE)


def ids(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", HTML, ids=ids)
def test_a_template_compiles_and_has_nothing_inline(path):
    source = path.read_text()
    Template(source)
    hits = [m.group() for m in INLINE.finditer(source) if not DATA_BLOCK.match(source, m.start())]
    assert not hits


@pytest.mark.parametrize("path", HTML, ids=ids)
def test_a_template_names_nothing_outside(path):
    assert not re.findall(r"src=[\"']https?://|<link[^>]+href=[\"']https?://", path.read_text())


def test_every_text_message_has_three_languages():
    folder = ROOT / "templates" / "sms"
    names = {code: {p.name for p in (folder / code).glob("*.txt")} for code in ("kk", "ru", "en")}
    assert names["kk"] == names["ru"] == names["en"]
