"""What is open now: cases in every status along the coast."""

from datetime import timedelta

from demo.seed.story import Story
from strandings.actions import acknowledge, refer, watch
from strandings.words import Channel, Kind, Sign, State


def happen_today(story: Story) -> None:
    """Open cases, oldest first."""
    _group_at_rest(story)
    _carcasses_with_the_inspection(story)
    _fresh_dead(story)
    _place_unclear(story)


def _group_at_rest(story: Story) -> None:
    at = story.ago(6 * 60)
    report = story.told(
        at,
        "kendirli",
        "Группа тюленей отдыхает на косе, штук двенадцать, спокойные",
        signs=(Sign.RESTING_GROUP,),
        count=12,
        channel=Channel.PHONE,
        by=story.people["yerzhan"],
    )
    watch(
        report.stranding,
        watcher=story.people["aigerim"],
        next_look_at=story.now + timedelta(hours=18),
        why="лежбище, не тревожить",
        by=story.people["yerzhan"],
        at=at + timedelta(minutes=7),
    )


def _carcasses_with_the_inspection(story: Story) -> None:
    at = story.ago(5 * 60)
    report = story.told(
        at,
        "fort",
        "Обход берега: шесть мёртвых тюленей, у двух сети",
        state=State.DEAD,
        signs=(Sign.NET, Sign.OLD),
        kind=Kind.CARCASSES,
        count=6,
        channel=Channel.SMS,
    )
    desk = story.people["aigerim"]
    acknowledge(report.stranding, by=desk, at=at + timedelta(minutes=20))
    refer(
        report.stranding,
        partner=story.partners["inspection"],
        answer_by=story.now + timedelta(hours=9),
        passed_on=["place", "count", "words"],
        by=desk,
        at=at + timedelta(minutes=25),
    )


def _fresh_dead(story: Story) -> None:
    at = story.ago(50)
    report = story.told(
        at, "umirzak", "Мёртвый тюлень, как будто спит, свежий", state=State.DEAD, signs=(Sign.FRESH,), name="Гульнара"
    )
    acknowledge(report.stranding, by=story.people["aigerim"], at=at + timedelta(minutes=5))


def _place_unclear(story: Story) -> None:
    story.told(
        story.ago(4),
        "mkr15",
        "Жағада итбалық жатыр, тірі ме өлі ме білмеймін",
        state=State.UNKNOWN,
        channel=Channel.SMS,
        language="kk",
        accuracy_m=1500,
    )
