"""Distances on the Earth, without GDAL."""

from geographiclib.geodesic import Geodesic


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres along the WGS84 ellipsoid between two points given in decimal degrees."""
    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]
