"""A message cut into words: each knows its clause, its folded form, and what it is in Cyrillic if typed in Latin."""

import re
from dataclasses import dataclass

from common.folding import fold
from strandings.understanding.listed import listed

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W\d_]+)*")
_GLUED = re.compile(r"(\d+)((?:мкр|микр|км|шт|тюлен|итбал|нерп|mkr|km|seal|дн|кг)[^\W\d_]*)", re.IGNORECASE)
_SPELT_OUT = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")
_NOT_GLUED = re.compile(
    r"(не|ne)((?:жив|м[её]ртв|дохл|дыш|шевел|двига|умер|сдох|погиб|zhiv|jiv|mertv|dohl|dysh|umer|sdoh)[^\W\d_]*)",
    re.IGNORECASE,
)
# Russian typed in Latin: these are Russian words there, whatever they are in English.
_ASK_FIRST = frozenset(listed("is, are, was, were, did, does, do, can, could, has, have, will"))
_GREETINGS = frozenset(listed("hi, hello, hey, so, and, please, salem, um"))
_HOMOGRAPHS = frozenset(listed("no, net, a, on, to, or, me, so, do, my, i"))
_ENDS = re.compile(r"[.!?;:,\n()…]+")
_TURNS = re.compile("но|а|однако|зато|but|however|бірақ|бирак|алайда", re.IGNORECASE)
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

_ENGLISH = frozenset(
    listed(
        """
        the, a, an, is, are, was, it, its, i, we, my, me, you, he, she, this, that, there, here, on, in, at, of, to,
        from, near, by, with, and, or, not, no, please, help, seal, seals, dead, alive, beach, pup, baby, found, saw,
        see, lying, looks, injured, net, what, how, can, do, does
        """
    )
)
_KAZAKH_WORDS = re.compile(
    "итбалык.*|жатыр|жатир|ол[иы]|олген|тир[иы]|жагажай.*|жагажаи.*|жагалау.*|бар|жок|емес|кусик.*|кушик.*|дана|кеше|бугин|"
    "ауыл.*|жанында|керек|комектес.*|тур|жур|салем.*|ма|ме|мен|неше|канша|кайда|билмейм.*|алекс.*|олексе.*|ау|ит|жара.*"
)
_RUSSIAN_LATIN = re.compile(
    "тюлен.*|тулен.*|нерп.*|белек|на|берегу|в|у|жив.*|мертв.*|дохл.*|пляж.*|помогите|лежит|возле|около|собак.*|сет.*|и|не"
)
_PAIRS = "tsya тся, tsia тся, tsja тся, shch щ, sch щ, zh ж, kh х, ch ч, sh ш, ts ц, yu ю, iu ю, ya я, ia я, yo е"
_SINGLES = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстувухыз", strict=True)) | {"'": ""}
_OTHER_SOUNDS = (("c", "ч"), ("j", "й"), ("w", "ш"))  # besides ц, ж and в
_SOUNDS_ALIKE = (("жы", "жи"), ("шы", "ши"), ("чя", "ча"), ("щя", "ща"), ("лиж", "леж"))
_ORDINAL_ENDS = "(?:ый|ой|ого|ому|ом|ая|ую|ий|ьего|ьем)"
# Microdistricts are said by their ordinal.
_ORDINALS = [
    tuple(pair.split())
    for pair in listed(
        """
        перв 1, втор 2, трет 3, четверт 4, пят 5, шест 6, седьм 7, восьм 8, девят 9, десят 10, одиннадцат 11,
        двенадцат 12, тринадцат 13, четырнадцат 14, пятнадцат 15, шестнадцат 16, семнадцат 17, восемнадцат 18,
        девятнадцат 19, двадцат 20, тридцат 30
        """
    )
]
_Y_AFTER_VOWEL = re.compile("(?<=[aeiouy])y(?![aeiou])")
_LETTERS = [tuple(pair.split()) for pair in listed(_PAIRS)] + list(_SINGLES.items())


@dataclass(frozen=True)
class Token:
    """One word: as written, its forms to compare, the clause it stands in, and where in the text."""

    written: str
    forms: tuple[str, ...]
    clause: int
    start: int
    end: int


@dataclass(frozen=True)
class Message:
    """The cut message: its words, its language (kk, ru, en), and which clauses are questions."""

    text: str
    tokens: list[Token]
    language: str
    questions: frozenset[int]

    def spoken(self, start: int, end: int) -> str:
        """The words from token `start` up to `end` as the person wrote them."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def joined(text: str) -> str:
    """The text with words spelt letter by letter ("ж и в о й") written together."""
    return _SPELT_OUT.sub(lambda found: found.group().replace(" ", ""), text)


def cut(text: str) -> Message:
    """The message cut into words, clauses and questions."""
    pieces: list[tuple[str, int, int, int]] = []
    questions = set()
    clause, last_end = 0, 0
    language = language_of(text)
    in_latin = language == "ru" and not _CYRILLIC.search(text)
    for found in _WORD.finditer(text):
        between = text[last_end : found.start()]
        if pieces and _ends_clause(between):
            if "?" in between:
                questions.add(clause)
            clause += 1
        elif pieces and (_TURNS.fullmatch(found.group()) or (in_latin and found.group().lower() in ("no", "a"))):
            clause += 1
        pieces += [(word, clause, start, start + len(word)) for word, start in _halves(found)]
        last_end = found.end()
    if "?" in text[last_end:]:
        questions.add(clause)
    if not in_latin:  # "is the seal dead" asks without a question mark
        first = {which: word for word, which, _, _ in reversed(pieces) if word.lower() not in _GREETINGS}
        questions |= {which for which, word in first.items() if word.lower() in _ASK_FIRST}
    tokens = [Token(word, _forms(word, language, in_latin), which, start, end) for word, which, start, end in pieces]
    return Message(text, tokens, language, frozenset(questions))


def _halves(found: re.Match) -> list[tuple[str, int]]:
    """A word with hyphens as its parts when each is long: "тюлень-детёныш" is two words, "кто-то" is one.

    Words written without their blank are two as well: "14мкр", "немёртвый".
    """
    if glued := _GLUED.fullmatch(found.group()) or _NOT_GLUED.fullmatch(found.group()):
        return [(glued[1], found.start()), (glued[2], found.start() + len(glued[1]))]
    parts = found.group().split("-")
    if len(parts) == 1 or any(len(part) < 4 for part in parts):
        return [(found.group(), found.start())]
    starts = [found.start() + sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    return list(zip(parts, starts, strict=True))


def _ends_clause(between: str) -> bool:
    return bool(_ENDS.search(between)) or " - " in between or "—" in between or " – " in between


def language_of(text: str) -> str:
    """kk, ru or en: Kazakh letters and words mean Kazakh, other Cyrillic Russian, Latin by its words, else English.

    An English sentence with a place or a name in Cyrillic stays English.
    """
    words = [fold(found.group()) for found in _WORD.finditer(text) if not found.group().isdigit()]
    english = sum(word in _ENGLISH for word in words)
    if english >= 3 and english > sum(bool(_CYRILLIC.search(word)) for word in words):
        return "en"
    if _KAZAKH_LETTERS.search(text):
        return "kk"
    if _CYRILLIC.search(text):
        kazakh = sum(bool(_KAZAKH_WORDS.fullmatch(word)) for word in words)
        return "kk" if kazakh >= 2 or any(word.startswith("итбалык") for word in words) else "ru"
    latin = [cyrillic(word) for word in words]
    scores = {
        "en": english,
        "kk": sum(bool(_KAZAKH_WORDS.fullmatch(word)) for word in latin),
        "ru": sum(bool(_RUSSIAN_LATIN.fullmatch(word)) for word in latin),
    }
    return max(scores, key=lambda language: (scores[language], language == "en"))


def cyrillic(latin: str) -> str:
    """Latin letters as folded Cyrillic ones, the way people type Russian and Kazakh without a Cyrillic keyboard."""
    result, rest = "", _Y_AFTER_VOWEL.sub("й", latin)
    while rest:
        for pair, letter in _LETTERS:
            if rest.startswith(pair):
                result, rest = result + letter, rest[len(pair) :]
                break
        else:
            result, rest = result + rest[0], rest[1:]
    return result


def _forms(word: str, language: str, in_latin: bool) -> tuple[str, ...]:
    """The word folded, in Cyrillic if typed in Latin, without a hyphen, as it is rightly spelt, as a figure."""
    folded = fold(word)
    forms = [] if in_latin and folded in _HOMOGRAPHS else [folded]
    if language != "en" and not _CYRILLIC.search(folded):
        forms.append(cyrillic(folded))
        forms += [cyrillic(folded.replace(letter, sound)) for letter, sound in _OTHER_SOUNDS if letter in folded]
    if "-" in folded and not any(letter.isdigit() for letter in folded):
        forms.append(forms[-1].replace("-", ""))
    if language == "ru":
        forms.append(_as_heard(forms[-1]))
        forms += [figure for stem, figure in _ORDINALS if re.fullmatch(stem + _ORDINAL_ENDS, forms[-1])]
    return tuple(dict.fromkeys(forms))


def _as_heard(word: str) -> str:
    """Russian as school teaches it: жи, ши, ча, ща, and с before a voiced consonant ("здох")."""
    for written, right in _SOUNDS_ALIKE:
        word = word.replace(written, right)
    return "с" + word[1:] if word.startswith("зд") and word[2:3] == "о" else word
