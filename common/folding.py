"""Letters folded so that words typed on any keyboard meet: search and place names compare folded text."""

import unicodedata

# Kazakh letters are often typed as the Russian letter that looks alike.
_LOOK_ALIKE = str.maketrans("әғқңөұүһіё’ʼ`ı", "агкноуухие'''i")
_KEPT = {"й"}  # decomposes into и + breve, yet is a letter of its own


def fold(text: str) -> str:
    """Lower case, Kazakh letters as their Russian look-alikes, ё as е, Latin accents off. Keeps й, digits, spaces."""
    lowered = unicodedata.normalize("NFC", text.lower()).translate(_LOOK_ALIKE)
    return "".join(_plain(letter) for letter in lowered)


def _plain(letter: str) -> str:
    if letter in _KEPT or letter.isascii():
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
