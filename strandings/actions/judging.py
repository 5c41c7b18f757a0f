"""When the triage table alone may ask for a team."""

from datetime import datetime

from django.conf import settings

from strandings.models import Stranding
from strandings.triage import Facts, Triage


def table_asks_for_team(stranding: Stranding, judged: Triage) -> bool:
    """Whether AUTO_DISPATCH serves this priority, the place is known, and nobody doubts the sender."""
    lowest = settings.AUTO_DISPATCH
    return (
        lowest != "off"
        and judged.team_needed
        and stranding.priority <= int(lowest.removeprefix("P"))
        and stranding.has_place
        and not stranding.set_aside_because
    )


def facts_of(stranding: Stranding, at: datetime) -> Facts:
    """What triage needs to know of a stranding as it stands."""
    return Facts(
        kind=stranding.kind,
        state=stranding.state,
        signs=stranding.signs,
        count_from=stranding.count_from,
        count_to=stranding.count_to,
        month=at.month,
    )
