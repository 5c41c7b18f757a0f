"""Texts of residents: what becomes a report, what belongs to an earlier one, and what they are answered."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from messaging.actions import take_in
from messaging.models import Alarm, Contact, OutgoingMessage
from strandings.actions import close
from strandings.models import Report, Stranding
from strandings.words import Kind, Resolution, State

pytestmark = pytest.mark.django_db
PHONE = "+77015550101"
MESSAGES = Path(__file__).parents[1] / "data" / "caller_messages.csv"


class Resident:
    """Somebody with a telephone who sends us texts."""

    def __init__(self, at):
        self.at = at
        self.sent = 0

    def texts(self, body, *, phone=PHONE, minutes=0, **more):
        self.sent += 1
        self.at += timedelta(minutes=minutes)
        return take_in(gateway="memory", provider_id=f"p{self.sent}", phone=phone, body=body, at=self.at, **more)

    @staticmethod
    def answers(phone=PHONE):
        owed = OutgoingMessage.objects.filter(contact__phone=phone).order_by("pk")
        return [message.template for message in owed]


@pytest.fixture
def resident(at):
    return Resident(at)


def test_a_text_becomes_a_report_with_what_it_says(resident):
    incoming = resident.texts("тюлень запутался в сети, в воде, Баутино")
    report = Report.objects.get()
    assert (report.channel, report.state, report.place_slug, report.language) == ("sms", State.ALIVE, "bautino", "ru")
    assert report.stranding.priority == 1
    assert report.understood["evidence"]["place"] == "Баутино"
    assert incoming.about == report.stranding.about
    assert incoming.answered_by == "strandings.intake.answer"
    assert resident.answers() == ["ack_net_water", "advice_net"]


def test_what_was_understood_can_be_stored_and_holds_no_number(resident):
    resident.texts("Абонент 77012223344 просит Вас перезвонить")
    report = Report.objects.get()
    assert report.contact.phone == "+77012223344"
    assert "7012223344" not in json.dumps(report.understood)
    assert report.kind == Kind.SEAL
    assert report.stranding.priority == 3


def test_a_second_text_within_two_hours_belongs_to_the_first(resident):
    resident.texts("живой тюлень в Курыке")
    resident.texts("у него кровь на ласте", minutes=40)
    stranding = Stranding.objects.get()
    assert "wound" in stranding.signs
    assert stranding.priority == 1
    assert Report.objects.get().additions.get().words == "у него кровь на ласте"


def test_a_second_text_shows_the_case_to_a_person_again(resident, dispatcher, at):
    from strandings.actions import acknowledge

    resident.texts("мертвый тюлень в Курыке")
    acknowledge(Stranding.objects.get(), by=dispatcher, at=at)
    resident.texts("когда вы приедете?", minutes=5)
    assert Stranding.objects.get().acknowledged_at is None


def test_a_text_after_two_silent_hours_is_a_new_report(resident):
    resident.texts("живой тюлень в Курыке")
    resident.texts("живой тюлень в Курыке", minutes=121)
    assert Stranding.objects.count() == 2


def test_another_place_is_another_seal(resident):
    resident.texts("живой тюлень в Курыке")
    resident.texts("ещё один тюлень, мертвый, в Баутино", minutes=30)
    assert set(Report.objects.values_list("place_slug", flat=True)) == {"kuryk", "bautino"}


def test_the_same_place_in_other_words_is_the_same_seal(resident):
    resident.texts("живой тюлень в Курыке")
    resident.texts("тюлень 43.1850 51.6700", minutes=10)
    stranding = Stranding.objects.get()
    assert stranding.place_method == "coordinates"


def test_a_closed_case_is_not_reopened_by_a_new_report(resident, dispatcher):
    resident.texts("живой тюлень в Курыке")
    close(Stranding.objects.get(), resolution=Resolution.NOT_FOUND, note="", by=dispatcher, at=resident.at)
    resident.texts("тюлень снова тут, живой, Курык", minutes=20)
    assert Stranding.objects.count() == 2


def test_a_missing_place_is_asked_for_and_then_the_state(resident):
    resident.texts("тюлень на берегу")
    assert resident.answers() == ["ack_place_unknown", "advice_alive"]
    resident.texts("пляж большой такой", minutes=1)
    resident.texts("ну возле камней", minutes=1)
    assert resident.answers().count("ask_place") == 1
    resident.texts("Баутино", minutes=1)
    assert resident.answers()[-1] == "ask_state"
    resident.texts("живой", minutes=1)
    stranding = Stranding.objects.get()
    assert (stranding.state, stranding.place_slug) == ("alive", "bautino")
    assert len(resident.answers()) == 4


def test_the_answer_to_where_the_net_is_gets_its_advice(resident):
    resident.texts("тюлень запутался в сети, Баутино")
    assert resident.answers()[0] == "ack_net"
    resident.texts("на берегу", minutes=1)
    assert resident.answers()[-1] == "ack_net_land"


def test_a_bite_is_answered_with_first_aid(resident):
    resident.texts("тюлень укусил меня за руку")
    assert resident.answers()[0] == "ack_bite"
    assert Stranding.objects.get().priority == 1


@pytest.mark.parametrize("body", ["да", "1", "", "?", "🦭🦭", "\u202eтюлень", "a\x00b", "ы" * 1600, " \n "])
def test_whatever_a_stranger_sends_becomes_a_harmless_report(resident, body):
    incoming = resident.texts(body)
    assert incoming.answered_by == "strandings.intake.answer"
    assert Report.objects.count() == 1
    assert Stranding.objects.get().status == "new"
    assert not Alarm.objects.exists()


def test_a_bare_yes_of_somebody_we_know_makes_no_new_case(resident, dispatcher):
    resident.texts("живой тюлень в Курыке")
    close(Stranding.objects.get(), resolution=Resolution.NOT_FOUND, note="", by=dispatcher, at=resident.at)
    resident.texts("да", minutes=300)
    assert Stranding.objects.count() == 1
    assert Report.objects.get().additions.get().words == "да"


def test_a_seal_told_after_a_mere_greeting_is_its_own_report(resident):
    resident.texts("здравствуйте")
    resident.texts("у нас живой тюлень, Курык", minutes=1)
    assert list(Stranding.objects.order_by("pk").values_list("kind", "priority")) == [("question", 5), ("seal", 2)]


def test_a_pin_without_words_is_a_place_of_a_seal(resident):
    resident.texts("", channel="whatsapp", latitude=43.65, longitude=51.15)
    stranding = Stranding.objects.get()
    assert (stranding.kind, stranding.place_method, stranding.accuracy_m) == ("seal", "map_pin", 50)


def test_a_pin_after_words_fills_the_place(resident):
    resident.texts("итбалық тірі", channel="whatsapp")
    resident.texts("", channel="whatsapp", latitude=43.65, longitude=51.15, minutes=1)
    assert Stranding.objects.get().place_method == "map_pin"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Itbalyq oli jatyr Fort Shevchenko jagajai", "kk"),
        ("tyulen na beregu port aktau zhivoi", "ru"),
        ("итбалык оли жатыр Курыкта", "kk"),
        ("a dead seal at Kuryk", "en"),
        ("мертвый тюлень", "ru"),
    ],
)
def test_people_are_answered_in_their_language(resident, body, language):
    resident.texts(body)
    assert Contact.objects.get(phone=PHONE).language == language
    assert OutgoingMessage.objects.first().language == language


def test_a_place_outside_the_region_waits_for_a_person(resident):
    resident.texts("живой тюлень 55.7558, 37.6173 https://maps.google.com/?q=55.7558,37.6173")
    stranding = Stranding.objects.get()
    assert stranding.set_aside_because == "outside_region"
    assert stranding.status == "new"


def test_a_reading_that_breaks_loses_nothing(resident, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("strandings.intake.understand", broken)
    resident.texts("тюлень")
    assert Report.objects.get().understood["flags"] == ["unreadable"]


def test_thirty_messages_become_twenty_nine_reports_and_an_opt_out(resident):
    rows = list(csv.DictReader(MESSAGES.read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows):
        resident.texts(row["text"], phone=f"+7701555{number:04d}")
    assert Report.objects.count() == 29
    assert Contact.objects.exclude(opted_out_at=None).count() == 1
    assert not Alarm.objects.filter(template="alarm_unread").exists()
