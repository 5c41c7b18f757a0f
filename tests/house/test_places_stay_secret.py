"""Through every public address of the URLconf: nobody learns from us where a seal lies."""

import pytest
from django.utils import timezone

from accounts import links
from accounts.doors import PUBLIC
from accounts.models import CentreSetting
from strandings import actions
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, State
from tests.house.test_doors import ROUTES, sample

SECRETS = ("43.6512", "51.1612", "43,6512", "51,1612", "secret rock")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_public_address_shows_an_exact_place(client, settings, language):
    settings.DEMO = True
    now = timezone.now()
    CentreSetting.objects.create(pk=1, name_ru="Центр", hotline="+77751011122", set_up_at=now)
    report = actions.receive_report(
        told=Told(
            channel=Channel.WEB,
            state=State.ALIVE,
            latitude=43.6512345,
            longitude=51.1612345,
            place_method=PlaceMethod.GPS,
            place_words="under the secret rock",
            phone="+77011234567",
        ),
        at=now,
    )
    token = links.token(report.status_link)
    shown = 0
    for route, view in ROUTES:
        door = view.door.get("GET") if isinstance(view.door, dict) else view.door
        if door != PUBLIC or "media" in route:
            continue
        address = sample(route.replace("<str:token>", token)).replace("/x/", f"/{token}/", 1)
        answer = client.get(address, {"lang": language})
        page = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found = [secret for secret in SECRETS if secret in page.decode("utf-8", "replace")]
        assert not found, f"{address} shows {found}"
        shown += answer.status_code == 200
    assert shown >= 4
    assert client.get(f"/s/{token}/").status_code == 200
