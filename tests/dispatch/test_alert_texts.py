"""Texts to teams stand alone, never name the caller, and cost at most two parts."""

from datetime import UTC, datetime

import pytest

from common.texts import sms_parts
from dispatch.actions.telling import MOST_PARTS, alert_context
from messaging.actions.owing import render_text
from strandings.words import Sign, State
from tests.dispatch.conftest import AT, CALLER, let_pass, report, texts

LONG = "Каламкас-Теңіз кәсіпшілігінің солтүстік жағажайы"
BASE = "https://seals.example.org"
TOKEN = "ffffff." + "x" * 23
OTHERS = [
    "team_ok", "team_taken", "team_busy", "team_over", "team_stood_down", "team_withdrawn", "team_unknown",
    "team_which", "team_help_coming", "alarm_no_team", "alarm_team_help", "alarm_team_late", "alarm_disagree",
    "enroute",
]  # fmt: skip


def as_sent(body):
    return body.replace("{link}", f"{BASE}/go/{TOKEN}/")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("sign", [Sign.INLAND, Sign.BITE])
def test_an_alert_costs_two_parts_at_most_and_says_where(teams, settings, language, state, sign):
    settings.PUBLIC_BASE_URL = BASE
    settings.AUTO_DISPATCH = "P5"
    teams[0].members.update(language=language)
    stranding = report(state=state, signs=frozenset({sign}), place_name=LONG, count_from=12, count_to=12).stranding
    stranding.assignments.all().delete()
    type(stranding).objects.filter(pk=stranding.pk).update(status="awaiting_team", messages_owed=98, priority=1)
    let_pass(stranding, AT)
    body = as_sent(texts("offer")[0].body)
    assert sms_parts(body).parts <= MOST_PARTS, body
    assert "43.6120,51.2010" in body
    assert stranding.reference in body
    assert "14:03" in body
    assert "P1" in body
    assert CALLER not in body
    assert "Нурлан" not in body


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("template", OTHERS)
def test_every_other_text_costs_two_parts_at_most(centre, template, language):
    context = {"ref": "K-26-0412-123", "case": "K-26-0412", "priority": 1, "team": "Форт-Шевченко-2", "eta": 120}
    body = as_sent(render_text(template, language, context))
    assert sms_parts(body).parts <= MOST_PARTS, body
    assert "K-26-0412" in body


def test_a_place_is_named_as_far_as_there_is_room(teams, settings):
    settings.PUBLIC_BASE_URL = BASE
    stranding = report(place_name="Тёплый пляж").stranding
    let_pass(stranding, AT)
    assert "Тёплый пляж" in texts("offer")[0].body


def test_the_most_dangerous_thing_is_told(teams):
    stranding = report(signs=frozenset({Sign.PEOPLE, Sign.NET, Sign.WOUND})).stranding
    context = alert_context(stranding, datetime(2026, 11, 22, tzinfo=UTC), "ru")
    assert context["danger"] == "net"


@pytest.mark.parametrize(("language", "name"), [("kk", "Баутин"), ("ru", "Баутино"), ("en", "Bautino")])
def test_a_known_place_is_named_in_the_members_language(teams, language, name):
    stranding = report(place_name="Баутино", place_slug="bautino").stranding
    assert name in alert_context(stranding, AT, language)["place"]
