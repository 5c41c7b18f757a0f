"""Every change of the messaging app, one verb each."""

from messaging.actions.alarms import acknowledge_alarm, clear_alarm, raise_alarm
from messaging.actions.contacts import contact_for, sender_of
from messaging.actions.erasing import erase_contact
from messaging.actions.incoming import take_in, take_photo
from messaging.actions.owing import cancel, mark_unreachable, owe, render_text, report_delivery, retry
from messaging.actions.simulating import send_from_phone

__all__ = [
    "acknowledge_alarm",
    "cancel",
    "clear_alarm",
    "contact_for",
    "erase_contact",
    "mark_unreachable",
    "owe",
    "raise_alarm",
    "render_text",
    "report_delivery",
    "retry",
    "send_from_phone",
    "sender_of",
    "take_in",
    "take_photo",
]
