"""The board's cases and teams as compact GeoJSON: words that repeat stand once, beside the features."""

import json
from datetime import datetime

from dispatch.models import Assignment, ResponseTeam
from dispatch.presenters.board import place_words, shown_status, title
from strandings.models import Stranding


def collection(
    cases: list[Stranding], assignments: dict[int, Assignment], teams: list[ResponseTeam], *, at: datetime
) -> str:
    """A FeatureCollection with two lists beside its features: `words`, and `statuses` as [shape, word].

    A case: `id` its reference, `v` = [priority, title's place in words, its place in statuses, the place name's in
    words or -1]. A team has `n`, its name. Cases without a place are left out.
    """
    words, statuses = _Numbered(), _Numbered()
    features = [_case(case, assignments.get(case.pk), words, statuses, at) for case in cases if case.has_place]
    features += [_team(team) for team in teams]
    whole = {
        "type": "FeatureCollection",
        "words": words.all,
        "statuses": statuses.all,
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


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


def _case(case: Stranding, assignment: Assignment | None, words: _Numbered, statuses: _Numbered, at: datetime) -> dict:
    shown = shown_status(case, assignment, at)
    place = words.number(place_words(case)) if case.place_name else -1
    status = statuses.number((shown.shape, shown.word))
    return {
        "type": "Feature",
        "id": case.reference,
        "geometry": _point(case.latitude, case.longitude),
        "properties": {"v": [case.priority, words.number(title(case)), status, place]},
    }


def _team(team: ResponseTeam) -> dict:
    where = getattr(team, "position", None) or team
    return {
        "type": "Feature",
        "geometry": _point(where.latitude, where.longitude),
        "properties": {"n": team.name},
    }


def _point(latitude: float, longitude: float) -> dict:
    return {"type": "Point", "coordinates": [round(longitude, 4), round(latitude, 4)]}
