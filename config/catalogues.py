"""The catalogues: gathers texts (needs gettext), compiles them (needs nothing), says what is missing."""

import subprocess
import sys
from pathlib import Path

import polib

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "locale"
LANGUAGES = ("kk", "ru", "en")
DOMAINS = ("django", "djangojs")
PLURAL_FORMS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
SKIPPED = ("var", "staticfiles", ".venv", "node_modules", "docs", "tests", "requirements*", "static/vendor")


def paths() -> list[Path]:
    """Every catalogue in the project, in a fixed order."""
    return sorted(LOCALE_DIR.glob("*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write each .mo that is older than its .po; the number written."""
    written = 0
    for source in paths():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(".mo.new")
        polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(half))
        half.replace(target)
        written += 1
    return written


def gather() -> None:
    """Bring new texts of code and templates into the catalogues: sorted, without file positions or old entries."""
    for language in LANGUAGES:
        (LOCALE_DIR / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    languages = [part for language in LANGUAGES for part in ("--locale", language)]
    ignored = [part for name in SKIPPED for part in ("--ignore", name)]
    command = [sys.executable, "manage.py", "makemessages", *languages, *ignored, "--no-location", "--no-wrap"]
    subprocess.run([*command, "--no-obsolete", "--extension", "html,txt,py"], cwd=BASE_DIR, check=True)
    for source in paths():
        tidy(source)


def tidy(source: Path) -> None:
    """Sort a catalogue, give it its plural rule, drop guesses and old entries, and fill English with its own words."""
    language = source.parts[-3]
    catalogue = polib.pofile(str(source), encoding="utf-8", wrapwidth=0)
    catalogue.header = "Texts of the seal rescue system."
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    catalogue.metadata_is_fuzzy = False
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
            continue
        if entry.fuzzy:  # a guess by likeness is worse than a gap
            entry.flags.remove("fuzzy")
            _empty(entry)
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if language == "en":
            _own_words(entry)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(str(source))


def _empty(entry: polib.POEntry) -> None:
    entry.msgstr = ""
    entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")


def _own_words(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    elif not entry.msgstr:
        entry.msgstr = entry.msgid


if __name__ == "__main__":
    if "--gather" in sys.argv:
        gather()
    print(f"catalogues compiled: {compile_all()}")  # noqa: T201
