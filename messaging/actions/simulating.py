"""A person types on a simulated telephone: the text goes the same way as a real one."""

from datetime import datetime

from messaging.actions.incoming import take_in
from messaging.models import IncomingMessage, SimulatedText


def send_from_phone(
    *,
    phone: str,
    body: str,
    at: datetime,
    provider_id: str,
    latitude: float | None = None,
    longitude: float | None = None,
) -> IncomingMessage:
    """The telephone (E.164) sends a text, or a pin when it has a place; the same provider_id counts once."""
    pin = latitude is not None and longitude is not None
    shown = f"{body}\n{latitude:.5f}, {longitude:.5f}".strip() if pin else body
    SimulatedText.objects.get_or_create(
        provider_id=f"in-{provider_id}", defaults={"phone": phone, "incoming": False, "body": shown, "at": at}
    )
    return take_in(
        gateway="simulator",
        provider_id=provider_id,
        phone=phone,
        body=body,
        at=at,
        channel="whatsapp" if pin else "sms",
        latitude=latitude,
        longitude=longitude,
    )
