"""What the board asks: which cases, in which order, how many of each filter, and whether anything changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from common.folding import fold
from dispatch.lifecycle import AssignmentStatus
from dispatch.models import Assignment, ResponseTeam
from messaging.lifecycle import MessageStatus
from messaging.models import Alarm, DeliveryEvent, IncomingMessage, OutgoingMessage
from strandings.lifecycle import StrandingStatus
from strandings.models import Media, Report, Stranding, TimelineEntry
from strandings.words import State

FILTERS = ("open", "live", "overdue", "mine", "closed")
OPEN_PAGE, CLOSED_PAGE, MAP_MOST = 100, 50, 5000
_S = StrandingStatus
_WAITING = Q(status__in=[_S.NEW, _S.AWAITING_TEAM])
_LIVING = [State.ALIVE, State.POSSIBLY_ALIVE, State.MIXED, State.UNKNOWN]


@dataclass(frozen=True)
class Selection:
    """What the address asks for: one filter, words to search, a page from 1."""

    filter: str = "open"
    words: str = ""
    page: int = 1

    @classmethod
    def read(cls, parameters) -> "Selection":
        """From a request's GET; anything unknown falls back to the open cases."""
        asked = parameters.get("f", "open")
        page = parameters.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(
            asked if asked in FILTERS else "open",
            parameters.get("q", "").replace("\x00", "").strip()[:80],
            max(number, 1),
        )

    def address(self, **changes) -> str:
        """This selection as the query part of an address, "" for the plain board; changes: filter, words, page."""
        new = replace(self, **changes)
        asked = {"f": new.filter if new.filter != "open" else "", "q": new.words}
        asked["page"] = str(new.page) if new.page > 1 else ""
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else ""

    @property
    def page_size(self) -> int:
        return CLOSED_PAGE if self.filter == "closed" else OPEN_PAGE


def selected(selection: Selection, *, user, at: datetime) -> QuerySet[Stranding]:
    """The cases of a filter and a search, unordered."""
    cases = Stranding.objects.filter(_filters(user, at)[selection.filter])
    if selection.words:
        folded = fold(selection.words)
        # Numbers are written in capitals; an erased case has lost its words and keeps its number
        cases = cases.filter(Q(search_text__contains=folded) | Q(reference__contains=selection.words.upper()))
    return cases


def in_order(cases: QuerySet[Stranding], selection: Selection, *, at: datetime) -> QuerySet[Stranding]:
    """Who waits on us first, then under way, then parked; inside by priority and age. Closed: newest first."""
    if selection.filter == "closed":
        return cases.order_by("-closed_at", "-id")
    held = Q(held_until__gt=at)
    person = ~Q(needs_person_because="") | (Q(status__in=[_S.WATCHING, _S.WITH_PARTNER]) & Q(next_at__lt=at))
    turn = Case(
        When(held, then=Value(2)),
        When(_WAITING | person, then=Value(0)),
        When(status=_S.RESPONDING, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    # Without a place nobody can go: of the same priority these are called back first
    placed = Case(When(latitude=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    return cases.annotate(turn=turn, placed=placed).order_by("turn", "priority", "placed", "opened_at", "id")


def page_of(selection: Selection, *, user, at: datetime) -> tuple[list[Stranding], bool]:
    """One page of cases in order, and whether there is another."""
    start = (selection.page - 1) * selection.page_size
    found = in_order(selected(selection, user=user, at=at), selection, at=at)
    rows = list(found.defer(*_NOT_LISTED)[start : start + selection.page_size + 1])
    return rows[: selection.page_size], len(rows) > selection.page_size


@dataclass(frozen=True)
class Box:
    """A part of the map in degrees; its west may lie beyond the date line from its east."""

    west: float
    south: float
    east: float
    north: float

    def where(self) -> Q:
        """The rows inside."""
        if self.west <= self.east:
            inside = Q(longitude__range=(self.west, self.east))
        else:
            inside = Q(longitude__gte=self.west) | Q(longitude__lte=self.east)
        return Q(latitude__range=(self.south, self.north)) & inside

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether this place lies inside."""
        west_to_east = self.west <= longitude <= self.east
        over_the_line = self.west > self.east and not self.east < longitude < self.west
        return self.south <= latitude <= self.north and (west_to_east or over_the_line)


def on_map(selection: Selection, *, user, at: datetime, box: Box | None = None) -> QuerySet[Stranding]:
    """Every case of the selection that has a place (in the box), of all pages; closed ones only the newest page.

    Rows with the columns the map needs, not whole objects: a third of the time for a thousand.
    """
    placed = selected(selection, user=user, at=at).filter(latitude__isnull=False)
    if box is not None:
        placed = placed.filter(box.where())
    columns = {"named": True}
    if selection.filter == "closed":
        return in_order(placed, selection, at=at).values_list(*_ON_MAP, **columns)[:CLOSED_PAGE]
    return placed.order_by("pk").values_list(*_ON_MAP, **columns)[:MAP_MOST]


_NOT_LISTED = ("search_text", "priority_reasons", "held_because", "set_aside_because")
_ON_MAP = ("pk", "reference", "kind", "status", "priority", "state", "signs", "count_from", "count_to", "latitude")
_ON_MAP += ("longitude", "place_name", "place_slug", "held_until", "next_at", "resolution")


def counts(*, user, at: datetime) -> dict[str, int]:
    """How many open cases each filter holds, and how many nobody has acknowledged; closed ones are not counted."""
    filters = _filters(user, at)
    wanted = {name: Count("pk", filter=filters[name]) for name in ("open", "live", "overdue", "mine")}
    unseen = _WAITING & Q(acknowledged_at=None)
    return Stranding.objects.open().aggregate(**wanted, unseen=Count("pk", filter=unseen))


def unseen(*, at: datetime) -> list[Stranding]:
    """Cases without a team that nobody has acknowledged, most urgent and oldest first; held ones are left out."""
    waiting = Stranding.objects.open().filter(_WAITING, acknowledged_at=None).exclude(held_until__gt=at)
    return list(waiting.order_by("priority", "opened_at")[:300])


def _filters(user, at: datetime) -> dict[str, Q]:
    still_open = Q(closed_at=None)
    return {
        "open": still_open,
        "live": still_open & Q(state__in=_LIVING) & ~Q(kind__in=["question", "other"]),
        "overdue": still_open & Q(next_at__lt=at),
        "mine": still_open & (Q(acknowledged_by=user) | Q(watcher=user)),
        "closed": Q(closed_at__isnull=False),
    }


def references_of(abouts: Iterable[str]) -> dict[str, str]:
    """ "stranding:12" -> its reference, for those that name a stranding."""
    ids = [int(about.partition(":")[2]) for about in abouts if about.startswith("stranding:")]
    found = Stranding.objects.filter(pk__in=ids).values_list("pk", "reference")
    return {f"stranding:{pk}": reference for pk, reference in found}


# What stands beside a row ------------------------------------------------------------------------------------------
def furthest_assignments(strandings: list[Stranding]) -> dict[int, Assignment]:
    """Stranding id -> the open assignment that has come furthest, with what a row shows of it: one query for all."""
    ids = [case.pk for case in strandings]
    found: dict[int, Assignment] = {}
    shown = Assignment.objects.select_related("team").only("stranding", "status", "eta_at", "on_scene_at", "team__name")
    for assignment in shown.open().filter(stranding_id__in=ids).order_by():
        best = found.get(assignment.stranding_id)
        if best is None or _RANK[assignment.status] > _RANK[best.status]:
            found[assignment.stranding_id] = assignment
    return found


_RANK = {
    AssignmentStatus.OFFERED: 0,
    AssignmentStatus.ACCEPTED: 1,
    AssignmentStatus.EN_ROUTE: 2,
    AssignmentStatus.TRANSPORTING: 3,
    AssignmentStatus.ON_SCENE: 4,
}


def channels(strandings: list[Stranding]) -> dict[int, dict[str, int]]:
    """Stranding id -> channel -> number of reports; "photo" counts the photos."""
    ids = [case.pk for case in strandings]
    found: dict[int, dict[str, int]] = {}
    reports = Report.objects.filter(stranding_id__in=ids).order_by()
    for row in reports.values("stranding_id", "channel").annotate(n=Count("pk")):
        found.setdefault(row["stranding_id"], {})[row["channel"]] = row["n"]
    photos = Media.objects.filter(report__stranding_id__in=ids).order_by()
    for row in photos.values("report__stranding_id").annotate(n=Count("pk")):
        found.setdefault(row["report__stranding_id"], {})["photo"] = row["n"]
    return found


def teams_on_map(at: datetime) -> QuerySet:
    """Teams on duty or out on a case: name, latitude and longitude of the last known position, else of the base."""
    out = Assignment.objects.committed().values("team_id")
    on_duty = ResponseTeam.objects.on_duty(at).values("pk")
    teams = ResponseTeam.objects.active().filter(Q(pk__in=on_duty) | Q(pk__in=out))
    where = (Coalesce(f"position__{axis}", axis) for axis in ("latitude", "longitude"))
    return teams.values_list("name", *where)


# Has anything changed -----------------------------------------------------------------------------------------------
def pulse(at: datetime) -> str:
    """A short text that differs whenever anything the board shows has changed, and once a minute for the ages.

    Each part is the end of an index or a count over few rows: the same cost with 100,000 closed cases.
    """
    last = TimelineEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    changed = Stranding.objects.aggregate(at=Max("changed_at"))["at"]
    heard = IncomingMessage.objects.order_by("-pk").values_list("pk", flat=True).first()
    moving = [MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCERTAIN]
    texts = OutgoingMessage.objects.filter(status__in=moving).aggregate(n=Count("pk"), last=Max("pk"))
    told = DeliveryEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    alarms = Alarm.objects.filter(acknowledged_at=None, cleared_at=None).aggregate(n=Count("pk"), last=Max("pk"))
    parts = (
        last or 0,
        _stamp(changed),
        heard or 0,
        f"{texts['n']}x{texts['last'] or 0}",
        told or 0,
        f"{alarms['n']}x{alarms['last'] or 0}",
        int(at.timestamp()) // 60,
    )
    return "-".join(str(part) for part in parts)


def _stamp(moment: datetime | None) -> int:
    return int(moment.timestamp() * 1000) if moment else 0
