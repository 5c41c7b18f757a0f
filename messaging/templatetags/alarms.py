"""Open alarms in words, and as a banner for any staff page: {% load alarms %}{% alarm_banner %}."""

from django import template
from django.utils.translation import get_language

from accounts.permissions import Permission, may
from messaging.actions import render_text
from messaging.models import Alarm
from messaging.queries import open_alarms

register = template.Library()


@register.simple_tag
def alarm_words(alarm: Alarm) -> str:
    """What the alarm's text message says, in the reader's language."""
    return render_text(alarm.template, (get_language() or "ru")[:2], {**alarm.context, "ref": f"A-{alarm.pk}"})


@register.inclusion_tag("messaging/_alarms.html", takes_context=True)
def alarm_banner(context) -> dict:
    """The open alarms with the button that answers them."""
    request = context["request"]
    role = getattr(request.user, "role", "")
    return {"alarms": open_alarms(), "may_work": may(role, Permission.WORK_CASES), "request": request}
