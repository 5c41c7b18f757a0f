"""Places of the gazetteer named in a message: declined, misspelt, in Latin letters, or as a microdistrict."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from common.folding import fold
from strandings.gazetteer import RANK, Place, places
from strandings.understanding.listed import listed
from strandings.understanding.tokens import Message, Token

# Endings of place names: Russian cases and Kazakh cases (folded), and Kazakh cases in Latin letters.
_ENDINGS = sorted(
    listed(
        """
        а, о, у, е, ы, и, я, ю, й, ой, ей, ом, ем, ий, ый, ая, яя, ое, ее, ые, ие, ого, его, ому, ему, ым, им,
        ых, их, ую, юю, ов, ев, ский, ского, скому, ском, ская, ской, ское, скую, ские, ских, ами, ями, ах, ях,
        ам, ям, да, де, та, те, ка, ке, га, ге, на, не, дан, ден, тан, тен, нан, нен, ды, ди, ты, ти, ны, ни,
        дын, дин, тын, тин, нын, нин, ында, инде, ынан, инен, ына, ине, ынын, инин, нда, нде, сында, синде,
        сына, сине, сы, си, мен, бен, пен,
        sky, skiy, skom, skoi, dan, den, tan, ten, da, de, ta, te, ga, ge, qa, ke, ka, nan, nen, nyn, nin, dyn,
        din, y, i, e, a, u, om, oi, oy
        """
    ),
    key=len,
    reverse=True,
)
_SHORTEST = 4
_ANY_NUMBER = "#"  # in the gazetteer "# мкр" is any numbered microdistrict
_NUMBER = re.compile(r"\d{1,2}[абвгдabcd]?")
_HOME = "турамын|турам|турамыз|живу|живем|живет|из|родом|еду|едем|турамын|i live|from"
_LEAVING = re.compile("(?:дан|ден|тан|тен|нан|нен|dan|den|tan|ten|nan|nen)$")  # "from": somebody set out there
_PREPOSITIONS = frozenset(listed("в, во, на, у, около, возле, под, к, ко, из, с, at, in, near, from, the"))
_FUZZY_LENGTH = 6


@dataclass(frozen=True)
class Named:
    """A place somebody named: the tokens it took and whether its spelling was guessed."""

    place: Place
    start: int
    end: int
    guessed: bool
    denied: bool
    home: bool


def find_places(message: Message) -> list[Named]:
    """Every place named in the message, in order; longer names win over shorter ones that start with them."""
    found: list[Named] = []
    at = 0
    while at < len(message.tokens):
        named = _exact(message, at)
        if named:
            found.append(named)
            at = named.end
        else:
            at += 1
    return found or list(_guesses(message))


def best(named: list[Named]) -> Named | None:
    """The place the seal is at: not denied, not the speaker's home if another is named, the narrowest, the first."""
    standing = [one for one in named if not one.denied]
    away = [one for one in standing if not one.home] or standing
    return min(away, key=lambda one: (RANK.get(one.place.kind, 2), one.start), default=None)


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[tuple[frozenset[str], ...], Place], ...]:
    """Every name as the stems of its words, longest name first."""
    listed = []
    for place in places():
        for name in {*place.names.values(), *place.aliases}:
            words = re.findall(r"[^\W_]+|#", fold(re.sub(r"\(.*?\)", "", name)))
            if words:
                listed.append((tuple(stems(word) for word in words), place))
            if len(words) == 2:  # "пляж Солдатский" beside "Солдатский пляж"
                listed.append((tuple(stems(word) for word in reversed(words)), place))
    return tuple(sorted(listed, key=lambda pair: (-len(pair[0]), frozenset({_ANY_NUMBER}) in pair[0])))


@lru_cache(maxsize=1024)
def _beginning_with(forms: tuple[str, ...]) -> tuple[tuple[tuple[frozenset[str], ...], Place], ...]:
    """The names whose first word may be one of these forms, longest first."""
    return tuple(pair for pair in _names() if _same(pair[0][0], forms))


@lru_cache(maxsize=8192)
def stems(word: str) -> frozenset[str]:
    """The word and what is left of it without one ending; names meet when these sets do."""
    bare = {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and _leaves_enough(word, ending)}
    fleeting = {word[:-2] + "ц", word[:-2] + "ьц"} if word.endswith("ец") else set()
    return frozenset({word, *bare, *fleeting})


def _leaves_enough(word: str, ending: str) -> bool:
    """Three letters after a one-letter ending (мысе), else four."""
    return len(word) - len(ending) >= (_SHORTEST if len(ending) > 1 else _SHORTEST - 1)


def _parts(token: Token) -> list[tuple[str, ...]]:
    """A token with hyphens as its parts, each in its forms: Форт-Шевченко is two words."""
    split = [re.findall(r"[^\W_]+", re.sub(r"(?<=\d)-[^\W\d_]{1,3}$", "", form)) for form in token.forms]
    return [tuple(form[at] for form in split if at < len(form)) for at in range(max(map(len, split), default=0))]


def _exact(message: Message, at: int) -> Named | None:
    parts: list[tuple[tuple[str, ...], int]] = []
    for index in range(at, min(at + 5, len(message.tokens))):
        parts += [(part, index) for part in _parts(message.tokens[index])]
    for wanted, place in _beginning_with(parts[0][0]) if parts else ():
        if len(wanted) > len(parts):
            continue
        taken = parts[: len(wanted)]
        if all(_same(name, forms) for name, (forms, _) in zip(wanted, taken, strict=True)):
            return _named(message, place, at, taken[-1][1] + 1, guessed=False)
    return None


def _same(name: frozenset[str], forms: tuple[str, ...]) -> bool:
    if _ANY_NUMBER in name:
        return any(_NUMBER.fullmatch(form) for form in forms)
    return any(form in name or bool(name & stems(form)) for form in forms)


def _named(message: Message, place: Place, start: int, end: int, *, guessed: bool) -> Named:
    clause = message.tokens[start].clause
    before = [token for token in message.tokens[max(0, start - 3) : start] if token.clause == clause]
    denied = _denied(before)
    after = message.tokens[end : end + 1]
    denied = denied or any(form in ("емес",) for token in after for form in token.forms)
    beside = [*before, *message.tokens[end : end + 2]]
    home = any(re.fullmatch(_HOME, form) for token in beside for form in token.forms) or (
        message.language == "kk" and any(_LEAVING.search(form) for form in message.tokens[end - 1].forms)
    )
    return Named(place, start, end, guessed, denied, home)


def _denied(before: list[Token]) -> bool:
    """ "Не Курык", "не в Курыке"; but "не доезжая Курыка" and "недалеко от Курыка" are at Kuryk."""
    for token in reversed(before[-2:]):
        if token.forms[0] in ("не", "not"):
            return True
        if token.forms[0] not in _PREPOSITIONS:
            return False
    return False


def _guesses(message: Message) -> Iterator[Named]:
    """Single long words one or two letters away from a name that has one word."""
    for at, token in enumerate(message.tokens):
        near = [found for form in token.forms if (found := _nearest_name(form))]
        if near:
            yield _named(message, min(near, key=lambda pair: pair[0])[1], at, at + 1, guessed=True)


@lru_cache(maxsize=1024)
def _nearest_name(form: str) -> tuple[int, Place] | None:
    """The place whose one-word name is nearest to the word, with the letters between them."""
    tried = [stem for stem in stems(form) if len(stem) >= _FUZZY_LENGTH]
    near = [
        (away, place)
        for wanted, place in _names()
        if len(wanted) == 1
        for name in wanted[0]
        if len(name) >= _FUZZY_LENGTH
        for stem in tried
        if (away := _away(stem, name)) is not None
    ]
    return min(near, key=lambda pair: pair[0], default=None)


def _away(form: str, name: str) -> int | None:
    if form[0] != name[0]:
        return None
    allowed = 1 if len(name) < 9 else 2
    away = DamerauLevenshtein.distance(form, name, score_cutoff=allowed)
    return away if away <= allowed else None
