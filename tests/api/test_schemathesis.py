"""The whole API meets what nobody thought of: no error of ours, and every answer is what the schema promises.

`make api-fuzz` asks more of it (API_FUZZ_EXAMPLES).
"""

import os
from datetime import timedelta
from decimal import Decimal

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from accounts.actions import make_token
from config.api.drawn import drawn
from config.wsgi import application
from dispatch.models import Assignment
from dispatch.sweeps import offer_waiting
from rehab import actions
from rehab.models import Dose, Drug, Enclosure, Patient, Prescription
from rehab.queries.prescribing import Order
from strandings.actions import open_incident, receive_report
from strandings.models import Partner, Report
from strandings.told import Told
from strandings.words import Channel, PlaceMethod, State

EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "4"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
]

schema = schemathesis.openapi.from_dict(drawn("en"))
schema.app = application
schema.config.phases.update(phases=["fuzzing"])
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], deterministic=True)
# Well formed and yet impossible (422), changed meanwhile (409, 412), without a version (428): the schema says so too
schema.config.checks.positive_data_acceptance.expected_statuses += ["412", "422", "428"]
steady = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True)
def _one_connection():
    """A request of our own server does not end the test's transaction; Django's test client does the same."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def known(centre, team, person, at):
    """One of everything, and what the addresses call it."""
    told = Told(
        channel=Channel.API, state=State.ALIVE, latitude=43.6, longitude=51.2, place_method=PlaceMethod.GPS,
        phone="+77015550101", words="seal in a net",
    )  # fmt: skip
    case = receive_report(told=told, at=at).stranding
    offer_waiting(at)
    Partner.objects.create(name="Inspection")
    pool = Enclosure.objects.create(name="P1", capacity=40)
    drug = Drug.objects.create(name="amoxicillin", per_ml=Decimal(150))
    intake = actions.Intake(enclosure=pool, numbers=actions.Numbers(weight_kg=Decimal(18)))
    patient = actions.admit(intake=intake, by=person("keeper"), at=at - timedelta(hours=1))
    order = Order(
        drug=drug, dose=Decimal(10), unit="mg", route="IM", frequency="PRN", starts_at=at, override_reason="x"
    )
    course = actions.prescribe(patient, order=order, by=person("vet"), at=at)
    actions.give_as_needed(course, by=person("keeper"), at=at)
    return {
        "reference": case.reference,
        "number": Patient.objects.get().number,
        "kind": "team",
        "teams": team.pk,
        "members": team.members.get().pk,
        "incidents": open_incident(title="Storm", by=person("dispatcher"), at=at).pk,
        "reports": Report.objects.get().pk,
        "assignments": Assignment.objects.get().pk,
        "prescriptions": Prescription.objects.get().pk,
        "doses": Dose.objects.get().pk,
        "team": team.shifts.get().pk,
    }


def lead_home(case, known) -> None:
    """A request that fits the schema asks for things that are there."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    first = case.path.split("/")[3]
    for name in case.path_parameters:
        if name == "pk":
            case.path_parameters[name] = known["team" if first == "duty" else first]
        elif name == "member_pk":
            case.path_parameters[name] = known["members"]
        else:
            case.path_parameters[name] = known[name]


def ask(case, known, headers):
    lead_home(case, known)
    for name in list(case.headers or {}):
        if name.lower() == "authorization":
            del case.headers[name]
    headers = {**headers, "Accept-Encoding": "identity"}
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS, headers=headers)


@pytest.mark.django_db
@schema.parametrize()
@steady
def test_as_coordinator(case, known, person, at):
    secret = make_token(label="fuzz", by=person("coordinator"), at=at)[1]
    ask(case, known, {"Authorization": f"Bearer {secret}"})


@pytest.mark.django_db
@schema.parametrize()
@steady
def test_as_nobody(case, known):
    ask(case, known, {})
