"""Secret links: long, derived, kept nowhere, and telling nothing to whoever tries."""

import math
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from accounts import links
from accounts.models import AccessLink, User
from accounts.roles import Role
from strandings import actions
from strandings.told import Told
from strandings.words import Channel, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(centre):
    told = Told(channel=Channel.PHONE, state=State.ALIVE, words="seal", phone="+77015557788")
    return actions.receive_report(told=told, at=timezone.now())


def test_a_token_has_at_least_128_bits_that_depend_on_the_key(settings):
    link = links.make("status", 1)
    number, secret = links.token(link).split(".")
    assert len(secret) * math.log2(64) >= 128
    assert re.fullmatch(r"[\w-]+", secret)
    assert links.token(link) == f"{number}.{secret}"
    settings.SECRET_KEY = "another key " * 5
    assert links.token(link) != f"{number}.{secret}"


def test_purpose_number_and_version_each_make_another_secret():
    link = links.make("status", 1)
    others = [AccessLink(pk=link.pk, purpose="assignment", version=1), AccessLink(pk=link.pk + 1, purpose="status"),
              AccessLink(pk=link.pk, purpose="status", version=2)]  # fmt: skip
    secrets = {links.token(each).split(".")[1] for each in (link, *others)}
    assert len(secrets) == 4


def test_no_column_of_any_table_holds_a_token(report):
    secret = links.token(report.status_link).split(".")[1]
    held = [
        f"{model._meta.label}: {row}"
        for model in apps.get_models()
        for row in model._base_manager.values()
        if secret in str(row)
    ]
    assert not held


def test_every_wrong_token_gets_the_same_answer(client, report):
    right = links.token(report.status_link)
    past = links.make("status", report.pk, expires_at=timezone.now() - timedelta(seconds=1))
    revoked = links.make("status", report.pk)
    AccessLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    other = links.make("referral", report.pk)
    wrong = [
        right[:-1] + ("A" if right[-1] != "A" else "B"), right.split(".")[0], "zz.zz", "", "ffffffffffffffffff.x",
        links.token(past), links.token(revoked), links.token(other), right.upper(), f"{right}x", "é.é",
    ]  # fmt: skip
    assert client.get(f"/s/{right}/").status_code == 200
    answers = {_plain(client.get(f"/s/{token}/")) for token in wrong if token}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def _plain(answer) -> tuple[int, str]:
    """Status and page, without what differs at every request."""
    page = re.sub(r'href="[^"]*\?lang=\w+"', "", answer.content.decode())
    return answer.status_code, re.sub(r'nonce="[^"]*"', "", page)


@pytest.mark.parametrize(
    "route",
    ["/people/{}/", "/board/{}/", "/personal/{}/export/", "/teams/{}/", "/rehab/patients/{}/", "/media/{}/"],
)
def test_unknown_and_forbidden_look_the_same(client, person, report, route):
    """Whoever may not see a thing does not learn whether it exists."""
    responder = person(Role.RESPONDER)
    client.force_login(responder)
    known = (
        report.stranding.reference if "board" in route else report.contact.pk if "personal" in route else responder.pk
    )
    answers = {_plain(client.get(route.format(each))) for each in (known, 999999)}
    assert len(answers) == 1
    assert next(iter(answers))[0] in {403, 405}
    assert User.objects.filter(pk=responder.pk).exists()
