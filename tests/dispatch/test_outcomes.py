"""An alert that fails moves to the next member of the team at once, then to the next team."""

from dispatch.lifecycle import AssignmentStatus as S
from messaging.deliver.moves import move as moved
from messaging.lifecycle import MessageStatus as M
from messaging.models import OutgoingMessage
from strandings.models import Stranding
from tests.dispatch.conftest import AT, let_pass, phone_of, texts


def end(message, status):
    OutgoingMessage.objects.filter(pk=message.pk).update(status=M.SENDING, lease_until=AT, lease_by="test")
    message.refresh_from_db()
    moved(message, status, at=AT)


def test_a_failed_alert_goes_to_the_next_member_then_to_the_next_team(offered, teams):
    end(texts("offer")[0], M.FAILED)
    assert [text.contact.phone for text in texts("offer")] == [phone_of(teams[0]), phone_of(teams[0], 2)]
    end(texts("offer")[1], M.UNDELIVERED)
    assert [row.team for row in let_pass(offered.stranding, AT)] == [teams[1]]
    offered.refresh_from_db()
    assert (offered.status, offered.decline_reason) == (S.EXPIRED, "unreachable")


def test_an_uncertain_alert_of_a_p1_moves_on_too(offered, teams):
    end(texts("offer")[0], M.UNCERTAIN)
    end(texts("offer")[1], M.UNCERTAIN)
    assert [row.team for row in let_pass(offered.stranding, AT)] == [teams[1]]


def test_an_uncertain_alert_of_less_urgent_cases_is_waited_for(offered):
    Stranding.objects.update(priority=2)
    end(texts("offer")[0], M.UNCERTAIN)
    assert len(texts("offer")) == 1
    assert let_pass(offered.stranding, AT) == [offered]


def test_a_delivered_alert_changes_nothing(offered):
    end(texts("offer")[0], M.DELIVERED)
    assert len(texts("offer")) == 1


def test_one_member_reached_is_enough(offered):
    end(texts("offer")[0], M.FAILED)
    end(texts("offer")[1], M.DELIVERED)
    assert let_pass(offered.stranding, AT) == [offered]
