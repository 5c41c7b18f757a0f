"""Seals in our hands: brought in, weighed, fed, treated, released or lost. Doses and findings are invented."""

from datetime import datetime, timedelta
from decimal import Decimal

from demo.seed.patients import TODAY, Course
from demo.seed.rescues import whole_way
from demo.seed.story import Story
from rehab.actions import (
    Intake,
    Numbers,
    admit,
    die,
    do_task,
    end_quarantine,
    examine,
    feed,
    mark,
    measure,
    move,
    plan_feeding,
    prepare_release,
    prescribe,
    put_mark,
    release,
    set_zoonosis,
    sign_gate,
    start_quarantine,
    write_note,
)
from rehab.lifecycle import DoseStatus
from rehab.models import Drug, Patient
from rehab.models.labels import GATE
from rehab.queries.prescribing import Order
from strandings.models import StrandedAnimal
from strandings.words import AgeClass, MarkType, Outcome, Sex


def bring_in(
    story: Story,
    seal: StrandedAnimal,
    *,
    room: str,
    nickname: str,
    weight_kg: str,
    at: datetime,
    sex: Sex = Sex.UNKNOWN,
) -> Patient:
    """Intake by the vet, and the examination of the next morning."""
    vet = story.people["daniyar"]
    intake = Intake(
        enclosure=story.rooms[room],
        numbers=Numbers(weight_kg=Decimal(weight_kg), length_cm=Decimal("84"), temp_c=Decimal("36.9")),
        age_class=seal.age_class or AgeClass.UNKNOWN,
        sex=sex,
        nickname=nickname,
        mentation="QAR",
        dehydration="moderate",
        body_condition=2,
    )
    patient = admit(intake=intake, by=vet, at=at, stranded=seal)
    story.send_texts(at)
    morning = at + timedelta(hours=18)
    if morning < story.now:
        examine(patient, by=vet, at=morning, mentation="QAR", dehydration="mild", body_condition=2)
        _do_open_tasks(story, patient, at=morning)
    return patient


def care_for(story: Story, key: str) -> None:
    """A seal that is with us today: rescued, brought in, its weeks of care up to this hour."""
    row = TODAY[key]
    at = story.day(row.days, "10:25")
    report = story.told(at, row.place, row.words, signs=row.signs, name="Асхат")
    seal = whole_way(story, report, row.team, at=at, outcome=Outcome.LOADED, age_class=AgeClass.SIVAR, sex=row.sex)
    patient = bring_in(
        story,
        seal,
        room=row.room,
        nickname=row.nickname,
        weight_kg=f"{row.from_kg:.1f}",
        at=at + timedelta(minutes=150),
        sex=row.sex,
    )
    _mark_it(story, patient, at + timedelta(days=2))
    _grow(story, patient, days=row.days, from_kg=row.from_kg, to_kg=row.to_kg)
    if row.room_now != row.room:
        _leave_quarantine(story, patient, at=at + timedelta(days=15), room=row.room_now)
    _feed_since_yesterday(story, patient, row.feeding)
    for course in row.courses:
        _treat(story, patient, course)
    _set_zoonosis(story, patient, row.zoonosis)
    vet = story.people["daniyar"]
    for number, text in enumerate(row.notes):
        write_note(patient, text=text, by=vet, at=story.day(number + 1, "17:40"))
    for gate in row.gates:
        sign_gate(
            patient,
            gate=gate,
            verdict="passed",
            evidence="осмотр",
            by=story.people["daniyar"],
            at=story.day(1, "17:00"),
        )
    if key == "kaspian":
        prepare_release(patient, by=vet, at=story.day(1, "17:05"))


def release_after(story: Story, patient: Patient, *, days: int, from_kg: float, to_kg: float) -> None:
    """Weeks of care, every gate signed, released; the finder hears of it."""
    vet, admitted_at = story.people["daniyar"], patient.admitted_at
    _mark_it(story, patient, admitted_at + timedelta(days=2))
    _grow(story, patient, days=days, from_kg=from_kg, to_kg=to_kg)
    _leave_quarantine(story, patient, at=admitted_at + timedelta(days=15), room="b1")
    done_at = admitted_at + timedelta(days=days)
    prepare_release(patient, by=vet, at=done_at - timedelta(days=5))
    for gate in GATE:
        sign_gate(patient, gate=gate, verdict="passed", evidence="проверено", by=vet, at=done_at - timedelta(days=1))
    _do_open_tasks(story, patient, at=done_at - timedelta(days=1))
    release(
        patient,
        site="мыс Ракушечный, открытая вода",
        category="releasable",
        by=vet,
        at=done_at,
        story="Набрал вес и вернулся в море.",
    )
    story.send_texts(done_at)


def die_in_care(story: Story, patient: Patient, *, at: datetime) -> None:
    """It did not live; the finder hears that too."""
    die(patient, text="Двусторонняя пневмония.", by=story.people["aliya"], at=at)
    story.send_texts(at)


def _grow(story: Story, patient: Patient, *, days: int, from_kg: float, to_kg: float) -> None:
    """Weighed twice a week: a loss in the first days, then a steady gain."""
    keeper = story.people["zhanna"]
    weighings = [day for day in range(3, days + 1, 3) if patient.admitted_at + timedelta(days=day) < story.now]
    for day in weighings:
        share = day / days
        dip = -0.4 if day <= 6 else 0.15 * ((day // 3) % 3 - 1)
        weight = from_kg + (to_kg - from_kg) * share**1.15 + dip * (share < 1)
        numbers = Numbers(weight_kg=Decimal(f"{weight:.1f}"))
        measure(patient, numbers=numbers, by=keeper, at=_morning(patient, day))
    this_morning = story.day(0, "07:40") if story.now > story.day(0, "07:40") else story.day(1, "07:40")
    if patient.admitted_at + timedelta(days=days + 2) > story.now:
        measure(patient, numbers=Numbers(weight_kg=Decimal(f"{to_kg:.1f}")), by=keeper, at=this_morning)


def _morning(patient: Patient, day: int) -> datetime:
    return (patient.admitted_at + timedelta(days=day)).replace(hour=3, minute=40)  # 08:40 in Aktau


def _leave_quarantine(story: Story, patient: Patient, *, at: datetime, room: str) -> None:
    vet = story.people["daniyar"]
    end_quarantine(patient, grounds="мазки чистые", by=vet, at=at)
    move(patient, enclosure=story.rooms[room], why="карантин окончен", by=vet, at=at)


def _feed_since_yesterday(story: Story, patient: Patient, feeding: tuple[int, str, int, str]) -> None:
    stage, food, grams, frequency = feeding
    keeper = story.people["zhanna"]
    plan = plan_feeding(
        patient, stage=stage, food=food, amount_g=grams, frequency=frequency, by=keeper, at=story.day(1, "06:30")
    )
    for number, row in enumerate(plan.feedings.filter(due_at__lt=story.now - timedelta(minutes=45))):
        feed(row, eaten_g=grams if number % 3 else grams * 9 // 10, by=keeper, at=row.due_at + timedelta(minutes=6))


def _treat(story: Story, patient: Patient, course: Course) -> None:
    """Prescribed some doses ago: the past ones given, the next one due or overdue."""
    every = timedelta(hours=course.every_h)
    next_due = story.now + timedelta(minutes=course.due_in_min)
    order = Order(
        drug=Drug.objects.get(name=course.drug),
        dose=Decimal(course.dose),
        unit="mg/kg",
        route=course.route,
        frequency=f"Q{course.every_h}H",
        starts_at=next_due - every * (2 if course.every_h > 24 else 3),
        days=course.days,
    )
    row = prescribe(patient, order=order, by=story.people["daniyar"], at=order.starts_at - timedelta(minutes=20))
    for dose in row.doses.filter(due_at__lt=next_due - timedelta(minutes=1)):
        mark(dose, status=DoseStatus.GIVEN, by=story.people["zhanna"], at=dose.due_at + timedelta(minutes=4))


def _set_zoonosis(story: Story, patient: Patient, text: str) -> None:
    """A suspected infection: a warning on every page, and a longer quarantine."""
    if not text:
        return
    vet, at = story.people["daniyar"], story.day(1, "17:42")
    set_zoonosis(patient, text=text, by=vet, at=at)
    end_quarantine(patient, grounds="продлён: подозрение на оспу", by=vet, at=at)
    start_quarantine(patient, why="подозрение на оспу", planned_until=story.now + timedelta(days=10), by=vet, at=at)


def _mark_it(story: Story, patient: Patient, at: datetime) -> None:
    story.tags_used += 1
    vet, number = story.people["daniyar"], f"0{410 + story.tags_used}"
    put_mark(patient, type=MarkType.FLIPPER_TAG, number=number, colour="оранжевая", side="left", by=vet, at=at)


def _do_open_tasks(story: Story, patient: Patient, *, at: datetime) -> None:
    for task in patient.tasks.filter(done_at=None, dropped_because=""):
        do_task(task, by=story.people["daniyar"], at=at, result="сделано")
