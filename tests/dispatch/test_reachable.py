"""The team's page says whose telephone an alert may not reach."""

import pytest
from django.utils import timezone

from accounts.models import User
from messaging.actions import contact_for
from messaging.models import Contact

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "words"),
    [("opted_out_at", "wrote STOP: alerts may not arrive"), ("unreachable_since", "no telephone answers")],
)
def test_a_member_whom_texts_do_not_reach_is_marked(client, teams, column, words):
    client.force_login(User.objects.create(username="saule", role="coordinator", language="en"))
    member = teams[0].members.first()
    at = timezone.now()
    contact_for(phone=member.phone, at=at)
    page = f"/teams/{teams[0].pk}/?lang=en"
    assert words not in client.get(page).content.decode()
    Contact.objects.filter(phone=member.phone).update(**{column: at})
    assert words in client.get(page).content.decode()
