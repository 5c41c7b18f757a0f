"""How far round the Caspian a vehicle must go, from the base map's sea polygon (OpenStreetMap, ODbL)."""

import json
from functools import cache, lru_cache
from math import cos, radians
from pathlib import Path

from shapely.affinity import scale
from shapely.geometry import LineString, Polygon, shape
from shapely.ops import split, unary_union
from shapely.prepared import prep

from common.geo import distance_m

_MAP = Path(__file__).resolve().parent.parent / "static" / "map" / "caspian_basemap.geojson"
NEAR_SHORE_KM = 2.0  # the base map's shoreline is about this exact, and seals lie at the water's edge
_SIMPLER = 0.01  # degrees: about 1 km, within NEAR_SHORE_KM, and many times faster
_KM_A_DEGREE = 111.2  # of latitude; the detour is an estimate, the distance itself is WGS84


@cache
def _water():
    features = json.loads(_MAP.read_text(encoding="utf-8"))["features"]
    water = unary_union([shape(f["geometry"]) for f in features if f["properties"]["layer"] in {"sea", "lagoon"}])
    mainland = [Polygon(sea.exterior) for sea in getattr(water, "geoms", [water])]  # no road leads over an island
    water = unary_union(mainland).simplify(_SIMPLER)
    return water, prep(water)


@lru_cache(maxsize=2048)
def detour_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres that going round the water adds to the straight line; 0 where the line keeps to land.

    For every stretch of water on the line: the shortest way on land round the bay it cuts off, less the stretch.
    Water within NEAR_SHORE_KM of either end does not count, nor does a place out at sea: no road leads there.
    """
    whole_km = distance_m(lat1, lon1, lat2, lon2) / 1000
    if whole_km <= 2 * NEAR_SHORE_KM:
        return 0.0
    line = LineString([(lon1, lat1), (lon2, lat2)])
    cut = NEAR_SHORE_KM / whole_km
    middle = LineString([line.interpolate(cut, normalized=True), line.interpolate(1 - cut, normalized=True)])
    water, fast = _water()
    if not fast.intersects(middle):
        return 0.0
    wet = middle.intersection(water)
    stretches = [part for part in getattr(wet, "geoms", [wet]) if part.length * _KM_A_DEGREE > 1]
    return sum(_round_the_bay_km(stretch, water) for stretch in stretches)


def _round_the_bay_km(stretch: LineString, water) -> float:
    """A band round the bay (its hull), without the side that lies on the stretch, less the stretch itself."""
    pieces = [piece for piece in split(water, scale(stretch, 1.001, 1.001)).geoms if piece.distance(stretch) < 1e-6]
    if len(pieces) < 2:
        return 0.0
    bay = min(pieces, key=lambda piece: piece.area)
    narrow = cos(radians(stretch.centroid.y))  # a degree of longitude is shorter than one of latitude
    around = scale(bay.convex_hull, narrow, 1, origin=(0, 0)).length
    across = scale(stretch, narrow, 1, origin=(0, 0)).length
    return max(around - 2 * across, 0.0) * _KM_A_DEGREE
