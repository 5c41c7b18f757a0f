"""The reporter's own page behind its link: what comes next, more about the seal, and never where it lies."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts import links
from accounts.models import CentreSetting
from messaging.models import Contact
from strandings import actions
from strandings.models import Animal, StrandedAnimal
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, State

pytestmark = pytest.mark.django_db
SECRET = ("43.6512345", "51.1612345", "43,6512345", "51,1612345", "43.65", "51.16")


@pytest.fixture
def centre(db):
    return CentreSetting.objects.create(pk=1, name_en="Seal centre", hotline="+77751011122", safe_distance_m=70)


@pytest.fixture(autouse=True)
def _a_person_decides(settings):
    settings.AUTO_DISPATCH = "off"


@pytest.fixture
def told(centre):
    return actions.receive_report(
        told=Told(
            channel=Channel.WEB,
            state=State.ALIVE,
            latitude=43.6512345,
            longitude=51.1612345,
            accuracy_m=18,
            place_method=PlaceMethod.GPS,
            place_words="under the secret rock",
            phone="+77011234567",
            name="Aruzhan",
            language="en",
            consent=True,
            consent_words="We keep your number.",
        ),
        at=timezone.now(),
    )


@pytest.fixture
def address(told):
    return f"/s/{links.token(told.status_link)}/"


def read(client, address):
    return client.get(address, {"lang": "en"}).content.decode()


def test_it_says_the_number_the_advice_and_the_way_to_call(client, told, address):
    page = read(client, address)
    assert told.stranding.reference in page
    assert "Stay at least 70 m away" in page
    assert "Do not go into the water or onto the ice." in page
    assert 'href="tel:+77751011122"' in page


def test_it_never_shows_where_the_seal_lies_nor_who_told(client, told, address):
    page = read(client, address)
    for secret in (*SECRET, "secret rock", "7011234567", "701 123", "Aruzhan"):
        assert secret not in page


def test_it_names_the_nearest_settlement_only(client, address):
    assert "Near Aktau" in read(client, address)


def test_it_is_kept_by_no_cache_and_found_by_no_search(client, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["1.forged", "zz", "0", "f" * 40])
def test_a_forged_link_is_not_found(client, told, token):
    assert client.get(f"/s/{token}/").status_code == 404


def test_no_time_is_promised_when_the_centre_never_told_its_hours(client, address):
    page = read(client, address)
    assert "A dispatcher will look at your report." in page
    assert "We will answer by" not in page


def test_a_time_is_promised_only_while_somebody_is_there(client, centre, address):
    local = timezone.localtime()
    centre.duty_from = centre.duty_until = time(0)  # round the clock
    centre.save()
    assert "We will answer by" in read(client, address)
    centre.duty_from = (local + timedelta(hours=2)).time()
    centre.duty_until = (local + timedelta(hours=3)).time()
    centre.save()
    page = read(client, address)
    assert "We will answer by" not in page
    assert "The duty officer is back at" in page


def test_the_steps_follow_the_work(client, told, address, dispatcher):
    now = 'class="now" aria-current="step"><p><strong>'
    actions.acknowledge(told.stranding, by=dispatcher, at=timezone.now())
    assert now + "Checked by dispatcher" in read(client, address)
    actions.ask_for_team(told.stranding, by=dispatcher, at=timezone.now())
    assert now + "We are asking the nearest team" in read(client, address)
    actions.mark_responding(told.stranding, by=dispatcher, by_words="Aktau-2", at=timezone.now())
    assert now + "Team on the way" in read(client, address)


def test_the_time_of_arrival_is_the_teams_own_word(client, told, address, dispatcher):
    at = timezone.now()
    actions.ask_for_team(told.stranding, by=dispatcher, at=at)
    actions.mark_responding(told.stranding, by=None, by_words="Aktau-2", at=at)
    assert "about" not in read(client, address).split("Team on the way")[2].split("</li>")[0]
    actions.note(told.stranding, verb="team_eta", details={"minutes": 40}, by_words="Aktau-2", at=at)
    there = timezone.localtime(at + timedelta(minutes=40)).strftime("%H:%M")
    assert f"There at about {there}" in read(client, address)


def test_more_is_added_once_and_makes_the_case_more_urgent(client, told, address):
    before = told.stranding.priority
    more = {"signs": ["net", "wound"], "net_where": "in_water", "count": "3-5", "stays": "yes", "words": "It bleeds"}
    answer = client.post(f"{address}add/", more)
    assert answer["Location"] == address
    told.refresh_from_db()
    told.stranding.refresh_from_db()
    assert told.additions.get().words == "It bleeds"
    assert {"net", "wound", "in_water"} <= set(told.stranding.signs)
    assert (told.stranding.count_from, told.stranding.count_to) == (3, 5)
    assert told.stays_there is True
    assert told.stranding.priority < before


def test_an_empty_addition_changes_nothing(client, told, address):
    client.post(f"{address}add/", {})
    assert not told.additions.exists()


def test_the_number_can_be_deleted_and_the_page_stays(client, told, address):
    read(client, address)
    client.post(f"{address}forget/")
    told.refresh_from_db()
    assert told.contact is None
    assert not Contact.objects.filter(phone="+77011234567").exists()
    assert not Contact.objects.filter(name="Aruzhan").exists()
    assert told.stranding.timeline.filter(verb="reporter_forgotten").exists()
    page = read(client, address)
    assert "Your number is deleted." in page
    assert "Delete my number" not in page


def test_a_closed_report_says_how_it_ended(client, told, address, dispatcher):
    actions.close(told.stranding, resolution="not_found", note="", by=dispatcher, at=timezone.now())
    page = read(client, address)
    assert "Not found" in page
    assert "What do you see?" not in page


def test_the_finder_reads_what_the_vet_wrote_for_them(client, told, address):
    at = timezone.now()
    animal = Animal.objects.create(created_at=at, public_story="Tolkyn is well again.\nShe swam <off> at once.")
    StrandedAnimal.objects.create(stranding=told.stranding, number=1, animal=animal, outcome="admitted", outcome_at=at)
    page = read(client, address)
    assert "Tolkyn is well again.<br>She swam &lt;off&gt; at once." in page


def test_after_a_merge_the_person_finds_the_number_they_were_told(client, told, address, dispatcher):
    other = actions.receive_report(told=Told(channel=Channel.PHONE, state=State.ALIVE), at=timezone.now())
    actions.merge(told.stranding, into=other.stranding, by=dispatcher, at=timezone.now())
    page = read(client, address)
    assert f"Report number: {told.first_stranding.reference}" in page
    assert other.stranding.reference not in page
    assert "Same event as another report" in page
