"""The provider's log of incoming texts against ours: a call that never reached us loses nothing."""

import logging
from datetime import datetime, timedelta

from messaging.actions.contacts import sender_of
from messaging.actions.incoming import provider_key, take_in
from messaging.gateways.base import Gateway, Received
from messaging.models import IncomingMessage, ProviderLog

logger = logging.getLogger(__name__)
AT_FIRST = timedelta(hours=24)  # how far a new system looks back
OVERLAP = timedelta(hours=1)
UNDER_WAY = timedelta(minutes=2)  # so long its own call may still come


def reconcile_incoming(gateway: Gateway, *, at: datetime) -> int:
    """Take in every text of the provider's log that we lack, oldest first; returns how many. Raises LogAway.

    What was read is noted only when all were taken in; read again, a text counts once.
    """
    log, _new = ProviderLog.objects.get_or_create(gateway=gateway.name, defaults={"read_until": at - AT_FIRST})
    texts = [text for text in gateway.received(since=log.read_until - OVERLAP) if text.received_at <= at - UNDER_WAY]
    missed = _missed(gateway.name, texts)
    for text in missed:
        channel, phone = sender_of(text.sender)
        incoming = take_in(
            gateway=gateway.name,
            provider_id=text.provider_id,
            phone=phone,
            body=text.body,
            at=at,
            channel=channel,
            received_at=text.received_at,
            files=gateway.files_of(text.provider_id) if text.has_files else (),
        )
        logger.warning("incoming %s was missed and found in the provider's log", incoming.pk)
    ProviderLog.objects.filter(gateway=gateway.name).update(read_until=at - UNDER_WAY)
    return len(missed)


def _missed(gateway: str, texts: list[Received]) -> list[Received]:
    keys = {provider_key(gateway, text.provider_id): text for text in texts}
    known = set(IncomingMessage.objects.filter(provider_key__in=keys).values_list("provider_key", flat=True))
    return [text for key, text in keys.items() if key not in known]
