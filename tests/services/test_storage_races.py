"""Numbers, places, texts and leases that many want at once, twenty times over."""

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest

from accounts.models import User
from config import sweeping
from config.sweeps import SWEEPS, Sweep
from dispatch.actions import TeamChanged, save_team
from dispatch.models import ResponseTeam
from messaging.actions import raise_alarm, take_in
from messaging.models import Alarm, Contact, IncomingMessage, OutgoingMessage
from messaging.sweeps import deliver, repeat_alarms
from rehab import actions
from rehab.models import Enclosure, Patient, Stay
from strandings.actions import draw_number, receive_report
from strandings.actions.references import draw_reference
from strandings.models import Report, Stranding, YearCounter
from tests.dispatch.conftest import AT, centre, make_team
from tests.messaging.conftest import aigul, owe_text, provider
from tests.rehab.conftest import make_patient, make_stranded
from tests.services.conftest import ROUNDS, at_once
from tests.strandings.test_receive_report import told

__all__ = ["aigul", "centre", "owe_text", "provider"]
pytestmark = [pytest.mark.services, pytest.mark.usefixtures("on_postgres")]
SWEPT: list[int] = []


@pytest.fixture
def at():
    return AT


def raised(answers: list) -> list:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_forty_draw_a_reference_and_no_two_are_equal(centre):
    """Also the very first of a year, when the counter's row does not stand yet."""
    for _ in range(ROUNDS):
        YearCounter.objects.all().delete()
        drawn = at_once([lambda: draw_reference(at=AT)] * 40)
        assert sorted(drawn) == [f"K-26-{number:04d}" for number in range(1, 41)]


def test_forty_series_beside_each_other_keep_their_own_count():
    for _ in range(ROUNDS):
        YearCounter.objects.all().delete()
        drawn = at_once([lambda n=n: draw_number(("report", "patient")[n % 2], at=AT)[1] for n in range(40)])
        assert Counter(drawn) == dict.fromkeys(range(1, 21), 2)


def test_forty_reports_at_once_are_forty_cases_with_forty_numbers(centre):
    for round_ in range(ROUNDS):
        people = [told(phone=f"+77{round_:04d}{number:05d}") for number in range(40)]
        made = at_once([partial(receive_report, told=each, at=AT) for each in people])
        assert not raised(made)
        assert len({report.stranding.reference for report in made}) == 40
    assert Report.objects.count() == Stranding.objects.count() == 40 * ROUNDS


def test_one_form_sent_forty_times_is_one_report(centre):
    for _ in range(ROUNDS):
        form = told(client_uuid=str(uuid4()))
        assert len({report.pk for report in at_once([partial(receive_report, told=form, at=AT)] * 40)}) == 1
    assert Stranding.objects.count() == ROUNDS


def test_two_keepers_take_the_last_place_and_one_is_told_it_is_full(centre, at):
    keepers = [User.objects.create_user(name, full_name=name, role="keeper", password=None) for name in ("zh", "er")]
    for round_ in range(ROUNDS):
        pool = Enclosure.objects.create(name=f"Pool {round_}", capacity=2)
        make_patient(pool, keepers[0], at)
        intake = actions.Intake(enclosure=pool)
        animals = [make_stranded(at), make_stranded(at)]
        answers = at_once(
            [
                lambda w=w, s=s, i=intake: actions.admit(stranded=s, intake=i, by=w, at=at)
                for w, s in zip(keepers, animals, strict=True)
            ]
        )
        assert {type(answer) for answer in answers} == {Patient, actions.Refused}, answers
        refused = next(answer for answer in answers if isinstance(answer, actions.Refused))
        assert refused.code == "enclosure_full"
        assert sorted(pool.stays.filter(until_at=None).values_list("place_no", flat=True)) == [1, 2]


def test_one_seal_admitted_by_two_keepers_is_one_patient(centre, at):
    keepers = [User.objects.create_user(name, full_name=name, role="keeper", password=None) for name in ("zh", "er")]
    pools = [Enclosure.objects.create(name=name, capacity=100) for name in ("A", "B")]
    for _ in range(ROUNDS):
        seal = make_stranded(at)
        answers = at_once(
            [
                lambda w=w, p=p, s=seal: actions.admit(stranded=s, intake=actions.Intake(enclosure=p), by=w, at=at).pk
                for w, p in zip(keepers, pools, strict=True)
            ]
        )
        assert len(set(answers)) == 1, answers
        assert Stay.objects.filter(patient=answers[0]).count() == 1


def test_two_keepers_move_two_seals_into_the_one_free_place(centre, at):
    keeper = User.objects.create_user("zh", full_name="Zh", role="keeper", password=None)
    for round_ in range(ROUNDS):
        home, small = (
            Enclosure.objects.create(name=f"{n} {round_}", capacity=c) for n, c in (("Home", 2), ("Small", 1))
        )
        seals = [make_patient(home, keeper, at) for _ in range(2)]
        answers = at_once([lambda s=s, e=small: actions.move(s, enclosure=e, why="", by=keeper, at=at) for s in seals])
        assert {type(answer) for answer in answers} == {Stay, actions.Refused}, answers
        assert Stay.objects.filter(until_at=None, patient__in=seals).count() == 2  # the other stayed where it was
        assert small.stays.filter(until_at=None).count() == 1


def test_fifty_copies_of_one_text_count_once(centre):
    """From a number never seen before: contact, text, case and thanks are one each."""
    for round_ in range(ROUNDS):
        phone = f"+7701555{round_:04d}"
        words = "тюлень запутался в сети у маяка в Актау"
        copy = partial(take_in, gateway="memory", provider_id=f"SM{round_}", phone=phone, body=words, at=AT)
        assert len({kept.pk for kept in at_once([copy] * 50)}) == 1
        contact = Contact.objects.get(phone=phone)
        assert contact.sent_us.count() == 1
        assert sorted(contact.owed.values_list("template", flat=True)) == ["ack_net", "advice_net"]
    assert Stranding.objects.count() == IncomingMessage.objects.count() == ROUNDS


def test_three_texts_of_one_person_at_once_are_one_case(centre):
    for round_ in range(ROUNDS):
        told_of = {"gateway": "memory", "phone": f"+7701556{round_:04d}", "at": AT}
        words = ["тюлень на берегу у маяка", "тюлень ранен", "у тюленя люди и собаки"]
        texts = [partial(take_in, provider_id=f"SM{round_}-{n}", body=w, **told_of) for n, w in enumerate(words)]
        assert not raised(at_once(texts))
    assert IncomingMessage.objects.count() == 3 * ROUNDS
    assert Stranding.objects.count() == ROUNDS


def test_eight_workers_send_each_text_once(owe_text, provider, at):
    for round_ in range(ROUNDS):
        for number in range(25):
            owe_text(f"{round_}-{number}")
        assert not raised(at_once([partial(deliver, at)] * 8))
    assert len(provider.texts) == 25 * ROUNDS
    assert not OutgoingMessage.objects.exclude(status="sent").exists()
    assert not OutgoingMessage.objects.exclude(tries=1).exists()


def test_an_alarm_raised_twenty_times_at_once_rings_once(centre):
    User.objects.create_user("desk", full_name="Desk", role="dispatcher", phone="+77010000001", password=None)
    for round_ in range(ROUNDS):
        ring = {"key": f"no-team:{round_}", "template": "alarm_unread", "context": {}, "about": "", "at": AT}
        answers = at_once([lambda r=ring: raise_alarm(**r).pk] * 20)
        assert len(set(answers)) == 1, answers
        at_once([lambda: repeat_alarms(AT)] * 5)
    assert Alarm.objects.count() == OutgoingMessage.objects.count() == ROUNDS


def note_sweep(at) -> int:
    """A sweep that counts how often it runs."""
    SWEPT.append(1)
    return 1


def test_a_sweep_wanted_by_ten_processes_runs_alone(monkeypatch):
    """Each run holds the lease; nobody runs beside it, and afterwards the next may."""
    monkeypatch.setitem(SWEEPS, "test.alone", Sweep("tests.services.test_storage_races.note_sweep", 5))
    for _ in range(ROUNDS):
        SWEPT.clear()
        answers = at_once([lambda: sweeping.run("test.alone")] * 10)
        assert not raised(answers)
        assert len(SWEPT) == sum(answer == 1 for answer in answers) >= 1


def test_ten_people_save_one_team_and_nine_are_told(centre):
    boss = User.objects.create_user("boss", full_name="Boss", role="coordinator", password=None)
    for round_ in range(ROUNDS):
        seen = make_team(f"Team {round_}", 43.6, 51.2, round_)
        seen.refresh_from_db()

        def save(number: int, seen=seen):
            mine = ResponseTeam.objects.get(pk=seen.pk)
            mine.base_name = f"written by {number}"
            return save_team(mine, version=seen.version, equipment={"crate": number + 1}, by=boss, at=AT).base_name

        answers = at_once([lambda n=n: save(n) for n in range(10)])
        won = [answer for answer in answers if isinstance(answer, str)]
        assert [type(answer) for answer in raised(answers)] == [TeamChanged] * 9, answers
        assert [ResponseTeam.objects.get(pk=seen.pk).base_name] == won
