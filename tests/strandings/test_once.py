"""What the database itself refuses on the spine: the same report twice, a case that nobody and nothing will look at."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from strandings import actions
from strandings.models import Report, Stranding
from tests.strandings.test_receive_report import told

pytestmark = pytest.mark.django_db
UUID = uuid.UUID(int=7)


def test_the_database_keeps_one_report_for_a_number_of_its_sender(at):
    copy = actions.receive_report(told=told(client_uuid=UUID), at=at)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_who_comes_second_at_the_same_moment_gets_the_first_report(at, monkeypatch):
    """Both looked and found nothing: the loser of the race is refused by the database and answers with the winner's."""
    first = actions.receive_report(told=told(client_uuid=UUID), at=at)
    look, missed = Report.objects.filter, []

    def miss_once(*args, **kwargs):
        if "client_uuid" in kwargs and not missed:
            missed.append(True)
            return Report.objects.none()
        return look(*args, **kwargs)

    monkeypatch.setattr(Report.objects, "filter", miss_once)
    assert actions.receive_report(told=told(client_uuid=UUID), at=at).pk == first.pk
    assert Stranding.objects.count() == 1


def test_an_open_case_has_a_time_or_a_reason(at):
    case = actions.receive_report(told=told(), at=at).stranding
    with pytest.raises(IntegrityError), transaction.atomic():
        Stranding.objects.filter(pk=case.pk).update(next_at=None, needs_person_because="")
