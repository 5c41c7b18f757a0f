"""How much of a straight way lies over the Caspian, from the base map's sea polygon (OpenStreetMap, ODbL)."""

import json
from functools import cache
from pathlib import Path

from shapely.geometry import LineString, shape
from shapely.ops import unary_union
from shapely.prepared import prep

from common.geo import distance_m

_MAP = Path(__file__).resolve().parent.parent / "static" / "map" / "caspian_basemap.geojson"
NEAR_SHORE_KM = 2.0  # the base map's shoreline is about this exact, and seals lie at the water's edge


@cache
def _water():
    features = json.loads(_MAP.read_text(encoding="utf-8"))["features"]
    water = unary_union([shape(f["geometry"]) for f in features if f["properties"]["layer"] in {"sea", "lagoon"}])
    return water, prep(water)


def water_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres of the straight line between two points that lie over water, without NEAR_SHORE_KM at either end."""
    whole_km = distance_m(lat1, lon1, lat2, lon2) / 1000
    if whole_km <= 2 * NEAR_SHORE_KM:
        return 0.0
    line = LineString([(lon1, lat1), (lon2, lat2)])
    cut = NEAR_SHORE_KM / whole_km
    middle = LineString([line.interpolate(cut, normalized=True), line.interpolate(1 - cut, normalized=True)])
    water, fast = _water()
    if not fast.intersects(middle):
        return 0.0
    share = middle.intersection(water).length / middle.length
    return share * (whole_km - 2 * NEAR_SHORE_KM)
