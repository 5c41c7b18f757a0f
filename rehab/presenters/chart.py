"""The weight curve as two drawings of one plan: wide and slim. Points and labels only; the template draws."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime

LEFT, TOP, RIGHT, BOTTOM = 40, 16, 14, 32
LEAST_APART = timedelta(hours=18)  # between two weighings that make a daily gain
Weighing = tuple[datetime, Decimal, bool]  # when, kilograms, estimated


@dataclass(frozen=True)
class Dot:
    """One weighing on the paper."""

    x: float
    y: float
    is_loss: bool


@dataclass(frozen=True)
class Chart:
    """What one drawing needs; coordinates in its own view box."""

    width: int
    height: int
    css: str
    dots: list[Dot]
    lines: list[tuple[float, str]]  # y, kilograms
    days: list[tuple[float, str, str]]  # x, date, text-anchor
    goal_y: float | None

    @property
    def points(self) -> str:
        return " ".join(f"{d.x},{d.y}" for d in self.dots)

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.height - BOTTOM

    @property
    def foot(self) -> int:
        return self.height - 10


def charts(weights: list[Weighing], goal: Decimal | None) -> list[Chart]:
    """Both drawings of weighings in the order of time; fewer than two make none."""
    if len(weights) < 2:
        return []
    return [
        _chart(weights, goal, width=720, height=270, css="full", dates=5),
        _chart(weights, goal, width=330, height=240, css="slim", dates=3),
    ]


def _chart(weights: list[Weighing], goal: Decimal | None, *, width: int, height: int, css: str, dates: int) -> Chart:
    low, high, step = _scale([kg for _at, kg, _estimated in weights] + ([goal] if goal else []))
    start = weights[0][0]
    span_s = max((weights[-1][0] - start).total_seconds(), 86400.0)

    def x(at: datetime) -> float:
        return round(LEFT + (width - LEFT - RIGHT) * (at - start).total_seconds() / span_s, 1)

    def y(kg: Decimal | int) -> float:
        return round(height - BOTTOM - (height - BOTTOM - TOP) * float(kg - low) / (high - low), 1)

    pairs = zip(weights, [None, *weights], strict=False)
    return Chart(
        width=width,
        height=height,
        css=css,
        dots=[Dot(x(at), y(kg), before is not None and kg < before[1]) for (at, kg, _e), before in pairs],
        lines=[(y(kg), str(kg)) for kg in range(low, high + 1, step)],
        days=_days(start, span_s, dates, width),
        goal_y=y(goal) if goal else None,
    )


def _scale(kilos: list[Decimal]) -> tuple[int, int, int]:
    """A round lowest and highest line with at most five steps between."""
    low, high = min(kilos), max(kilos)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (high - low) / s <= 4)
    bottom = int(low // step) * step
    top = bottom + step
    while top < high:
        top += step
    return bottom, top, step


def _days(start: datetime, span_s: float, count: int, width: int) -> list[tuple[float, str, str]]:
    labels = []
    for n in range(count):
        share = n / (count - 1)
        at = localtime(start + timedelta(seconds=span_s * share))
        anchor = "start" if n == 0 else "end" if n == count - 1 else "middle"
        labels.append((round(LEFT + (width - LEFT - RIGHT) * share, 1), date_format(at, "j E"), anchor))
    return labels


def daily_gain_kg(weights: list[Weighing], *, days: int = 7) -> Decimal | None:
    """Kilograms a day over the last `days`, back from the newest weighing, to 0.01.

    Weights by eye do not count, nor weighings nearer than 18 hours to the newest: a meal between two of them would read
    as kilograms a day. None where nothing is left to compare.
    """
    weighed = [(at, kg) for at, kg, estimated in weights if not estimated]
    if not weighed:
        return None
    last_at, last_kg = weighed[-1]
    before = [(at, kg) for at, kg in weighed if last_at - at >= LEAST_APART]
    if not before:
        return None
    recent = [one for one in before if last_at - one[0] <= timedelta(days=days)]
    first_at, first_kg = recent[0] if recent else before[-1]
    return ((last_kg - first_kg) / (Decimal((last_at - first_at).total_seconds()) / 86400)).quantize(Decimal("0.01"))
