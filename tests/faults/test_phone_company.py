"""The phone company misbehaves and real workers send: every text once, the next person at once, the web as ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from messaging.models import Contact, IncomingMessage, OutgoingMessage
from strandings.models import Report, Stranding
from tests.faults.conftest import handed_over, lay_shore, owe_many, statuses
from tests.provider import Fault
from tests.provider.callbacks import Caller
from tests.services.system import until

pytestmark = pytest.mark.services
FAULTS = ["ok", "429:1", "500", "503", "taken-500", "reset", "taken-reset", "taken-garbage", "taken-truncated", "400"]


def test_thirty_texts_through_ten_faults_go_out_once_each(system, company):
    """What nobody knows is asked about first; what was surely not taken is tried again; what is refused is told."""
    messages = owe_many(30)
    for number, message in enumerate(messages):
        company.company.by_number[message.contact.phone] = Fault.named(FAULTS[number % len(FAULTS)])
    system.worker()
    until(lambda: len(handed_over(company)) == 30, what="each was tried")
    company.company.by_number = {m.contact.phone: Fault.named("400") for m in messages[9::10]}
    system.settle()
    assert statuses() == {"sent": 27, "failed": 3}
    assert not system.twice()
    assert not system.lost()
    assert not system.unhandled()


def test_a_text_that_hangs_holds_up_no_case(system, company):
    """One telephone's request hangs for ten seconds: reports are taken, and other teams are asked, meanwhile."""
    lay_shore(teams=3)
    system.web()
    system.worker()
    (stuck,) = owe_many(1, urgency=1)
    company.company.by_number[stuck.contact.phone] = Fault.named("silent")
    until(lambda: company.company.requests, what="it hangs")
    assert system.report("+77019300001").status == 302
    until(lambda: OutgoingMessage.objects.filter(template="offer", status="sent").exists(), what="the team is alerted")
    stuck.refresh_from_db()
    assert stuck.status == "sending"  # still hanging


def test_the_second_in_command_is_alerted_when_nobody_knows_whether_the_first_was(system, company):
    """P1: the leader's alert is uncertain, so the next of the team hears at once, and the leader is not sent a copy."""
    (team,) = lay_shore(teams=1)
    leader, second = (member.phone for member in team.members.order_by("order"))
    company.company.by_number[leader] = Fault.named("taken-500")
    system.web()
    system.worker()
    assert system.report("+77019300002").status == 302
    until(lambda: company.company.to(second), what="the second is alerted")
    system.settle()
    assert len(company.company.to(leader)) == 1
    assert not system.twice()


@pytest.mark.parametrize("order", ["five-times", "shuffled", "before", "undelivered"])
def test_callbacks_in_any_order_move_a_text_forward_only(system, company, order):
    system.web()
    company.caller = Caller(system.address, order)
    owe_many(20)
    system.worker()
    end = "undelivered" if order == "undelivered" else "delivered"
    until(lambda: statuses() == {end: 20}, what="every text came to its end")
    assert set(company.caller.answers) <= {204}
    assert not system.twice()
    assert not system.unhandled()


def test_fifty_copies_of_one_webhook_twenty_times_over(system, company):
    """A signed call brought by fifty at once: contact, text, case and thanks are one each, and each call is heard."""
    lay_shore(teams=1)
    system.web()
    with ThreadPoolExecutor(50) as crowd:
        for round_ in range(20):
            text = company.company.hear_from(f"+7701940{round_:04d}", "тюлень запутался в сети, Актау, маяк")
            call = company.webhook(text, system.address)
            assert set(crowd.map(company.caller.post, [call] * 50)) == {200}
    assert IncomingMessage.objects.count() == Report.objects.count() == Stranding.objects.count() == 20
    assert Contact.objects.filter(phone__startswith="+7701940").count() == 20
    assert OutgoingMessage.objects.filter(template__startswith="ack").count() == 20
    assert not system.unhandled()
