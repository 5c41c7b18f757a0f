"""What a team's page sends is done once, by the UUID the page made for it, however often it arrives."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dispatch.actions.field import remember
from dispatch.actions.moving import lock
from dispatch.models import Assignment


@transaction.atomic
def once(
    assignment: Assignment,
    *,
    field_uuid: UUID | None,
    verb: str,
    at: datetime,
    happened_at: datetime | None,
    act: Callable[[], str],
) -> str:
    """Run the action unless this UUID has been here; "" then. The record and the action stand or fall together."""
    if not remember(lock(assignment), field_uuid=field_uuid, verb=verb, at=at, happened_at=happened_at):
        return ""
    return act()
