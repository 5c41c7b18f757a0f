"""The catalogues: gathers their texts, compiles them, says what is missing; gettext need not be installed."""

import re
import sys
from pathlib import Path

import polib

from config.django_texts import DJANGO_TEXTS
from config.texts_found import Text, all_texts

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "locale"
LANGUAGES = ("kk", "ru", "en")
PLURAL_FORMS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}


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
    """Bring the texts of code and templates into every catalogue; what nobody uses any more goes."""
    found = set(all_texts())
    for language in LANGUAGES:
        source = LOCALE_DIR / language / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True, exist_ok=True)
        kept = {key(entry): entry for entry in polib.pofile(str(source), encoding="utf-8")} if source.exists() else {}
        catalogue = polib.POFile(encoding="utf-8", wrapwidth=0)
        catalogue.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURAL_FORMS[language],
        }
        catalogue.extend(_entry(text, kept.get(text), language) for text in sorted(wanted(found, language)))
        catalogue.save(str(source))


def wanted(found: set[Text], language: str) -> set[Text]:
    """The texts a language's catalogue holds: ours, and in Kazakh those Django has not."""
    return found | set(DJANGO_TEXTS) if language == "kk" else found


def key(entry: polib.POEntry) -> Text:
    """What makes an entry the same text."""
    return Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _entry(text: Text, before: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.text, msgctxt=text.context or None, msgid_plural=text.plural)
    if re.search(r"%\([a-z_]+\)[sd]", text.text + text.plural):
        entry.flags = ["python-format"]
    if text.plural:
        count = int(PLURAL_FORMS[language][9])
        own = {0: text.text, 1: text.plural} if language == "en" else {}
        entry.msgstr_plural = {n: before.msgstr_plural.get(n, "") if before else own.get(n, "") for n in range(count)}
    else:
        entry.msgstr = before.msgstr if before else text.text if language == "en" else ""
    return entry


def missing() -> dict[str, list[str]]:
    """Per language the texts whose translation is empty or absent."""
    found = set(all_texts())
    gaps: dict[str, list[str]] = {}
    for language in LANGUAGES:
        catalogue = polib.pofile(str(LOCALE_DIR / language / "LC_MESSAGES" / "django.po"), encoding="utf-8")
        done = {key(entry) for entry in catalogue if entry.translated()}
        gaps[language] = sorted(text.text for text in wanted(found, language) - done)
    return gaps


if __name__ == "__main__":
    if "--gather" in sys.argv:
        gather()
    if "--check" in sys.argv:
        gaps = {language: texts for language, texts in missing().items() if texts}
        for language, texts in gaps.items():
            print(f"{language} lacks {len(texts)} texts:", *texts, sep="\n  ")  # noqa: T201
        sys.exit("Mend: `make messages`, then translate what is empty." if gaps else 0)
    print(f"catalogues compiled: {compile_all()}")  # noqa: T201
