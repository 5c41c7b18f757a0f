"""A person types on a simulated telephone: the text goes the same way as a real one."""

from datetime import datetime

from django.utils.translation import gettext as _

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
    has_photo: bool = False,
) -> IncomingMessage:
    """The telephone (E.164) sends a text, or a pin when it has a place; the same provider_id counts once.

    A photo is given to take_photo afterwards.
    """
    pin = latitude is not None and longitude is not None
    lines = [body, f"{latitude:.5f}, {longitude:.5f}" if pin else "", _("(a photo)") if has_photo else ""]
    shown = "\n".join(filter(None, lines))
    SimulatedText.objects.get_or_create(
        provider_id=f"in-{provider_id}", defaults={"phone": phone, "incoming": False, "body": shown, "at": at}
    )
    return take_in(
        gateway="simulator",
        provider_id=provider_id,
        phone=phone,
        body=body,
        at=at,
        channel="whatsapp" if pin or has_photo else "sms",
        latitude=latitude,
        longitude=longitude,
    )
