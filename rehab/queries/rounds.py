"""What is due on a round: doses, feeds and tasks, late first, with what was done a moment ago still in its place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q

from rehab.models import Dose, Feeding, Patient, Stay, Task

LATE_AFTER = timedelta(minutes=30)
NOW = timedelta(hours=1)
SOON = timedelta(hours=6)
DONE_STAYS = timedelta(hours=2)
LATE_ENTRY = timedelta(hours=24)


@dataclass(frozen=True)
class Item:
    """One thing to do: `kind` dose, feed or task, and its row."""

    kind: str
    row: Dose | Feeding | Task

    @property
    def due_at(self) -> datetime:
        return self.row.due_at

    @property
    def is_done(self) -> bool:
        if self.kind == "task":
            return self.row.done_at is not None
        return self.row.status in {"given", "partly", "refused", "held", "eaten", "part", "none"}

    @property
    def is_missed(self) -> bool:
        return self.kind != "task" and self.row.status == "missed"


@dataclass(frozen=True)
class Round:
    """The groups of a round, each in the order of due times."""

    late: list[Item]
    now: list[Item]
    soon: list[Item]
    missed: list[Item]
    done: list[Item]

    @property
    def open(self) -> list[Item]:
        return [*self.late, *self.now, *self.soon]


def _patients() -> Prefetch:
    stays = Prefetch("stays", Stay.objects.filter(until_at=None).select_related("enclosure"), to_attr="open_stays")
    return Prefetch("patient", Patient.objects.select_related("animal").prefetch_related(stays))


def load(kind: str, pk: int) -> Item | None:
    """One item as a round shows it."""
    return next((i for i in _items(kind, Q(pk=pk))), None)


def _items(kind: str, wanted: Q) -> list[Item]:
    if kind == "dose":
        rows = Dose.objects.filter(wanted).select_related("prescription__drug", "by")
    elif kind == "feed":
        rows = Feeding.objects.filter(wanted).select_related("plan", "by")
    else:
        rows = Task.objects.filter(wanted).select_related("enclosure", "done_by")
    return [Item(kind, row) for row in rows.prefetch_related(_patients())]


def round_at(at: datetime, *, enclosure_id: int | None = None) -> Round:
    """The round as it stands: a fixed number of queries however many seals there are."""
    until, recent = at + SOON, at - DONE_STAYS
    ticked = Q(recorded_at__gte=recent, due_at__lte=until)
    missed = Q(status="missed", due_at__gte=at - LATE_ENTRY)
    doses = (
        Q(status="due", due_at__lte=until) | missed | (ticked & Q(status__in=["given", "partly", "refused", "held"]))
    )
    feeds = Q(status="due", due_at__lte=until) | missed | (ticked & Q(status__in=["eaten", "part", "none"]))
    tasks = Q(dropped_because="") & (Q(done_at=None, due_at__lte=until) | (ticked & Q(done_at__isnull=False)))
    items = [*_items("dose", doses), *_items("feed", feeds), *_items("task", tasks)]
    if enclosure_id is not None:
        items = [i for i in items if place_of(i) == enclosure_id]
    items.sort(key=lambda i: (i.due_at, i.kind, i.row.pk))
    waits = [i for i in items if not i.is_missed and not i.is_done]
    return Round(
        late=[i for i in waits if i.due_at < at - LATE_AFTER],
        now=[i for i in waits if at - LATE_AFTER <= i.due_at <= at + NOW],
        soon=[i for i in waits if i.due_at > at + NOW],
        missed=[i for i in items if i.is_missed],
        done=[i for i in items if i.is_done],
    )


def place_of(item: Item) -> int | None:
    """The enclosure an item belongs to: the seal's place, or the task's own."""
    if item.row.patient is not None and item.row.patient.open_stays:
        return item.row.patient.open_stays[0].enclosure_id
    return item.row.enclosure_id if item.kind == "task" else None
