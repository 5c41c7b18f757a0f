"""Dead negated, questioned, doubted or contradicted is never read as dead, in whatever combination of words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strandings.understanding import understand
from strandings.words import State

NOT_DEAD = {State.ALIVE, State.POSSIBLY_ALIVE, State.UNKNOWN}
OPENINGS = ["", "Здравствуйте! ", "ПОМОГИТЕ!!! ", "Сәлеметсіз бе, ", "hi ", "🦭🦭 ", "Курык порт. ", "43.18 51.68 "]
ENDINGS = ["", ".", "!!!", " Баутино", ", Актау 14 мкр", " 🙏", "\nтел 87013334455", ". Приезжайте", " 112"]

RU_SEAL = ["тюлень", "нерпа", "тюленёнок", "белёк", "каспийский тюлень"]
RU_DEAD = ["мёртвый", "мертвый", "дохлый", "погибший", "мёртв", "сдох", "умер", "подох", "издох", "помер"]
RU_FRAMES = [
    "{seal} не {dead}",
    "{seal} вроде не {dead}",
    "{seal} ещё не {dead}",
    "{seal} точно не {dead}",
    "нет, {seal} не {dead}",
    "{seal} НЕ {dead}",
    "не {dead} {seal}",
    "{seal} ne {dead}",
    "{seal} {dead}?",
    "{seal} {dead} или нет?",
    "{seal} {dead} или живой",
    "{seal} {dead} или спит",
    "{seal} то ли {dead} то ли спит",
    "не пойму {seal} {dead} или отдыхает",
    "не могу понять {dead} он или отдыхает, {seal}",
    "не знаю, {seal} {dead} или живой",
    "не уверен что {seal} {dead}",
    "сложно сказать {dead} ли {seal}",
    "непонятно {seal} {dead} или живой",
    "{seal} вроде {dead}",
    "{seal} кажется {dead}",
    "{seal} похоже {dead}",
    "{seal} наверное {dead}",
    "{seal} может {dead}",
    "{seal} якобы {dead}",
    "{seal} с виду {dead}",
    "думали {seal} {dead}",
    "если {seal} {dead} вы приедете",
    "{seal} {dead}, но дышит",
    "{seal} {dead} но шевелится",
    "{seal} {dead}. Ой нет, дышит",
    "{seal} {dead}? нет, живой",
    "сказали {seal} {dead}, а он живой",
    "думал {dead}, оказалось {seal} живой",
    "{seal} чуть не {dead}",
    "{seal} почти {dead}",
    "неправда что {seal} {dead}",
]
KK_SEAL = ["итбалық", "итбалык", "Каспий итбалығы"]
KK_DEAD = ["өлі", "өлген", "оли", "олген"]
KK_FRAMES = [
    "{seal} {dead} емес",
    "{seal} {dead} жоқ",
    "{seal} әлі {dead} жоқ",
    "бұл {seal} {dead} емес",
    "{dead} емес {seal} жатыр",
    "{dead} {seal} емес",
    "{seal} {dead} ме",
    "{seal} {dead} ма?",
    "{seal} {dead} бе, білмеймін",
    "{seal} {dead} ме тірі ме белгісіз",
    "{seal} {dead} ме әлде тірі ме",
    "{seal} {dead} не тірі",
    "{seal} {dead} немесе тірі",
    "{seal} {dead} шығар",
    "{seal} {dead} сияқты",
    "мүмкін {seal} {dead}",
    "{seal} {dead}, бірақ дем алып жатыр",
    "{seal} {dead} деп ойладық, бірақ тірі",
    "{seal} {dead} деп ойладым",
    "{seal} {dead}?",
]
LATIN_FRAMES = [
    ("{seal} {dead} emes", ["itbalyq", "itbaliq", "itbalyk"], ["oli", "olgen"]),
    ("{seal} {dead} joq", ["itbalyq", "itbaliq", "itbalyk"], ["oli", "olgen"]),
    ("{seal} {dead} me tiri me", ["itbalyq", "itbaliq", "itbalyk"], ["oli", "olgen"]),
    ("{seal} ne {dead}", ["tyulen", "tulen", "nerpa"], ["mertvyi", "mertvyy", "dohlyi", "sdoh", "umer"]),
    ("vrode {seal} {dead}", ["tyulen", "tulen", "nerpa"], ["mertvyi", "mertvyy", "dohlyi", "sdoh", "umer"]),
    ("{seal} {dead} ili zhivoi", ["tyulen", "tulen", "nerpa"], ["mertvyi", "mertvyy", "dohlyi", "sdoh", "umer"]),
    ("{seal} {dead} no dyshit", ["tyulen", "tulen", "nerpa"], ["mertvyi", "mertvyy", "dohlyi", "sdoh", "umer"]),
]
EN_SEAL = ["seal", "baby seal", "seal pup", "nerpa"]
EN_DEAD = ["dead", "lifeless", "deceased"]
EN_FRAMES = [
    "the {seal} is not {dead}",
    "the {seal} isnt {dead}",
    "the {seal} isn't {dead}",
    "the {seal} is not really {dead}",
    "{seal} not {dead} yet",
    "{seal} no longer {dead}",
    "is the {seal} {dead}",
    "is the {seal} {dead}?",
    "{seal} {dead} or alive",
    "{seal} {dead} or just sleeping",
    "can't tell if the {seal} is {dead}",
    "hard to tell whether the {seal} is {dead}",
    "not sure the {seal} is {dead}",
    "dont know if {seal} is {dead}",
    "{seal} might be {dead}",
    "{seal} looks {dead}",
    "{seal} seems {dead}",
    "maybe {dead} {seal}",
    "{seal} almost {dead}",
    "half {dead} {seal}",
    "{seal} {dead} but it is breathing",
    "{dead} {seal}, no wait, it moved",
    "I thought the {seal} was {dead}",
    "{seal} pretending to be {dead}",
]
ALL = (
    [(frame, RU_SEAL, RU_DEAD) for frame in RU_FRAMES]
    + [(frame, KK_SEAL, KK_DEAD) for frame in KK_FRAMES]
    + [(frame, EN_SEAL, EN_DEAD) for frame in EN_FRAMES]
    + LATIN_FRAMES
)
CASES = [str, str.upper, str.capitalize]


@st.composite
def not_plainly_dead(draw):
    """A message in one of three languages in which dead is negated, questioned, doubted or contradicted."""
    frame, seals, deads = draw(st.sampled_from(ALL))
    told = frame.format(seal=draw(st.sampled_from(seals)), dead=draw(st.sampled_from(deads)))
    text = draw(st.sampled_from(OPENINGS)) + draw(st.sampled_from(CASES))(told) + draw(st.sampled_from(ENDINGS))
    return text.replace(" ", "  ") if draw(st.booleans()) else text


@settings(max_examples=400, deadline=None)
@given(not_plainly_dead())
def test_dead_negated_questioned_or_contradicted_is_never_dead(text):
    assert understand(text).state in NOT_DEAD


@pytest.mark.parametrize(("frame", "seals", "deads"), ALL, ids=[frame for frame, _, _ in ALL])
def test_every_frame_with_every_word(frame, seals, deads):
    texts = [frame.format(seal=seal, dead=dead) for seal in seals for dead in deads]
    assert {text: str(understand(text).state) for text in texts if understand(text).state not in NOT_DEAD} == {}


PLAIN = [
    ("{dead} {seal} лежит на берегу", RU_SEAL, ["мёртвый", "дохлый", "погибший"]),
    ("{seal} {dead}, Баутино", RU_SEAL, RU_DEAD),
    ("жағалауда {dead} {seal} жатыр", KK_SEAL, KK_DEAD),
    ("{dead} {seal} on the beach", EN_SEAL, EN_DEAD),
]


@pytest.mark.parametrize(("frame", "seals", "deads"), PLAIN, ids=[frame for frame, _, _ in PLAIN])
def test_a_plain_word_is_believed(frame, seals, deads):
    texts = [frame.format(seal=seal, dead=dead) for seal in seals for dead in deads]
    assert {text for text in texts if understand(text).state != State.DEAD} == set()
