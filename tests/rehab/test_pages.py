"""The pages: what a keeper and a vet see and do, through the real doors."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.templatetags.ui import NBSP
from rehab import actions
from rehab.models import CareSetting, Dose, Patient
from rehab.models.labels import GATE
from rehab.presenters.words import beach_words, who_words
from strandings.models import StrandedAnimal
from tests.rehab.conftest import make_order, make_patient, make_stranded


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def as_keeper(client, keeper):
    client.force_login(keeper)
    return client


@pytest.fixture
def as_vet(client, vet):
    client.force_login(vet)
    return client


@pytest.fixture
def due(patient, amoxicillin, vet, at):
    """A dose that fell due at this hour."""
    course = actions.prescribe(patient, order=make_order(amoxicillin, at, frequency="Q4H"), by=vet, at=at)
    return course.doses.order_by("due_at").first()


PAGES = ["rehab", "enclosures", "patients", "rounds"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_to_do_when_nothing_is_there(as_keeper, name):
    assert as_keeper.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_as_often_for_many_seals_as_for_few(
    as_keeper, django_assert_max_num_queries, keeper, vet, pool, quarantine, amoxicillin, at, name
):
    pool.capacity = 30
    pool.save()
    for n in range(12):
        patient = make_patient(pool, keeper, at, nickname=f"Seal {n}")
        actions.prescribe(patient, order=make_order(amoxicillin, at, frequency="Q4H"), by=vet, at=at)
        actions.plan_feeding(patient, stage=3, food="sprat", amount_g=300, frequency="Q4H", by=vet, at=at)
        make_stranded(at)
    with django_assert_max_num_queries(22):
        response = as_keeper.get(reverse(name))
    assert response.status_code == 200


def test_a_seal_on_its_way_is_admitted_in_one_form(as_keeper, stranded, quarantine):
    home = as_keeper.get(reverse("rehab"))
    assert stranded.stranding.reference in home.content.decode()
    url = reverse("intake_expected", args=[stranded.pk])
    assert as_keeper.get(url).status_code == 200
    response = as_keeper.post(
        url,
        {
            "enclosure": quarantine.pk,
            "weight_kg": "9,6",
            "temp_c": "37.6",
            "glucose_mmol_l": "5,1",
            "nickname": "Batyr",
        },
    )
    patient = Patient.objects.get()
    assert response["Location"] == reverse("patient", args=[patient.number])
    assert patient.measurements.get().weight_kg == Decimal("9.6")
    assert as_keeper.get(url)["Location"] == response["Location"]  # the same seal is not admitted again


def test_a_seal_brought_to_the_door(as_keeper, pool):
    tap = str(uuid4())
    form = {"enclosure": pool.pk, "came_from": "a fisherman", "client_uuid": tap}
    as_keeper.post(reverse("intake"), form)
    as_keeper.post(reverse("intake"), form)
    assert Patient.objects.get().came_from == "a fisherman"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"weight_kg": "900"}, "200"),
        ({"weight_kg": "heavy"}, "weight_kg"),
        ({"glucose_mmol_l": "90"}, "mg/dL"),
        ({"glucose_mmol_l": "30"}, "mg/dL"),
        ({"temp_c": "99"}, "45"),
        ({"enclosure": ""}, "enclosure"),
    ],
)
def test_the_impossible_is_refused_and_the_rest_stays_typed(as_keeper, pool, typed, said):
    form = {"enclosure": pool.pk, "nickname": "Batyr", **typed}
    response = as_keeper.post(reverse("intake") + "?lang=en", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Batyr" in page
    assert not Patient.objects.exists()


def test_a_high_glucose_passes_when_its_unit_is_confirmed(as_keeper, pool):
    as_keeper.post(reverse("intake"), {"enclosure": pool.pk, "glucose_mmol_l": "30", "glucose_is_mmol": "on"})
    assert Patient.objects.get().measurements.get().glucose_mmol_l == 30


def test_a_full_place_says_so_and_takes_it_with_a_reason(as_keeper, keeper, quarantine, at):
    for _ in range(2):
        make_patient(quarantine, keeper, at)
    response = as_keeper.post(reverse("intake") + "?lang=en", {"enclosure": quarantine.pk})
    assert "Q1 is full: 2 of 2 places are taken." in response.content.decode()
    as_keeper.post(reverse("intake"), {"enclosure": quarantine.pk, "override_reason": "storm night"})
    assert Patient.objects.count() == 3


def test_one_tap_gives_a_dose_and_one_takes_it_back(as_keeper, due):
    tap = {"client_uuid": str(uuid4()), "next": reverse("rounds")}
    response = as_keeper.post(reverse("mark_dose", args=[due.pk]), tap)
    assert response["Location"] == reverse("rounds")
    as_keeper.post(reverse("mark_dose", args=[due.pk]), tap)
    due.refresh_from_db()
    assert due.status == "given"
    assert "is-done" in as_keeper.get(reverse("rounds")).content.decode()
    as_keeper.post(reverse("undo_dose", args=[due.pk]))
    due.refresh_from_db()
    assert due.status == "due"


def test_undone_after_the_stop_the_row_offers_no_tick(as_keeper, due, vet, keeper, at):
    actions.mark(due, status="given", by=keeper, at=at)
    actions.stop(due.prescription, because="allergy", by=vet, at=at)
    response = as_keeper.post(reverse("undo_dose", args=[due.pk]), headers={"X-Fragment": "row"})
    assert "disabled" in response.content.decode()
    assert reverse("mark_dose", args=[due.pk]) not in response.content.decode()


def test_with_a_script_the_row_alone_comes_back(as_keeper, due):
    response = as_keeper.post(reverse("mark_dose", args=[due.pk]), headers={"X-Fragment": "row"})
    page = response.content.decode()
    assert page.lstrip().startswith("<li")
    assert 'aria-pressed="true"' in page
    response = as_keeper.post(
        reverse("mark_dose", args=[due.pk]), {"status": "partly", "given_amount": "1"}, headers={"X-Fragment": "row"}
    )
    assert response.status_code == 200  # told twice: flagged, not an error


def test_a_part_without_its_amount_is_refused_in_words(as_keeper, due):
    response = as_keeper.post(
        reverse("mark_dose", args=[due.pk]) + "?lang=en", {"status": "partly"}, headers={"X-Fragment": "row"}
    )
    assert response.status_code == 409
    assert "less than 368" in response.content.decode()


def test_a_tick_leads_nowhere_outside(as_keeper, due):
    response = as_keeper.post(reverse("mark_dose", args=[due.pk]), {"next": "https://evil.example/"})
    assert response["Location"].startswith(reverse("rounds"))


def test_a_feed_is_all_part_or_nothing(as_keeper, patient, vet, at):
    plan = actions.plan_feeding(patient, stage=3, food="sprat", amount_g=300, frequency="Q4H", by=vet, at=at)
    first, second = plan.feedings.order_by("due_at")[:2]
    as_keeper.post(reverse("mark_feed", args=[first.pk]))
    as_keeper.post(reverse("mark_feed", args=[second.pk]), {"eaten_g": "120"})
    assert list(plan.feedings.order_by("due_at").values_list("status", "eaten_g")[:2]) == [
        ("eaten", 300),
        ("part", 120),
    ]
    as_keeper.post(reverse("undo_feed", args=[second.pk]))
    second.refresh_from_db()
    assert second.status == "due"


def test_a_weight_typed_into_a_weighing_task_is_a_measurement(as_keeper, patient, keeper, at):
    task = actions.add_task(kind="weigh", due_at=at, by=keeper, at=at, patient=patient)
    as_keeper.post(reverse("mark_task", args=[task.pk]), {"weight_kg": "19,2"})
    assert patient.measurements.first().weight_kg == Decimal("19.2")
    as_keeper.post(reverse("undo_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_at is None


def test_the_small_forms_of_a_patients_page(as_vet, patient, quarantine):
    def send(name, **form):
        response = as_vet.post(reverse(name, args=[patient.number]), form)
        assert response.status_code == 302, response.content.decode()

    send("measure", weight_kg="19", temp_c="36.8", clock="00:01")
    send("write_note", text="Active, follows the hand")
    send("move", enclosure=quarantine.pk, why="eye")
    send("examine", kind="weekly", mentation="BAR", body_condition="3", findings="two papules")
    send("end_quarantine", why="PCR negative")
    send("start_quarantine", why="pox?", until="2027-01-01")
    send("end_quarantine", why="PCR negative")
    send("plan_feeding", stage="3", food="sprat", amount_g="300", frequency="5XD")
    send("add_task", kind="sample", text="blood", due_at="2026-12-01T09:00")
    send("set_zoonosis", zoonosis="pox?")
    page = as_vet.get(reverse("patient", args=[patient.number])).content.decode()
    for words in ("Active, follows the hand", "Q1", "two papules", "sprat", "blood", "pox?", "<polyline"):
        assert words in page


def test_a_refused_small_form_shows_the_page_with_what_was_typed(as_keeper, patient):
    response = as_keeper.post(reverse("measure", args=[patient.number]), {"weight_kg": "900", "length_cm": "97.5"})
    assert response.status_code == 422
    assert "97.5" in response.content.decode()
    assert as_keeper.post(reverse("measure", args=[patient.number]), {}).status_code == 422


def test_a_vet_works_an_order_out_before_writing_it(as_vet, patient, amoxicillin):
    url = reverse("prescribe", args=[patient.number]) + "?lang=en"
    order = {"drug": amoxicillin.pk, "dose": "25", "unit": "mg/kg", "route": "IM", "frequency": "BID"}
    order |= {"starts_at": "2026-11-22T09:00", "days": "7"}
    page = as_vet.post(url, {**order, "look": "1"}).content.decode()
    assert "Above the range" in page
    assert "460" in page  # 25 x 18.4
    assert not Dose.objects.exists()
    refused = as_vet.post(url, {**order, "save": "1"})
    assert refused.status_code == 422
    assert "above the range of 10 to 20 mg/kg" in refused.content.decode()
    as_vet.post(url, {**order, "dose": "20", "save": "1"})
    course = patient.prescriptions.get()
    assert course.doses.count() == 14
    as_vet.post(reverse("hold_prescription", args=[course.pk]))
    assert "held" in set(course.doses.values_list("status", flat=True))
    as_vet.post(reverse("resume_prescription", args=[course.pk]))
    revise = reverse("revise", args=[patient.number, course.pk])
    assert as_vet.get(revise).status_code == 200
    as_vet.post(revise, {**order, "dose": "15", "save": "1"})
    course.refresh_from_db()
    assert (course.revision, course.dose) == (2, 15)
    as_vet.post(reverse("stop_prescription", args=[course.pk]), {"why": ""})
    course.refresh_from_db()
    assert course.stopped_at is None
    as_vet.post(reverse("stop_prescription", args=[course.pk]), {"why": "healed"})
    course.refresh_from_db()
    assert course.stopped_because == "healed"


def test_a_vet_on_the_telephone_at_night(client, patient, amoxicillin, vet, keeper):
    client.force_login(keeper)
    url = reverse("order_by_phone", args=[patient.number]) + "?lang=en"
    order = {"drug": amoxicillin.pk, "dose": "25", "unit": "mg/kg", "route": "IM", "frequency": "ONCE"}
    order |= {"starts_at": "2026-11-22T02:00", "ordered_by": vet.pk, "save": "1"}
    assert client.get(url).status_code == 200
    assert client.post(url, {**order, "ordered_by": ""}).status_code == 422
    above = client.post(url, {**order, "override_reason": "the vet said so"})
    assert "above the range" in above.content.decode()  # only a vet may go outside it
    client.post(url, {**order, "dose": "20"})
    course = patient.prescriptions.get()
    assert (course.ordered_by, course.prescribed_by, course.doses.count()) == (vet, keeper, 1)
    assert client.post(reverse("countersign", args=[course.pk])).status_code == 403
    client.force_login(vet)
    assert "Telephone orders" in client.get(reverse("rehab") + "?lang=en").content.decode()
    client.post(reverse("countersign", args=[course.pk]))
    course.refresh_from_db()
    assert course.countersigned_by == vet
    assert "Telephone orders" not in client.get(reverse("rehab") + "?lang=en").content.decode()


def test_as_needed_given_from_the_page(as_keeper, patient, amoxicillin, vet, at):
    course = actions.prescribe(patient, order=make_order(amoxicillin, at, frequency="PRN"), by=vet, at=at)
    assert (
        reverse("give_as_needed", args=[course.pk])
        in as_keeper.get(reverse("patient", args=[patient.number])).content.decode()
    )
    tap = {"client_uuid": str(uuid4())}
    as_keeper.post(reverse("give_as_needed", args=[course.pk]), tap)
    as_keeper.post(reverse("give_as_needed", args=[course.pk]), tap)
    assert course.doses.count() == 1


def test_the_way_to_the_sea(as_vet, patient):
    number = patient.number
    CareSetting.objects.create(pk=1)
    blocked = as_vet.post(reverse("release_now", args=[number]), {"site": "Cape", "category": "releasable"})
    assert blocked.status_code == 422
    task = patient.tasks.get()
    as_vet.post(reverse("mark_task", args=[task.pk]))
    assert as_vet.post(reverse("sign_gate", args=[number, "vet_signoff"]), {"verdict": "passed"}).status_code == 422
    assert as_vet.post(reverse("sign_gate", args=[number, "no_such"]), {"verdict": "passed"}).status_code == 404
    for gate in GATE:
        as_vet.post(reverse("sign_gate", args=[number, gate]), {"verdict": "passed", "evidence": "seen"})
    as_vet.post(reverse("prepare_release", args=[number]))
    page = as_vet.get(reverse("release", args=[number])).content.decode()
    assert "disabled" not in page
    as_vet.post(reverse("release_now", args=[number]), {"site": "Cape Peschany", "category": "releasable"})
    patient.refresh_from_db()
    assert patient.status == "released"
    assert as_vet.get(reverse("patient", args=[number])).status_code == 200
    assert as_vet.get(reverse("release", args=[number])).status_code == 200


def test_another_end_and_its_correction(as_vet, vet, keeper, patient, pool):
    url = reverse("end_of_care", args=[patient.number])
    assert as_vet.get(url).status_code == 200
    assert as_vet.post(url, {"end": "euthanised"}).status_code == 422
    assert as_vet.post(url, {"end": "euthanised", "method": "by law", "second": vet.pk}).status_code == 422
    assert as_vet.post(url, {"end": "transferred"}).status_code == 422
    as_vet.post(url, {"end": "euthanised", "method": "by law", "second": keeper.pk, "text": "no hope"})
    patient.refresh_from_db()
    assert patient.status == "euthanised"
    assert as_vet.post(url, {"enclosure": pool.pk}).status_code == 422
    as_vet.post(url, {"enclosure": pool.pk, "why": "wrong seal"})
    patient.refresh_from_db()
    assert patient.status == "in_care"


def test_the_case_file_tells_the_story_first(as_vet, stranded, quarantine, keeper, at):
    intake = actions.Intake(enclosure=quarantine, numbers=actions.Numbers(weight_kg=Decimal("9.6")), nickname="Batyr")
    patient = actions.admit(stranded=stranded, intake=intake, by=keeper, at=at)
    actions.write_note(patient, text="sleeps", by=keeper, at=at)
    page = as_vet.get(reverse("casefile", args=[patient.number]) + "?lang=en").content.decode()
    assert stranded.stranding.reference in page
    assert page.index("Story") < page.index("Enclosures</h2>")


def test_search_finds_by_number_nickname_and_mark_however_typed(as_keeper, pool, keeper, at):
    patient = make_patient(pool, keeper, at, nickname="Айсұлу")
    for words in (patient.number, patient.number.lower(), "айсулу", "АЙСҰЛУ"):
        assert patient.number in as_keeper.get(reverse("patients"), {"q": words}).content.decode()
    assert patient.number not in as_keeper.get(reverse("patients"), {"q": "storm"}).content.decode()
    assert patient.number not in as_keeper.get(reverse("patients"), {"show": "out"}).content.decode()


def test_head_counts_and_water_from_the_board(as_keeper, patient, pool):
    wrong = as_keeper.post(reverse("count_heads", args=[pool.pk]) + "?lang=en", {"seen": "0"})
    assert "0 seen, 1 expected in P1" in wrong.content.decode()
    as_keeper.post(reverse("count_heads", args=[pool.pk]), {"seen": "1"})
    assert pool.head_counts.get().seen == 1
    assert as_keeper.post(reverse("read_water", args=[pool.pk]), {}).status_code == 422
    as_keeper.post(reverse("read_water", args=[pool.pk]), {"temp_c": "12,4"})
    assert pool.water.get().temp_c == Decimal("12.4")


def test_a_keeper_does_not_see_the_vets_buttons(as_keeper, patient):
    page = as_keeper.get(reverse("patient", args=[patient.number])).content.decode()
    assert reverse("prescribe", args=[patient.number]) not in page
    assert reverse("measure", args=[patient.number]) in page


def test_a_director_looks_and_touches_nothing(client, patient, due, django_user_model):
    client.force_login(django_user_model.objects.create_user("boss", role="director", password=None))
    for url in (reverse("patient", args=[patient.number]), reverse("rounds"), reverse("enclosures")):
        assert '<form method="post" id=' not in client.get(url).content.decode()
    assert client.post(reverse("mark_dose", args=[due.pk])).status_code == 403


@pytest.mark.parametrize(
    ("age_class", "sex", "words"),
    [
        ("unknown", "unknown", "age and sex not known"),
        ("yearling", "unknown", "Yearling, sex not known"),
        ("", "female", "age not known, female"),
        ("adult", "male", "Adult, male"),
    ],
)
def test_what_nobody_knows_of_a_seal_is_named(age_class, sex, words):
    with translation.override("en"):
        assert who_words(age_class, sex) == words


def test_what_the_team_saw_on_the_beach_reaches_the_vet():
    seen = StrandedAnimal(
        signs=["thin", "net"], weight_kg=Decimal("21.50"), weight_is_estimate=True, findings=" Limps "
    )
    with translation.override("en"):
        assert beach_words(seen) == f"Net, rope or plastic on it; Very thin; 21.5{NBSP}kg, by eye; Limps"
        assert beach_words(StrandedAnimal(signs=[])) == ""
