"""Numbers people say aloud: drawn one by one from a counter row, never counted, so never twice."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import CentreSetting
from strandings.models import Stranding, YearCounter


def draw_number(series: str, *, at: datetime) -> tuple[int, int]:
    """The next number of this series in the local year of `at`: (year, number). Its own short transaction."""
    year = timezone.localtime(at).year
    number = _draw(series, year)
    if number is None:
        # The year's first: whoever else opens it between our look and our row, one row stays
        YearCounter.objects.bulk_create([YearCounter(series=series, year=year)], ignore_conflicts=True)
        number = _draw(series, year)
    return year, number


def _draw(series: str, year: int) -> int | None:
    with transaction.atomic():
        rows = YearCounter.objects.filter(series=series, year=year)
        # The update takes the row's lock, so what is read next is ours; without a row nothing is ours to read
        return rows.get().last if rows.update(last=F("last") + 1) else None


def draw_reference(*, at: datetime) -> str:
    """A new report number such as K-26-0412: the centre's letter, the year, a running number."""
    year, number = draw_number("report", at=at)
    return f"{CentreSetting.load().reference_prefix}-{year % 100:02d}-{number:04d}"


def next_message_reference(stranding: Stranding) -> str:
    """The reference of the next text about this stranding, K-26-0412-3; by it a provider is asked what it sent."""
    rows = Stranding.objects.filter(pk=stranding.pk)
    with transaction.atomic():
        rows.update(messages_owed=F("messages_owed") + 1)
        return f"{stranding.reference}-{rows.values_list('messages_owed', flat=True).get()}"
