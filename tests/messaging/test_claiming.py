"""Two workers that both read a row as waiting: the database lets one of them have it, and one key owes one text."""

import pytest
from django.db import IntegrityError, transaction

from messaging.deliver.claiming import _take
from messaging.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def test_of_two_workers_that_read_the_same_row_one_gets_it(owe_text):
    owe_text("k")
    first, second = OutgoingMessage.objects.get(), OutgoingMessage.objects.get()
    assert _take(first, "one")
    assert not _take(second, "two")
    row = OutgoingMessage.objects.get()
    assert (row.status, row.lease_by, row.tries) == ("sending", "one", 1)


def test_the_database_keeps_one_text_for_a_key(owe_text):
    owe_text("k")
    copy = OutgoingMessage.objects.get()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_text_being_sent_has_a_lease(owe_text):
    owe_text("k")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMessage.objects.update(status="sending", lease_until=None)
