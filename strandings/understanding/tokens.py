"""A message cut into words: each knows its clause, its folded form, and what it is in Cyrillic if typed in Latin."""

import re
from dataclasses import dataclass

from common.folding import fold
from strandings.understanding.listed import listed

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W\d_]+)*")
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
_PAIRS = "shch щ, sch щ, zh ж, kh х, ch ч, sh ш, ts ц, yu ю, iu ю, ya я, ia я, yo е"
_SINGLES = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстувухыз", strict=True)) | {"'": ""}
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


def cut(text: str) -> Message:
    """The message cut into words, clauses and questions."""
    pieces: list[tuple[str, int, int, int]] = []
    questions = set()
    clause, last_end = 0, 0
    for found in _WORD.finditer(text):
        between = text[last_end : found.start()]
        if pieces and _ends_clause(between):
            if "?" in between:
                questions.add(clause)
            clause += 1
        elif pieces and _TURNS.fullmatch(found.group()):
            clause += 1
        pieces += [(word, clause, start, start + len(word)) for word, start in _halves(found)]
        last_end = found.end()
    if "?" in text[last_end:]:
        questions.add(clause)
    language = language_of(text)
    tokens = [Token(word, _forms(word, language), which, start, end) for word, which, start, end in pieces]
    return Message(text, tokens, language, frozenset(questions))


def _halves(found: re.Match) -> list[tuple[str, int]]:
    """A word with hyphens as its parts when each is long: "тюлень-детёныш" is two words, "кто-то" is one."""
    parts = found.group().split("-")
    if len(parts) == 1 or any(len(part) < 4 for part in parts):
        return [(found.group(), found.start())]
    starts = [found.start() + sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    return list(zip(parts, starts, strict=True))


def _ends_clause(between: str) -> bool:
    return bool(_ENDS.search(between)) or " - " in between or "—" in between or " – " in between


def language_of(text: str) -> str:
    """kk, ru or en: Kazakh letters and words mean Kazakh, other Cyrillic Russian, Latin by its words, else English."""
    if _KAZAKH_LETTERS.search(text):
        return "kk"
    words = [fold(found.group()) for found in _WORD.finditer(text) if not found.group().isdigit()]
    if _CYRILLIC.search(text):
        kazakh = sum(bool(_KAZAKH_WORDS.fullmatch(word)) for word in words)
        return "kk" if kazakh >= 2 or any(word.startswith("итбалык") for word in words) else "ru"
    latin = [cyrillic(word) for word in words]
    scores = {
        "en": sum(word in _ENGLISH for word in words),
        "kk": sum(bool(_KAZAKH_WORDS.fullmatch(word)) for word in latin),
        "ru": sum(bool(_RUSSIAN_LATIN.fullmatch(word)) for word in latin),
    }
    return max(scores, key=lambda language: (scores[language], language == "en"))


def cyrillic(latin: str) -> str:
    """Latin letters as folded Cyrillic ones, the way people type Russian and Kazakh without a Cyrillic keyboard."""
    result, rest = "", latin
    while rest:
        for pair, letter in _LETTERS:
            if rest.startswith(pair):
                result, rest = result + letter, rest[len(pair) :]
                break
        else:
            result, rest = result + rest[0], rest[1:]
    return result


def _forms(word: str, language: str) -> tuple[str, ...]:
    folded = fold(word)
    if language == "en" or _CYRILLIC.search(folded):
        return (folded,)
    return (folded, cyrillic(folded))
