"""What happened in the months before today."""

from datetime import timedelta

from demo.seed.story import Story
from strandings.actions import acknowledge, answer_referral, close, refer
from strandings.lifecycle import ReferralStatus
from strandings.words import Channel, Kind, Outcome, Resolution, Sign, State


def live_through_the_year(story: Story) -> None:
    """Closed cases of this year, oldest first."""
    _carcasses_for_the_inspection(story)
    _not_a_seal(story)
    _question_answered(story)


def _carcasses_for_the_inspection(story: Story) -> None:
    for days_ago, place, count, act in [
        (170, "fort", 7, "М-118"),
        (96, "akshukur", 1, "М-204"),
        (31, "saura", 3, "М-241"),
    ]:
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
        answer_referral(
            referral,
            to=ReferralStatus.DONE,
            act_number=act,
            disposition=Outcome.CARCASS_REMOVED,
            result="Осмотрены, акт составлен, вывезены.",
            by=desk,
            at=at + timedelta(hours=6),
        )
        story.send_texts(at + timedelta(hours=6))


def _not_a_seal(story: Story) -> None:
    at = story.day(61, "18:05")
    report = story.told(at, "warm", "Что-то тёмное лежит у воды, похоже на тюленя", state=State.UNKNOWN)
    desk = story.people["yerzhan"]
    acknowledge(report.stranding, by=desk, at=at + timedelta(minutes=4))
    close(
        report.stranding, resolution=Resolution.NOT_A_SEAL, note="по фото бревно", by=desk, at=at + timedelta(minutes=9)
    )
    story.send_texts(at + timedelta(minutes=9))


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
    close(report.stranding, resolution=Resolution.ANSWERED, by=story.people["madina"], at=at + timedelta(minutes=30))
    story.send_texts(at + timedelta(minutes=30))
