"""A round in a real browser: one tap and its undo, with a script, without one, and without a connection."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import CentreSetting, User
from rehab import actions
from rehab.models import CareLimit, Drug, Enclosure, FormularyEntry
from rehab.queries.prescribing import Order
from tests.browser.screens import NO_NETWORK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db):
    """One seal with a dose that is late and a feeding plan."""
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77751011122", set_up_at=timezone.now())
    vet = User.objects.create(username="vet", full_name="Daniyar Kim", role="vet")
    at = timezone.now() - timedelta(hours=1)
    pool = Enclosure.objects.create(name="K1", capacity=2, is_quarantine=True)
    numbers = actions.Numbers(weight_kg=Decimal("18.4"))
    intake = actions.Intake(enclosure=pool, nickname="Айсұлу", numbers=numbers, zoonosis="оспа?")
    patient = actions.admit(intake=intake, by=vet, at=at)
    drug = Drug.objects.create(name="Амоксициллин", per_ml=150)
    FormularyEntry.objects.create(
        drug=drug, route="IM", low=10, high=20, species_group="phocid", source="test book, page 1"
    )
    order = Order(
        drug=drug, dose=Decimal(20), unit="mg/kg", route="IM", frequency="Q12H", starts_at=at, instructions="slowly"
    )
    actions.prescribe(patient, order=order, by=vet, at=at)
    actions.plan_feeding(patient, stage=3, food="салака", amount_g=300, frequency="Q4H", by=vet, at=at)
    for days, kg in ((3, "18.9"), (5, "18.6"), (8, "19.4")):
        actions.measure(
            patient, numbers=actions.Numbers(weight_kg=Decimal(kg)), by=vet, at=at + timedelta(minutes=days)
        )
    return vet, patient


@pytest.fixture
def as_vet(visit, house):
    """Opens a page as the vet."""

    def open_page(path, **options):
        page = visit("/login/", **options)
        session = Client()
        session.force_login(house[0])
        cookie = session.cookies[settings.SESSION_COOKIE_NAME]
        host = page.url.split("/")[2].split(":")[0]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}])
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("js", [True, False])
def test_one_tap_and_its_undo(as_vet, house, js):
    page = as_vet(reverse("rounds"), js=js, width=360)
    dose = house[1].doses.order_by("due_at").first()
    tick = page.locator(f"#dose-{dose.pk} .tick")
    box = tick.bounding_box()
    assert min(box["width"], box["height"]) >= 52
    tick.click()
    page.locator(f"#dose-{dose.pk}.is-done").wait_for()
    dose.refresh_from_db()
    assert dose.status == "given"
    page.locator(f"#dose-{dose.pk} .tick").click()
    page.locator(f"#dose-{dose.pk}:not(.is-done)").wait_for()
    dose.refresh_from_db()
    assert dose.status == "due"
    assert not page.trouble


def test_without_a_connection_nothing_is_lost_from_sight(as_vet, house):
    page = as_vet(reverse("rounds"), lang="en")
    dose = house[1].doses.order_by("due_at").first()
    page.forgive(NO_NETWORK)
    page.context.set_offline(True)
    page.locator(f"#dose-{dose.pk} .tick").click()
    page.locator("[data-toast]:not([hidden])").wait_for()
    assert page.locator(f"#dose-{dose.pk}:not(.is-done)").count() == 1
    page.click(f"#dose-{dose.pk} summary")
    page.fill(f"#dose-{dose.pk} [name=text]", "bit the keeper")
    page.click(f"#dose-{dose.pk} button[value=refused]")
    page.wait_for_timeout(300)
    assert page.input_value(f"#dose-{dose.pk} [name=text]") == "bit the keeper"
    page.context.set_offline(False)
    page.click(f"#dose-{dose.pk} button[value=refused]")
    page.locator(f"#dose-{dose.pk}.is-done").wait_for()
    dose.refresh_from_db()
    assert (dose.status, dose.note) == ("refused", "bit the keeper")


@pytest.mark.parametrize(("lang", "dark", "width"), [("kk", True, 320), ("ru", False, 1366)])
def test_limits_of_a_drug(as_vet, lang, dark, width):
    limit = CareLimit.objects.create(measure="temp_c", low=Decimal("36.5"), high=Decimal("38.0"), source="test book")
    page = as_vet(reverse("formulary"), lang=lang, dark=dark, width=width)
    page.window.examine()
    page.goto(reverse("edit_limit", args=[limit.pk]))
    page.window.examine()
    page.goto(reverse("add_limit"))
    page.window.examine()
