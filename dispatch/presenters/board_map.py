"""Cases and teams as GeoJSON, for the board and for other programs: words that repeat stand once, in lists beside."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import get_language

from dispatch.models import Assignment
from dispatch.presenters.board import place_words, shown_status, title
from strandings.models import Stranding

# Rows with the columns of queries.board.on_map; name, latitude and longitude
Cases, Teams = Iterable[Stranding], Iterable[tuple[str, float, float]]


def collection(cases: Cases, assignments: dict[int, Assignment], teams: Teams, *, at: datetime) -> str:
    """A FeatureCollection with two lists beside its features: `words`, and `statuses` as [shape, word].

    A case: `id` its reference, `v` = [priority, title's place in words, its place in statuses, the place name's in
    words or -1]. A team has `n`, its name.
    """
    words, statuses = _Numbered(), _Numbered()
    features = [
        {"type": "Feature", "id": case.reference, "geometry": _geometry("Point", _spot(case)), "properties": {"v": v}}
        for case, v in _shown(cases, assignments, words, statuses, at)
    ]
    for name, latitude, longitude in teams:
        where = _geometry("Point", _point(latitude, longitude))
        features.append({"type": "Feature", "geometry": where, "properties": {"n": name}})
    return _written(words, statuses, features)


def compact(cases: Cases, assignments: dict[int, Assignment], teams: Teams, *, at: datetime) -> str:
    """The same in two features of many points, half as long: the cases, then the teams.

    `properties.cases` holds [reference, *v] of each point, `properties.teams` the names.
    """
    words, statuses, teams = _Numbered(), _Numbered(), list(teams)
    points, values = [], []
    for case, v in _shown(cases, assignments, words, statuses, at):
        points.append(_spot(case))
        values.append((case.reference, *v))
    crews = [_point(latitude, longitude) for _, latitude, longitude in teams]
    features = [
        {"type": "Feature", "geometry": _geometry("MultiPoint", points), "properties": {"cases": values}},
        {
            "type": "Feature",
            "geometry": _geometry("MultiPoint", crews),
            "properties": {"teams": [name for name, *_ in teams]},
        },
    ]
    return _written(words, statuses, features)


class _Numbered:
    def __init__(self):
        self.all: list = []
        self._places: dict = {}

    def number(self, thing) -> int:
        """Where this thing stands in the list; put there at its first use."""
        if thing not in self._places:
            self._places[thing] = len(self.all)
            self.all.append(thing)
        return self._places[thing]


def _shown(
    cases: Cases, assignments: dict[int, Assignment], words: _Numbered, statuses: _Numbered, at: datetime
) -> Iterator[tuple[Stranding, tuple[int, int, int, int]]]:
    language = get_language() or "ru"
    for case in cases:
        shown = shown_status(case, assignments.get(case.pk), at)
        place = words.number(place_words(case, language)) if case.place_name else -1
        status = statuses.number((shown.shape, shown.word))
        yield case, (case.priority, words.number(title(case, language)), status, place)


def _written(words: _Numbered, statuses: _Numbered, features: list[dict]) -> str:
    whole = {"type": "FeatureCollection", "words": words.all, "statuses": statuses.all, "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _geometry(kind: str, coordinates: tuple | list) -> dict:
    return {"type": kind, "coordinates": coordinates}


def _spot(case: Stranding) -> tuple[float, float]:
    return _point(case.latitude, case.longitude)


def _point(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees with four decimals: about ten metres."""
    return round(longitude, 4), round(latitude, 4)
