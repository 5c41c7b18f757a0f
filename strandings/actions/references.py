"""Numbers people say aloud: drawn one by one from a counter row, never counted, so never twice."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import CentreSetting
from strandings.models import Stranding, YearCounter


def draw_number(series: str, *, at: datetime) -> tuple[int, int]:
    """The next number of this series in the local year of `at`: (year, number). Its own short transaction."""
    year = timezone.localtime(at).year
    try:
        return year, _draw(series, year)
    except YearCounter.DoesNotExist:
        try:
            with transaction.atomic():
                YearCounter.objects.create(series=series, year=year)
        except IntegrityError:
            pass  # somebody else opened the year between our look and our row: theirs will do
        return year, _draw(series, year)


def _draw(series: str, year: int) -> int:
    with transaction.atomic():
        rows = YearCounter.objects.filter(series=series, year=year)
        rows.update(last=F("last") + 1)  # takes the row's lock, so what is read next is ours
        return rows.get().last


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
