"""The seals that are with us today. Their stories, weights, doses and findings are invented: no clinical advice."""

from dataclasses import dataclass

from strandings.words import Sex, Sign

_GATES_OF_A_GROWING_SEAL = ("historical_assessment", "developmental_assessment", "individually_marked")


@dataclass(frozen=True)
class Course:
    """A course under way; due_in_min says when its next dose falls due, below zero: it is overdue."""

    drug: str
    dose: str
    route: str
    every_h: int
    days: int
    due_in_min: int


@dataclass(frozen=True)
class InCare:
    """One seal that is with us today."""

    days: int
    place: str
    team: str
    words: str
    signs: tuple[Sign, ...]
    nickname: str
    sex: Sex
    from_kg: float
    to_kg: float
    room: str  # where it was first
    room_now: str
    feeding: tuple[int, str, int, str]  # stage, food, grams, frequency
    courses: tuple["Course", ...] = ()
    zoonosis: str = ""
    notes: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


TODAY = {
    "kaspian": InCare(
        days=76,
        place="saura",
        team="bautino",
        words="Маленький тюлень один на берегу третий день",
        signs=(Sign.PUP, Sign.LONG_WATCHED),
        nickname="Каспиан",
        sex=Sex.MALE,
        from_kg=9.6,
        to_kg=26.1,
        room="k1",
        room_now="b3",
        feeding=(5, "салака и живая рыба", 900, "BID"),
        notes=("Ловит живую рыбу, людей сторонится.",),
        gates=(*_GATES_OF_A_GROWING_SEAL, "behavioural_clearance", "weight_at_or_above_target", "live_fish_trial"),
    ),
    "storm": InCare(
        days=47,
        place="kuryk",
        team="kuryk",
        words="Тюлень с раной на ласте, пытается ползти",
        signs=(Sign.WOUND,),
        nickname="Шторм",
        sex=Sex.MALE,
        from_kg=15.2,
        to_kg=22.4,
        room="k2",
        room_now="b2",
        feeding=(4, "салака", 700, "TID"),
        courses=(Course("Мелоксикам", "0.1", "PO", 24, 5, 35),),
        notes=("Рана на левом ласте закрылась, корочка сухая.",),
        gates=_GATES_OF_A_GROWING_SEAL,
    ),
    "aisulu": InCare(
        days=18,
        place="bautino",
        team="bautino",
        words="Итбалық баласы арық, қасында иттер жүр",
        signs=(Sign.PUP, Sign.THIN, Sign.DOGS),
        nickname="Айсұлу",
        sex=Sex.FEMALE,
        from_kg=14.1,
        to_kg=18.4,
        room="k1",
        room_now="k1",
        feeding=(3, "рыба из рук", 300, "5XD"),
        courses=(Course("Амоксициллин", "20", "IV", 12, 7, -72), Course("Мелоксикам", "0.1", "PO", 48, 8, 240)),
        zoonosis="Подозрение на оспу тюленей: перчатки, очки, мыть руки.",
        notes=("Две папулы на морде, 4 мм. Мазок взят, № L-212.", "Съела 320 г салаки, первая целая рыба."),
    ),
    "batyr": InCare(
        days=6,
        place="akshukur",
        team="aktau1",
        words="Тюленёнок лежит у дороги, дрожит",
        signs=(Sign.PUP, Sign.INLAND),
        nickname="Батыр",
        sex=Sex.MALE,
        from_kg=10.3,
        to_kg=11.0,
        room="k1",
        room_now="k1",
        feeding=(1, "смесь зондом", 220, "5XD"),
        courses=(Course("Доксициклин", "10", "PO", 24, 7, 15),),
        notes=("Пьёт смесь спокойно, зонд 12 Fr.",),
    ),
}
