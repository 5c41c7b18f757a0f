"""Everything a patient's page and its case file show, worded and in order."""

from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils.timezone import localtime

from rehab.models import CareLimit, Dose, Patient, TreatmentNote
from rehab.models.labels import FREQUENCY, GATE, ROUTE
from rehab.presenters.chart import charts, daily_gain_kg
from rehab.presenters.rounds import amount_words, weight_words
from rehab.presenters.words import obstacle, task_words, warning
from rehab.queries.leaving import obstacles
from rehab.queries.prescribing import withdrawal
from strandings.models import TimelineEntry
from strandings.presenters import describe

TIMELINE_ROWS = 25


def identity(patient: Patient) -> dict:
    """Which seal is this: its place, marks, photo, quarantine, how long it has been here."""
    animal = patient.animal
    stay = patient.stays.filter(until_at=None).select_related("enclosure").first()
    last_day = patient.ended_at or localtime()
    return {
        "patient": patient,
        "animal": animal,
        "stay": stay,
        "marks": list(animal.marks.filter(lost_at=None)),
        "photo": animal.media.filter(kind="photo").order_by("-received_at").first(),
        "quarantine": patient.quarantines.filter(ended_at=None).first(),
        "day": (localtime(last_day).date() - localtime(patient.admitted_at).date()).days + 1,
    }


def weights(patient: Patient) -> dict:
    """The curve, its table, the daily gain and the target the vets have set."""
    rows = list(patient.measurements.filter(weight_kg__isnull=False, voided_because="").order_by("measured_at", "id"))
    points = [(m.measured_at, m.weight_kg, m.weight_is_estimate) for m in rows]
    goals = {
        g.age_class: g.low
        for g in CareLimit.objects.filter(measure="release_weight_kg", age_class__in=["", patient.age_class])
    }
    goal = goals.get(patient.age_class) or goals.get("")
    return {
        "weights": rows,
        "last_weight": rows[-1] if rows else None,
        "first_weight": rows[0] if rows else None,
        "goal_kg": goal,
        "gain_kg": daily_gain_kg(points),
        "charts": charts(points, goal),
    }


def orders(patient: Patient, *, at: datetime) -> list[dict]:
    """Prescriptions, running ones first, each with its doses of today and how far the course is."""
    today = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = Dose.objects.filter(due_at__gte=today, due_at__lt=today + timedelta(days=1)).exclude(status="voided")
    rows = patient.prescriptions.select_related("drug", "prescribed_by", "ordered_by").prefetch_related(
        Prefetch("doses", of_today, to_attr="today"),
        Prefetch("doses", Dose.objects.filter(status__in=["given", "partly", "missed", "refused"]), to_attr="past"),
    )
    held = set(patient.doses.filter(status="held").values_list("prescription_id", flat=True))
    found = []
    for row in rows:
        is_running = row.stopped_at is None and (row.ends_at is None or row.ends_at > at)
        found.append(
            {
                "row": row,
                "is_running": is_running,
                "amount": amount_words(row.amount, row.volume_ml, row.unit),
                "proof": weight_words(row),
                "how": f"{ROUTE[row.route]}, {FREQUENCY[row.frequency]}",
                "today": [(d, _dose_css(d, at)) for d in row.today],
                "warnings": [warning(code) for code in row.warnings],
                "given": sum(d.status in {"given", "partly"} for d in row.past),
                "missed": sum(d.status in {"missed", "refused"} for d in row.past),
                "is_held": row.pk in held,
            }
        )
    return sorted(found, key=lambda o: not o["is_running"])


def _dose_css(dose: Dose, at: datetime) -> str:
    if dose.status in {"given", "partly"}:
        return "given"
    if dose.status in {"missed", "refused"} or (dose.status == "due" and dose.due_at < at - timedelta(minutes=30)):
        return "missed"
    return "next" if dose.status == "due" and dose.due_at <= at + timedelta(hours=1) else ""


def leaving(patient: Patient, *, at: datetime) -> dict:
    """The gates in their order, what blocks a release now, and the drugs still in the seal."""
    signed = {g.gate: g for g in patient.gates.select_related("signed_by")}
    gates = [(key, label, signed.get(key)) for key, label in GATE.items()]
    blocks = obstacles(patient, at=at) if patient.is_in_house else []
    return {
        "gates": gates,
        "gates_passed": sum(g is not None and g.verdict in {"passed", "not_needed"} for _k, _l, g in gates),
        "blocks": [obstacle(o) for o in blocks],
        "withdrawal": withdrawal(patient),
    }


def feeding(patient: Patient, *, at: datetime) -> dict:
    """The plan, and what was eaten of it today."""
    plan = patient.feeding_plans.filter(ended_at=None).first()
    if plan is None:
        return {"plan": None}
    today = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    feeds = list(plan.feedings.filter(due_at__gte=today, due_at__lt=today + timedelta(days=1)))
    planned = sum(f.planned_g for f in feeds)
    eaten = sum(f.eaten_g or 0 for f in feeds)
    last = patient.measurements.filter(weight_kg__isnull=False, voided_because="").first()
    return {
        "plan": plan,
        "planned_g": planned,
        "eaten_g": eaten,
        "eaten_share": min(100, round(100 * eaten / planned)) if planned else 0,
        "share_of_weight": round(float(planned) / float(last.weight_kg) / 10, 1) if last and planned else None,
    }


def timeline(patient: Patient, limit: int | None = TIMELINE_ROWS) -> list[tuple[TimelineEntry, str]]:
    """What happened to this seal, newest first, in the reader's words."""
    rows = patient.animal.timeline.select_related("by")
    return [(entry, describe(entry)) for entry in (rows[:limit] if limit else rows)]


def patient_page(patient: Patient, *, at: datetime) -> dict:
    """The context of a patient's page."""
    stranded = patient.from_stranded
    notes = TreatmentNote.objects.filter(patient=patient).select_related("by", "addendum_to")
    open_tasks = patient.tasks.filter(done_at=None, dropped_because="")
    late = patient.doses.filter(status="due", due_at__lt=at - timedelta(minutes=30))
    return {
        **identity(patient),
        **weights(patient),
        **feeding(patient, at=at),
        **leaving(patient, at=at),
        "at": at,
        "orders": orders(patient, at=at),
        "late_doses": list(late.select_related("prescription__drug")[:5]),
        "notes": list(notes[:20]),
        "exams": list(patient.examinations.select_related("by")[:5]),
        "last_numbers": patient.measurements.filter(voided_because="").first(),
        "tasks": [(t, task_words(t.kind, t.text)) for t in open_tasks],
        "field_treatments": list(stranded.treatments.all()) if stranded else [],
        "stranding": stranded.stranding if stranded else None,
        "timeline": timeline(patient),
        "stays": list(patient.stays.select_related("enclosure", "by")),
    }
