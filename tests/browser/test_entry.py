"""The ways in: a new centre names itself, and staff prove a telephone after the password."""

import base64

import pytest
from django.utils import timezone
from django_otp.oath import TOTP

from accounts.models import CentreSetting, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "seal-on-the-ice-26"


@pytest.fixture
def _in_earnest(transactional_db, settings):
    settings.SECOND_FACTOR = True
    CentreSetting.objects.create(pk=1, name_en="Seal centre", hotline="+77751011122", set_up_at=timezone.now())
    User.objects.create_user("vet", password=PASSWORD, role="vet", full_name="Daniyar Kim", language="en")


def log_in(page):
    page.fill("input[name=username]", "vet")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@pytest.mark.parametrize(("lang", "dark", "width"), [("kk", True, 320), ("ru", False, 1366)])
def test_first_page_of_a_centre(visit, transactional_db, lang, dark, width):
    page = visit("/setup/", lang=lang, dark=dark, width=width)
    page.window.examine()
    page.forgive("422")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".errors, [aria-invalid=true], input:invalid")
    page.window.examine()


@pytest.mark.usefixtures("_in_earnest")
@pytest.mark.parametrize(("lang", "dark", "width"), [("kk", False, 320), ("ru", True, 320), ("en", False, 1366)])
def test_second_step_is_set_up_and_asked_for(visit, lang, dark, width):
    page = visit("/login/", lang=lang, dark=dark, width=width)
    page.window.examine()
    log_in(page)
    page.wait_for_url("**/login/telephone/")
    page.window.examine()
    secret = base64.b32decode(page.inner_text("code.secret").replace(" ", ""))
    page.fill("input[name=code]", f"{TOTP(secret).token():06d}")
    page.click("main button[type=submit]")
    page.wait_for_selector("h1")
    page.window.examine()
    recovery = page.inner_text("ol.codes li:first-child code")
    page.goto("/me/factor/")
    page.window.examine()
    page.click("header form[action*='logout'] button")
    page.goto("/login/")
    log_in(page)
    page.wait_for_url("**/login/code/")
    page.window.examine()
    page.fill("input[name=code]", recovery)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "/login/" not in address)
    page.window.examine()
