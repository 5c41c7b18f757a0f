"""What happened in the months before today, oldest first, each case through the verbs it went through."""

from datetime import timedelta

from demo.seed.care import bring_in, care_for, die_in_care, release_after
from demo.seed.rescues import drive, reach, send_out, whole_way
from demo.seed.story import Story
from dispatch.actions import finish
from strandings.actions import acknowledge, answer_referral, close, refer
from strandings.lifecycle import ReferralStatus
from strandings.words import AgeClass, Channel, Kind, Outcome, Resolution, Sex, Sign, State


def live_through_the_year(story: Story) -> None:
    """Closed cases of this year and the seals still in care."""
    _freed_on_the_beach(story, 215, "blue", "aktau1")
    _rescued_and_released(story, 196, "karazhanbas", "karazhanbas", nickname="Тұлпар", stay_days=74)
    _carcasses_for_the_inspection(story, 170, "fort", 7, "М-118")
    _rescued_and_died(story, 141, "bautino", "bautino", "Таң")
    _rescued_and_released(story, 122, "warm", "aktau2", nickname="Ай", stay_days=61)
    _carcasses_for_the_inspection(story, 96, "akshukur", 1, "М-204")
    care_for(story, "kaspian")
    _not_a_seal(story)
    care_for(story, "storm")
    _nobody_there(story)
    _carcasses_for_the_inspection(story, 31, "saura", 3, "М-241")
    _dead_on_the_beach(story)
    care_for(story, "aisulu")
    _question_answered(story)
    care_for(story, "batyr")


def _freed_on_the_beach(story: Story, days_ago: int, place: str, team: str) -> None:
    at = story.day(days_ago, "10:12")
    report = story.told(
        at, place, "Тюлень в сети, живой, тянет её за собой", signs=(Sign.NET,), name="Мурат", channel=Channel.PHONE
    )
    whole_way(
        story,
        report,
        team,
        at=at,
        outcome=Outcome.RELEASED_ON_SITE,
        age_class=AgeClass.ADULT,
        length_cm=128,
        findings="Сеть срезана, ран нет, ушёл в море сам.",
    )


def _rescued_and_released(story: Story, days_ago: int, place: str, team: str, *, nickname: str, stay_days: int) -> None:
    at = story.day(days_ago, "09:34")
    report = story.told(
        at,
        place,
        "Кішкентай итбалық жолдың жанында жатыр, әлсіз",
        signs=(Sign.PUP, Sign.THIN, Sign.INLAND),
        language="kk",
        name="Нұргүл",
    )
    seal = whole_way(
        story, report, team, at=at, outcome=Outcome.LOADED, age_class=AgeClass.SIVAR, sex=Sex.MALE, weight_kg=11
    )
    patient = bring_in(
        story, seal, room="k1", nickname=nickname, weight_kg="10.8", at=at + timedelta(minutes=150), sex=Sex.MALE
    )
    release_after(story, patient, days=stay_days, from_kg=10.8, to_kg=25.4)


def _rescued_and_died(story: Story, days_ago: int, place: str, team: str, nickname: str) -> None:
    at = story.day(days_ago, "16:05")
    report = story.told(at, place, "Тюлень кашляет, не уходит от людей", signs=(Sign.SICK, Sign.PEOPLE), name="Ольга")
    seal = whole_way(story, report, team, at=at, outcome=Outcome.LOADED, age_class=AgeClass.JUVENILE, weight_kg=21)
    patient = bring_in(story, seal, room="dry", nickname=nickname, weight_kg="20.6", at=at + timedelta(minutes=140))
    die_in_care(story, patient, at=at + timedelta(days=4))


def _carcasses_for_the_inspection(story: Story, days_ago: int, place: str, count: int, act: str) -> None:
    at = story.day(days_ago, "11:20")
    report = story.told(
        at,
        place,
        f"На берегу мёртвые тюлени, {count}, уже разложились." if count > 1 else "Мёртвый тюлень, старый.",
        state=State.DEAD,
        signs=(Sign.OLD,),
        kind=Kind.CARCASSES if count > 1 else Kind.SEAL,
        count=count,
    )
    desk = story.people["aigerim"]
    acknowledge(report.stranding, by=desk, at=at + timedelta(minutes=12))
    referral = refer(
        report.stranding,
        partner=story.partners["inspection"],
        answer_by=at + timedelta(hours=24),
        passed_on=["place", "count", "words"],
        by=desk,
        at=at + timedelta(minutes=15),
    )
    done_at = at + timedelta(hours=6)
    answer_referral(
        referral,
        to=ReferralStatus.DONE,
        act_number=act,
        disposition=Outcome.CARCASS_REMOVED,
        result="Осмотрены, акт составлен, вывезены.",
        by=desk,
        at=done_at,
    )
    story.send_texts(done_at)


def _not_a_seal(story: Story) -> None:
    at = story.day(61, "18:05")
    report = story.told(at, "warm", "Что-то тёмное лежит у воды, похоже на тюленя", state=State.UNKNOWN)
    desk, done_at = story.people["yerzhan"], at + timedelta(minutes=9)
    acknowledge(report.stranding, by=desk, at=at + timedelta(minutes=4))
    close(report.stranding, resolution=Resolution.NOT_A_SEAL, note="по фото бревно", by=desk, at=done_at)
    story.send_texts(done_at)


def _nobody_there(story: Story) -> None:
    at = story.day(38, "13:50")
    report = story.told(at, "peschany", "Видели тюленя у мыса, лежал на боку", channel=Channel.SMS)
    assignment = send_out(story, report, "kuryk", at=at + timedelta(minutes=3))
    drive(story, assignment, at=at + timedelta(minutes=15))
    reach(story, assignment, at=at + timedelta(minutes=70))
    done_at = at + timedelta(minutes=115)
    finish(assignment, resolution=Resolution.NOT_FOUND, words="Прошли 2 км берега, никого.", at=done_at, by=None)
    story.send_texts(done_at)


def _dead_on_the_beach(story: Story) -> None:
    at = story.day(24, "08:45")
    report = story.told(
        at, "umirzak", "Тюлень, не знаю, жив или нет, не двигается", state=State.UNKNOWN, signs=(Sign.STILL,)
    )
    whole_way(
        story,
        report,
        "aktau1",
        at=at,
        outcome=Outcome.CARCASS_COLLECTED,
        code_at_first_sight="2",
        code_at_examination="2",
        age_class=AgeClass.ADULT,
        sex=Sex.FEMALE,
        length_cm=131,
        findings="Свежая, внешних ран нет. Взята на вскрытие.",
    )


def _question_answered(story: Story) -> None:
    at = story.day(12, "15:40")
    report = story.told(
        at,
        "embankment",
        "Когда тюлени приходят на берег?",
        kind=Kind.QUESTION,
        state=State.UNKNOWN,
        channel=Channel.SMS,
    )
    done_at = at + timedelta(minutes=30)
    close(report.stranding, resolution=Resolution.ANSWERED, by=story.people["madina"], at=done_at)
    story.send_texts(done_at)
