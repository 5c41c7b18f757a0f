"""What was seen: the signs a person names, without those denied, asked about, or meant of something else."""

from strandings.understanding import vocabulary
from strandings.understanding.listed import listed
from strandings.understanding.matching import Hit, Said, find, is_word
from strandings.understanding.sign_words import SIGNS
from strandings.understanding.tokens import Message
from strandings.words import Sign

# Words near a sign's word that show it means something else: the telephone network, bathing, a boat, cold beer.
_NETWORK = (
    "ловит|ловила|пропада[а-я]*|пропал[а-я]*|плох[а-я]*|слаб[а-я]*|мобильн[а-я]*|сотов[а-я]*|связ[а-я]*|интернет[а-я]*|соц[а-я]*|магазин[а-я]*|"
    "нашел|нашла|прочитал[а-я]*|видео|wifi|beeline|билайн|kcell|tele2|актив|байланыс|signal"
)
_ELSEWHERE: dict[Sign, str] = {
    Sign.NET: _NETWORK,
    Sign.SICK: "связ[а-я]*|сет[а-я]*|сигнал[а-я]*|ветер|волн[а-я]*|интернет[а-я]*",
    Sign.OIL: "field",
    Sign.PUP: "пляж[а-я]*|бухт[а-я]*|катер[а-я]*|лодк[а-я]*|поселок|город[а-я]*|beach|bay|boat|"
    "bit|village|порез|ран[аыу]|рыб[а-я]*|дырк[а-я]*|пятн[а-я]*|камн[а-я]*|wound|fish|cut",
    Sign.PEOPLE: "нет|кроме",
    Sign.DOGS: "балы[кг].*",
    Sign.OLD: "рыб[а-я]*",
}
_ON_LAND = {
    "ru": listed("на берегу, на суше, на песке, на пляже, на камнях, берег, суша"),
    "kk": listed("жагада, жагалауда, кургакта, жагажайда, жерде"),
    "en": listed("on land, on (?:the|a) (?:beach|shore|sand|rocks), ashore, land, beach"),
}


def read_signs(message: Message, hidden: frozenset[int]) -> dict[Sign, list[Hit]]:
    """Each sign that was plainly named, with the words that gave it."""
    found = {}
    for sign, phrases in SIGNS.items():
        hits = [
            hit
            for hit in find(message, phrases, hidden)
            if hit.said == Said.PLAIN and not _elsewhere(message, sign, hit)
        ]
        if hits:
            found[sign] = hits
    if still := find(message, vocabulary.STILL, hidden):
        found[Sign.STILL] = still
    return _sorted_out(message, found)


def net_is_doubtful(message: Message, hidden: frozenset[int]) -> bool:
    """A net named only with "perhaps": it raises attention, and does not alone make the case urgent."""
    hits = find(message, SIGNS[Sign.NET], hidden)
    return bool(hits) and all(hit.said in (Said.DOUBTED, Said.ASKED) for hit in hits)


def is_on_land(message: Message, hidden: frozenset[int]) -> bool:
    """Whether the person says that it lies on land: asked of netted seals."""
    return any(hit.said == Said.PLAIN for hit in find(message, _ON_LAND, hidden))


def _elsewhere(message: Message, sign: Sign, hit: Hit) -> bool:
    pattern = _ELSEWHERE.get(sign)
    if not pattern:
        return False
    tokens, clause = message.tokens, message.tokens[hit.start].clause
    reach = 3 if sign == Sign.NET else 1
    behind = tokens[max(0, hit.start - reach) : hit.start] if sign not in (Sign.PUP, Sign.OIL, Sign.DOGS) else []
    around = [*behind, *tokens[hit.end : hit.end + reach]]
    return any(token.clause == clause and is_word(token, pattern) for token in around)


def _sorted_out(message: Message, found: dict[Sign, list[Hit]]) -> dict[Sign, list[Hit]]:
    """Signs that share words: skin and bones are thin, a dog's bite is a wound, a mobile network is no net."""
    if Sign.THIN in found and Sign.BONES in found:
        del found[Sign.BONES]
    if Sign.BITE in found and (Sign.DOGS in found or not _bites_a_person(message)):
        del found[Sign.BITE]
        if Sign.DOGS in found:
            found.setdefault(Sign.WOUND, found[Sign.DOGS])
    if Sign.WHITE_COAT in found:
        found.setdefault(Sign.PUP, found[Sign.WHITE_COAT])
    return found


def _bites_a_person(message: Message) -> bool:
    someone = (
        "меня|мне|его|ее|нас|сына|дочь|ребенка|мальчик[а-я]*|девочк[а-я]*|человек[а-я]*|мужчин[а-я]*|женщин[а-я]*|руку|ногу|палец|друга|мужа|жену|"
        "брата|рыбак[а-я]*|me|my|him|her|us|man|boy|girl|child|hand|finger|leg|bitten|мени|бала[а-я]*|адам[а-я]*|колым[а-я]*|улым[а-я]*"
    )
    return any(is_word(token, someone) for token in message.tokens)
