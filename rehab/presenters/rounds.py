"""A row of a round: which seal first, then what, how much, how; the weight with its date below."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.ui import NBSP, clock, moment, span
from rehab.models import Dose, Feeding, Prescription, Task
from rehab.models.labels import DOSE_STATUS, FEEDING_STATUS, ROUTE
from rehab.presenters.words import plain, task_words, unit_word
from rehab.queries.rounds import LATE_AFTER, Item


@dataclass(frozen=True)
class Row:
    """One line of the round as the template shows it."""

    item: Item
    anchor: str
    who: str
    number: str
    where: str
    what: str
    proof: str
    late_words: str
    done_line: str
    mark_url: str
    undo_url: str
    client_uuid: str

    @property
    def title(self) -> str:
        seal = ", ".join(part for part in (self.who, self.where) if part)
        return f"{seal}: {self.what}"


def row(item: Item, *, at: datetime) -> Row:
    """A row at this moment; each showing has its own number, so a copy of one tap counts once."""
    patient = item.row.patient
    place = patient.open_stays[0].enclosure.name if patient and patient.open_stays else ""
    what, proof = {"dose": _dose, "feed": _feed, "task": _task}[item.kind](item.row)
    number = patient.number if patient else ""
    return Row(
        item=item,
        anchor=f"{item.kind}-{item.row.pk}",
        who=(patient.animal.nickname or number) if patient else "",
        number=number,
        where=place or (item.row.enclosure.name if item.kind == "task" and item.row.enclosure else ""),
        what=what,
        proof=" · ".join(part for part in (number, proof) if part),
        late_words=_late(item, at),
        done_line=_done(item),
        mark_url=reverse(f"mark_{item.kind}", args=[item.row.pk]),
        undo_url=reverse(f"undo_{item.kind}", args=[item.row.pk]),
        client_uuid=str(uuid4()),
    )


def _late(item: Item, at: datetime) -> str:
    """+45 min, then +3 h: short enough for its column."""
    minutes = int((at - item.due_at).total_seconds() // 60)
    if item.is_done or item.is_missed or minutes <= LATE_AFTER.total_seconds() // 60:
        return ""
    return f"+{span(minutes if minutes < 60 else minutes // 60 * 60)}"


def amount_words(amount: Decimal, volume_ml: Decimal | None, unit: str) -> str:
    """368 mg = 2.45 mL; without a volume the amount alone. `unit` may be per kilogram."""
    name = unit.removesuffix("/kg")
    whole = f"{plain(amount)}{NBSP}{unit_word(name)}"
    return whole if volume_ml is None or name == "mL" else f"{whole} = {plain(volume_ml)}{NBSP}{unit_word('mL')}"


def weight_words(course: Prescription) -> str:
    """20 mg/kg x 18.4 kg of 21.11: a dose is never shown without its weight."""
    per_kg = f"{plain(course.dose)}{NBSP}{unit_word(course.unit)}"
    if "/kg" not in course.unit:
        return per_kg
    said = _("estimated") if course.weight_is_estimate else ""
    weight = f"× {plain(course.weight_kg)}{NBSP}{_('kg')}"
    return " ".join(part for part in (per_kg, weight, said, moment(course.weight_measured_at)) if part)


def _dose(dose: Dose) -> tuple[str, str]:
    course = dose.prescription
    what = f"{course.drug.name} {amount_words(dose.amount, dose.volume_ml, course.unit)} {ROUTE[course.route]}"
    proof = [weight_words(course)] if "/kg" in course.unit else []
    return what, " · ".join([*proof, *([course.instructions] if course.instructions else [])])


def _feed(feeding: Feeding) -> tuple[str, str]:
    amount = f"{feeding.planned_g}{NBSP}{_('g')}"
    return _("feed: %(food)s, %(amount)s") % {"food": feeding.plan.food, "amount": amount}, feeding.plan.note


def _task(task: Task) -> tuple[str, str]:
    return task_words(task.kind, task.text), task.result


def _done(item: Item) -> str:
    if not item.is_done:
        return ""
    row = item.row
    if item.kind == "task":
        return f"{clock(row.done_at)} {row.done_by}"
    when = row.given_at if item.kind == "dose" else row.fed_at
    word = (DOSE_STATUS if item.kind == "dose" else FEEDING_STATUS)[row.status]
    return f"{word} {clock(when or row.recorded_at)} {row.by}"
