"""The catalogues: same texts in every language, nothing guessed or half, placeholders whole, plurals right."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from config.catalogues import LANGUAGES, PLURAL_FORMS, key, paths
from config.django_texts import DJANGO_TEXTS
from config.texts_found import Text, in_python, in_template

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"%\([a-zA-Z_0-9]+\)[-0-9.]*[sdrf]|%%[a-z]|%[sd]|\{[a-z_]*\}")
# Texts that are the same in Russian or Kazakh as in English
SAME = {"4x4", "OK", "SMS", "WhatsApp", "GPS", "PIT", "pH"}
BOOKS = {path.parts[-3]: polib.pofile(str(path), encoding="utf-8") for path in paths()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed_empty_or_forgotten(language):
    book = BOOKS[language]
    assert not [entry.msgid for entry in book if entry.fuzzy or entry.obsolete or not entry.translated()]
    assert book.metadata["Plural-Forms"] == PLURAL_FORMS[language]


def test_every_language_has_the_same_texts():
    texts = {language: {key(entry) for entry in book} for language, book in BOOKS.items()}
    assert texts["ru"] == texts["en"]
    assert texts["kk"] - texts["ru"] <= set(DJANGO_TEXTS)
    assert texts["ru"] <= texts["kk"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_whole(language):
    wrong = []
    for entry in BOOKS[language]:
        allowed = {tuple(sorted(PLACE.findall(text))) for text in (entry.msgid, entry.msgid_plural or entry.msgid)}
        written = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        wrong += [text for text in written if tuple(sorted(PLACE.findall(text))) not in allowed]
    assert not wrong


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_translation_is_a_translation(language):
    same = {
        e.msgid
        for e in BOOKS[language]
        if not e.msgid_plural and e.msgstr == e.msgid and re.search("[a-zA-Z]{2}", PLACE.sub("", e.msgid))
    }
    assert same <= SAME


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_latin_letter_hides_in_a_cyrillic_word(language):
    mixed = re.compile(r"(?<![%(\w])\w*(?:[a-zA-Z][а-яёәғқңөұүһі]|[а-яёәғқңөұүһі][a-zA-Z])\w*", re.IGNORECASE)
    texts = [text for e in BOOKS[language] for text in (e.msgstr, *e.msgstr_plural.values())]
    assert not [text for text in texts if mixed.search(re.sub(r"%\(\w+\)\w", " ", text))]


@pytest.mark.parametrize(
    ("language", "n", "written"),
    [("ru", 1, "1 попытка"), ("ru", 2, "2 попытки"), ("ru", 5, "5 попыток"), ("ru", 21, "21 попытка"),
     ("kk", 1, "1 әрекет"), ("kk", 5, "5 әрекет"), ("en", 1, "1 try"), ("en", 2, "2 tries")],
)  # fmt: skip
def test_plurals(language, n, written):
    with translation.override(language):
        assert translation.ngettext("%(n)s try", "%(n)s tries", n) % {"n": n} == written


def test_texts_are_found_in_code():
    code = 'a = _("One" " two"); b = ngettext("%(n)s seal", "%(n)s seals", n); c = pgettext("sex", "Male"); d = _(name)'
    assert set(in_python(code)) == {
        Text("", "One two", ""),
        Text("", "%(n)s seal", "%(n)s seals"),
        Text("sex", "Male", ""),
    }


def test_texts_are_found_in_templates():
    source = (
        '{% load i18n %}{% translate "One" %}{% translate "Open" context "gate" %}{{ x|default:_("none") }}'
        "{% blocktranslate count n=n trimmed %}\n one {{ n }}\n{% plural %} many {{ n }}{% endblocktranslate %}"
    )
    expected = {
        Text("", "One", ""),
        Text("gate", "Open", ""),
        Text("", "none", ""),
        Text("", "one %(n)s", "many %(n)s"),
    }
    assert set(in_template(source)) == expected
