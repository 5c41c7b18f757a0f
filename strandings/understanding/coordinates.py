"""Coordinates in the forms people paste: decimal degrees, degrees and minutes, geo: links, and links of map services.

Google, Apple and OpenStreetMap write latitude first; Yandex (ll, pt, whatshere) and 2GIS write longitude first.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote, urlsplit

from strandings.understanding.degree_words import with_signs

_LINK = re.compile(r"(?:https?://|geo:)[^\s<>\"]+", re.IGNORECASE)
_NUMBER = r"[-+]?\d{1,3}(?:[.]\d+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*[,;+/ ]\s*({_NUMBER})")
_BESIDE = r"\s*°?\s*[NnСсEeВв]?\s*[,;/& ]\s*[NnСсEeВв]?\s*"  # between two decimals, whichever axis comes first
_DECIMAL_POINT = re.compile(rf"(?<![\d.,])(\d{{2}}\.\d+){_BESIDE}(\d{{2}}\.\d+)(?![\d.])")
_DECIMAL_COMMA = re.compile(rf"(?<![\d.,])(\d{{2}},\d{{3,}}){_BESIDE}(\d{{2}},\d{{3,}})(?![\d,])")
_SIDE = r"[NSEWСЮВЗШ]|[Сс]\.?\s?[Шш]\.?|[Вв]\.?\s?[Дд]\.?"
_DEGREES = re.compile(
    rf"(?P<before>{_SIDE})?\s*(?P<deg>\d{{1,3}})\s*°\s*(?P<min>\d{{1,2}}(?:[.,]\d+)?)\s*['′’ʹ´]\s*"
    rf"(?:(?P<sec>\d{{1,2}}(?:[.,]\d+)?)\s*(?:[\"″”“]|''|′′)?)?\s*(?P<after>{_SIDE})?"
)
_BARE_MINUTES = re.compile(r"[NС]\s?(\d{2})\s+(\d{1,2}\.\d+)\W+[EВ]\s?(\d{2,3})\s+(\d{1,2}\.\d+)")
_BARE_SECONDS = re.compile(
    r"(?<!\d)(\d{2})\s+(\d{1,2})\s+(\d{1,2}(?:[.,]\d+)?)\s*[NСс]\W*(\d{2})\s+(\d{1,2})\s+(\d{1,2}(?:[.,]\d+)?)\s*[EВв]"
)
_SHORT_LINKS = re.compile(
    r"(?:maps\.app\.goo\.gl|goo\.gl|go\.2gis\.com|yandex\.[a-z]+/maps/-/|clck\.ru|bit\.ly)", re.IGNORECASE
)
_GOOGLE_PIN = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})")
_GOOGLE_AT = re.compile(rf"@({_NUMBER}),({_NUMBER})")
_OSM_MAP = re.compile(rf"map=\d+/({_NUMBER})/({_NUMBER})")
_2GIS_GEO = re.compile(rf"/geo/(?:\d{{6,}}/)?({_NUMBER}),({_NUMBER})")


@dataclass(frozen=True)
class Region:
    """The box points are expected in; used to see which of two numbers is the latitude."""

    south: float = 36.0
    north: float = 48.0
    west: float = 45.0
    east: float = 56.0

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True)
class Point:
    """A point read from text. how: "coordinates" or "map_link"; swapped: longitude was written first."""

    latitude: float
    longitude: float
    accuracy_m: int
    how: str
    words: str
    swapped: bool = False


Found = tuple[Point, tuple[int, int]]  # a point and where in the text it stands


def read_point(text: str, region: Region) -> Point | None:
    """The first point in the text, links before bare numbers; None if there is none on Earth."""
    for found in _LINK.finditer(text):
        point = _from_link(found.group().rstrip(".,;)!"))
        if point:
            return point
    plain = without_links(text)
    signed = with_signs(plain)
    found = (
        _from_degrees(signed)
        or _from_bare_minutes(signed)
        or _from_bare_seconds(signed)
        or _from_decimals(signed, region)
    )
    if found is None:
        return None
    point, (start, end) = found
    return replace(point, words=plain[start:end].strip())


def without_links(text: str) -> str:
    """The text with its links taken out, so that their letters are not read as words."""
    return _LINK.sub(" ", text)


def has_short_link(text: str) -> bool:
    """Whether a map link is there that hides its point behind a redirect, which we never follow."""
    return bool(_SHORT_LINKS.search(text))


def _from_link(link: str) -> Point | None:
    if link.lower().startswith("geo:"):
        return _pair(link[4:], False, 30, link)
    address = urlsplit(link)
    host = (address.hostname or "").lower()
    whole = unquote(link)
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    if "yandex" in host or "ya.ru" in host:
        return _yandex(query, link)
    if "2gis" in host:
        found = _2GIS_GEO.search(unquote(address.path))
        text = f"{found[1]},{found[2]}" if found else query.get("m", "")
        return _pair(text.split("/")[0], True, 60, link)
    if "mlat" in query and "mlon" in query:
        return _pair(f"{query['mlat']},{query['mlon']}", False, 30, link)
    for pattern, accuracy in ((_GOOGLE_PIN, 30), (_OSM_MAP, 200)):
        if found := pattern.search(whole):
            return _pair(f"{found[1]},{found[2]}", False, accuracy, link)
    for name in ("q", "query", "destination", "daddr", "center", "ll", "sll", "coordinate", "to"):
        if point := _pair(query.get(name, "").removeprefix("loc:"), False, 30, link):
            return point
    found = _GOOGLE_AT.search(whole)
    if found:
        return _pair(f"{found[1]},{found[2]}", False, 200, link)
    return _pair(unquote(address.path).rsplit("/", 1)[-1], False, 60, link)


def _yandex(query: dict[str, str], link: str) -> Point | None:
    for name, accuracy in (("whatshere[point]", 30), ("pt", 30), ("poi[point]", 30)):
        if point := _pair(query.get(name, ""), True, accuracy, link):
            return point
    for name in ("text", "rtext"):
        if point := _pair(query.get(name, "").split("~")[-1], False, 30, link):
            return point
    return _pair(query.get("ll", ""), True, 200, link)


def _pair(text: str, longitude_first: bool, accuracy_m: int, words: str) -> Point | None:
    found = _PAIR.match(text.strip())
    if not found:
        return None
    first, second = float(found[1]), float(found[2])
    latitude, longitude = (second, first) if longitude_first else (first, second)
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return Point(latitude, longitude, accuracy_m, "map_link", words)


def _turned(first: float, second: float, accuracy_m: int, region: Region) -> Point | None:
    """Two bare numbers as a point of the region, whichever was written first; None outside it."""
    if region.holds(first, second):
        return Point(first, second, accuracy_m, "coordinates", "")
    if region.holds(second, first):
        return Point(second, first, accuracy_m, "coordinates", "", swapped=True)
    return None


def _from_decimals(text: str, region: Region) -> Found | None:
    for pattern in (_DECIMAL_POINT, _DECIMAL_COMMA):
        for found in pattern.finditer(text):
            first, second = (number.replace(",", ".") for number in found.groups())
            digits = min(len(first.partition(".")[2]), len(second.partition(".")[2]))
            accuracy_m = {1: 12_000, 2: 1500, 3: 150}.get(digits, 30)
            point = _turned(float(first), float(second), accuracy_m, region)
            if point:
                return point, found.span()
    return None


def _from_bare_minutes(text: str) -> Found | None:
    """N44 30.500 E50 15.200: degrees and minutes as a chart plotter shows them."""
    found = _BARE_MINUTES.search(text)
    if not found:
        return None
    latitude = int(found[1]) + float(found[2]) / 60
    longitude = int(found[3]) + float(found[4]) / 60
    return Point(round(latitude, 6), round(longitude, 6), 100, "coordinates", ""), found.span()


def _from_bare_seconds(text: str) -> Found | None:
    """43 38 20 N 51 09 10 E: degrees, minutes and seconds with blanks only."""
    found = _BARE_SECONDS.search(text)
    if not found:
        return None
    numbers = [float(number.replace(",", ".")) for number in found.groups()]
    latitude, longitude = (
        round(degrees + minutes / 60 + seconds / 3600, 6) for degrees, minutes, seconds in (numbers[:3], numbers[3:])
    )
    return Point(latitude, longitude, 40, "coordinates", ""), found.span()


def _from_degrees(text: str) -> Found | None:
    found = [match for match in _DEGREES.finditer(text)][:2]
    if len(found) < 2:
        return None
    values = [_degrees(match) for match in found]
    sides = [(match["before"] or match["after"] or "").upper() for match in found]
    if sides[0][:1] in ("E", "W", "В", "З"):
        values.reverse()
    accuracy_m = 40 if found[0]["sec"] else 200
    if abs(values[0]) > 90 or abs(values[1]) > 180:
        return None
    return Point(values[0], values[1], accuracy_m, "coordinates", ""), (found[0].start(), found[1].end())


def _degrees(match: re.Match) -> float:
    minutes = float(match["min"].replace(",", "."))
    seconds = float((match["sec"] or "0").replace(",", "."))
    value = int(match["deg"]) + minutes / 60 + seconds / 3600
    side = (match["before"] or match["after"] or "").upper()[:1]
    return round(-value if side in ("S", "W", "Ю", "З") else value, 6)
