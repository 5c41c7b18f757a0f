"""What happens to a stranding between its report and its end."""

from datetime import timedelta

import pytest

from common.lifecycle import NotAllowed
from messaging.models import OutgoingMessage
from strandings import actions
from strandings.actions.merging import CannotMerge
from strandings.lifecycle import ReferralStatus, StrandingStatus
from strandings.models import Partner
from strandings.signals import stranding_left
from strandings.sweeps import hear_silence, wake_late
from strandings.words import Fate, Outcome, Resolution
from tests.strandings.test_receive_report import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranding(at, settings):
    settings.AUTO_DISPATCH = "off"
    return actions.receive_report(told=told(language="ru"), at=at).stranding


@pytest.fixture
def inspection():
    return Partner.objects.create(name="Fish inspection")


def texts(template):
    return OutgoingMessage.objects.filter(template=template)


def test_a_partner_takes_a_dead_seal_and_reports_back(stranding, inspection, dispatcher, at):
    referral = actions.refer(
        stranding, partner=inspection, answer_by=at + timedelta(hours=4), passed_on=["place"], by=dispatcher, at=at
    )
    stranding.refresh_from_db()
    assert (stranding.status, stranding.next_at) == ("with_partner", at + timedelta(hours=4))

    actions.answer_referral(
        referral, to=ReferralStatus.DONE, disposition=Outcome.CARCASS_REMOVED, act_number="12-A", at=at
    )
    stranding.refresh_from_db()
    assert (stranding.status, stranding.resolution) == ("closed", "done_by_partner")
    assert texts("closed_partner").count() == 1


def test_a_silent_partner_brings_the_case_back_once(stranding, inspection, dispatcher, at):
    actions.refer(stranding, partner=inspection, answer_by=at + timedelta(hours=4), passed_on=[], by=dispatcher, at=at)
    later = at + timedelta(hours=5)
    assert hear_silence(later) == 1
    assert hear_silence(later) == 0
    stranding.refresh_from_db()
    assert (stranding.status, stranding.needs_person_because) == ("new", "partner_silent")


def test_an_answer_after_silence_still_counts(stranding, inspection, dispatcher, at):
    referral = actions.refer(
        stranding, partner=inspection, answer_by=at + timedelta(hours=4), passed_on=[], by=dispatcher, at=at
    )
    hear_silence(at + timedelta(hours=5))
    actions.answer_referral(referral, to=ReferralStatus.DONE, at=at + timedelta(hours=6))
    with pytest.raises(NotAllowed):
        actions.answer_referral(referral, to=ReferralStatus.GOING, at=at + timedelta(hours=6))


def test_a_watched_seal_comes_back_at_its_time(stranding, dispatcher, at):
    actions.watch(
        stranding, watcher=dispatcher, next_look_at=at + timedelta(hours=3), why="resting", by=dispatcher, at=at
    )
    assert wake_late(at + timedelta(hours=2)) == 0
    assert wake_late(at + timedelta(hours=4)) == 1
    stranding.refresh_from_db()
    assert (stranding.status, stranding.needs_person_because) == ("new", "look_again")


def test_a_case_nobody_looked_at_is_marked_late_once(stranding, at):
    later = at + timedelta(hours=2)
    assert wake_late(later) == 1
    assert wake_late(later) == 0
    stranding.refresh_from_db()
    assert stranding.needs_person_because == "late"


def test_two_reports_of_one_seal_are_merged_and_separated(stranding, dispatcher, at):
    other = actions.receive_report(told=told(phone="+77019999999"), at=at).stranding
    link = actions.merge(other, into=stranding, by=dispatcher, at=at)
    other.refresh_from_db()
    assert (other.status, other.merged_into) == ("closed", stranding)
    assert stranding.reports.count() == 2

    actions.unmerge(link, by=dispatcher, at=at)
    other.refresh_from_db()
    assert (other.status, other.merged_into, other.reports.count()) == ("new", None, 1)
    with pytest.raises(CannotMerge):
        actions.unmerge(link, by=dispatcher, at=at)


def test_the_stranding_with_the_team_is_never_merged_away(stranding, dispatcher, at):
    other = actions.receive_report(told=told(phone=""), at=at).stranding
    actions.ask_for_team(other, by=dispatcher, at=at)
    actions.mark_responding(other, by=None, by_words="Aktau-1", at=at)
    with pytest.raises(CannotMerge):
        actions.merge(other, into=stranding, by=dispatcher, at=at)


def test_a_seal_on_its_way_is_admitted_and_its_finder_hears_of_the_release(stranding, dispatcher, at):
    seal = actions.record_animal(stranding, at=at, by=None, by_words="Aktau-1", code_at_examination="1", weight_kg=14)
    seal = actions.load(seal, expected_at=at + timedelta(hours=1), at=at, by_words="Aktau-1")
    assert seal.animal.fate == Fate.ON_ITS_WAY
    stranding.refresh_from_db()
    assert stranding.status != StrandingStatus.CLOSED

    animal = actions.admitted(seal, care_number="CS-26-001", at=at + timedelta(hours=1), by=dispatcher)
    stranding.refresh_from_db()
    assert (stranding.status, stranding.resolution) == ("closed", Resolution.OUTCOMES)
    assert texts("closed_rescued").count() == 1

    actions.set_fate(animal, fate=Fate.RELEASED, at=at + timedelta(days=70), by=dispatcher)
    assert texts("released").get().language == "ru"


def test_a_field_record_sent_twice_is_one_seal(stranding, at):
    uuid = "5b2f0d5e-1f3b-4a53-8b61-5f1f3b1d6a10"
    for _ in range(2):
        actions.record_animal(stranding, field_uuid=uuid, at=at, by=None, by_words="Aktau-1")
    assert stranding.animals.count() == 1


def test_dispatch_hears_when_a_case_leaves_its_hands_and_can_refuse(stranding, dispatcher, at):
    actions.ask_for_team(stranding, by=dispatcher, at=at)

    def refuse(**news):
        raise RuntimeError("dispatch cannot stand down")

    stranding_left.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            actions.close(stranding, resolution=Resolution.ANSWERED, by=dispatcher, at=at)
    finally:
        stranding_left.disconnect(refuse)
    stranding.refresh_from_db()
    assert stranding.status == "awaiting_team"


def test_nobody_overwrites_what_he_has_not_seen(stranding, dispatcher, at):
    seen = stranding.version
    actions.set_priority(stranding, priority=1, why="worse", by=dispatcher, at=at)
    with pytest.raises(actions.Changed), actions.unchanged(stranding, version=seen):
        actions.acknowledge(stranding, by=dispatcher, at=at)
    stranding.refresh_from_db()
    assert stranding.acknowledged_at is None
