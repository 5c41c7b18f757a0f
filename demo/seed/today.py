"""What is open now: cases in every status along the coast, oldest first."""

from datetime import timedelta

from demo.seed.rescues import drive, reach, send_out, write_down
from demo.seed.story import Story
from strandings.actions import acknowledge, ask_for_team, hold, refer, watch
from strandings.words import AgeClass, Channel, Kind, Outcome, Sign, State


def happen_today(story: Story) -> None:
    """Eight open cases; three teams are out, the others free."""
    _fresh_dead_held(story)
    _group_at_rest(story)
    _carcasses_with_the_inspection(story)
    _on_its_way_to_us(story)
    _team_at_the_net(story)
    _fresh_dead(story)
    _team_under_way(story)
    _alive_or_not(story)


def _fresh_dead_held(story: Story) -> None:
    at = story.ago(9 * 60)
    report = story.told(at, "saura", "Мёртвый тюлень, приметный камень рядом", state=State.DEAD, signs=(Sign.OLD,))
    desk = story.people["yerzhan"]
    acknowledge(report.stranding, by=desk, at=at + timedelta(minutes=6))
    stranding = ask_for_team(report.stranding, by=desk, at=at + timedelta(minutes=7), why="взять пробы")
    hold(
        stranding,
        until=story.now + timedelta(hours=16),
        because="по пути с утренним выездом",
        by=desk,
        at=at + timedelta(minutes=7),
    )


def _group_at_rest(story: Story) -> None:
    at = story.ago(6 * 60)
    desk = story.people["yerzhan"]
    report = story.told(
        at,
        "kendirli",
        "Группа тюленей отдыхает на косе, штук двенадцать, спокойные",
        signs=(Sign.RESTING_GROUP,),
        count=12,
        channel=Channel.PHONE,
        by=desk,
    )
    watch(
        report.stranding,
        watcher=story.people["aigerim"],
        next_look_at=story.now + timedelta(hours=18),
        why="лежбище, не тревожить",
        by=desk,
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


def _on_its_way_to_us(story: Story) -> None:
    at = story.ago(135)
    report = story.told(
        at, "kuryk", "Худой тюлень, не уходит в воду, дрожит", signs=(Sign.THIN, Sign.PEOPLE), name="Светлана"
    )
    assignment = send_out(story, report, "kuryk", at=at + timedelta(minutes=2), eta_min=30)
    drive(story, assignment, at=at + timedelta(minutes=15))
    reach(story, assignment, at=at + timedelta(minutes=48))
    write_down(
        story,
        assignment,
        at=at + timedelta(minutes=110),
        outcome=Outcome.LOADED,
        expected_min=65,
        age_class=AgeClass.SIVAR,
        code_at_first_sight="1",
        weight_kg=12,
        weight_is_estimate=True,
        findings="Худая, кожа сухая, реагирует.",
    )


def _team_at_the_net(story: Story) -> None:
    at = story.ago(75)
    report = story.told(
        at, "port", "Итбалықтың мойнында ау бар, тірі, жағада", signs=(Sign.NET,), language="kk", name="Нұрлан"
    )
    assignment = send_out(story, report, "aktau2", at=at + timedelta(minutes=1), eta_min=35)
    drive(story, assignment, at=at + timedelta(minutes=12))
    reach(story, assignment, at=at + timedelta(minutes=51))


def _team_under_way(story: Story) -> None:
    at = story.ago(32)
    report = story.told(
        at, "karazhanbas", "Тюленёнок на промысловой дороге, снег, до моря далеко", signs=(Sign.PUP, Sign.INLAND)
    )
    assignment = send_out(story, report, "karazhanbas", at=at + timedelta(minutes=2), eta_min=60)
    drive(story, assignment, at=at + timedelta(minutes=9))


def _fresh_dead(story: Story) -> None:
    at = story.ago(50)
    report = story.told(
        at, "umirzak", "Мёртвый тюлень, как будто спит, свежий", state=State.DEAD, signs=(Sign.FRESH,), name="Гульнара"
    )
    acknowledge(report.stranding, by=story.people["aigerim"], at=at + timedelta(minutes=5))


def _alive_or_not(story: Story) -> None:
    story.told(
        story.ago(4),
        "mkr15",
        "Жағада итбалық жатыр, тірі ме өлі ме білмеймін",
        state=State.UNKNOWN,
        channel=Channel.SMS,
        language="kk",
        accuracy_m=1500,
    )
