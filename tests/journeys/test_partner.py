"""A partner takes a case over: the dispatcher passes it on, the partner answers by link, the finder hears the end."""

import pytest

from demo.rescue import words_of
from strandings.lifecycle import StrandingStatus
from strandings.models import Partner, Stranding
from tests.journeys.people import Person, World

RESIDENT = "+77025550902"


@pytest.fixture
def dispatcher(world):
    person = Person("ru")
    page = person.get("/login/")
    person.send(page, page.form(has="password"), username="aigerim", password=world.password)
    return person


@pytest.fixture
def inspection():
    return Partner.objects.get(name__contains="Инспекция")


def test_a_dead_seal_is_passed_on_and_the_finder_hears_the_end(world, dispatcher, inspection):
    given_a_dead_seal_is_reported(world)
    when_the_dispatcher_passes_it_on(world, dispatcher, inspection)
    assert Stranding.objects.get().status == StrandingStatus.WITH_PARTNER
    when_the_partner_answers(world, inspection, to="done", disposition="carcass_removed", act_number="М-7")
    assert Stranding.objects.get().status == StrandingStatus.CLOSED
    assert any(words_of("closed_partner") in text for text in world.texts_on(RESIDENT))


def test_a_case_that_is_not_theirs_comes_back_to_the_desk(world, dispatcher, inspection):
    given_a_dead_seal_is_reported(world)
    when_the_dispatcher_passes_it_on(world, dispatcher, inspection)
    when_the_partner_answers(world, inspection, to="not_ours", result="Не наш участок")
    assert Stranding.objects.get().status == StrandingStatus.NEW


def test_a_silent_partner_brings_the_case_back(world, dispatcher, inspection):
    given_a_dead_seal_is_reported(world)
    when_the_dispatcher_passes_it_on(world, dispatcher, inspection)
    world.pass_time(hours=30)
    case = Stranding.objects.get()
    assert (case.status, case.needs_person_because) == (StrandingStatus.NEW, "partner_silent")


def given_a_dead_seal_is_reported(world: World) -> None:
    resident = Person("kk")
    page = resident.get("/")
    world.take_time(40)
    form = page.form(action="/report/")
    resident.send(page, form, place="umirzak", place_words="Жағада, өлі", alive="no", phone=RESIDENT)
    world.work()


def when_the_dispatcher_passes_it_on(world: World, dispatcher: Person, partner: Partner) -> None:
    page = dispatcher.get(f"/board/{Stranding.objects.get().reference}/")
    dispatcher.send(page, page.form(action="/do/refer/"), partner=str(partner.pk))
    world.pass_time(seconds=3)


def when_the_partner_answers(world: World, partner: Partner, **answer: str) -> None:
    person = Person("ru")
    page = person.get(world.link_on(partner.phone, "/p/"))
    person.send(page, page.form(has="to"), **answer)
    world.pass_time(seconds=3)
