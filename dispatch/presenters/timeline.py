"""Dispatch's own events on a stranding's timeline, in the reader's words."""

from django.utils.translation import gettext_lazy as _

from dispatch.models import labels

VERBS = {
    "team_offered": _("%(team)s asked (%(mode)s), answer by %(until)s"),
    "team_accepted": _("%(team)s accepted, in about %(minutes)s min"),
    "team_declined": _("%(team)s cannot go: %(reason)s"),
    "offer_expired": _("%(team)s did not answer in time"),
    "team_unreachable": _("%(team)s could not be reached"),
    "team_stood_down": _("%(team)s stood down: we have who we need"),
    "team_withdrawn": _("%(team)s called off. %(why)s"),
    "team_leads": _("%(team)s now leads"),
    "team_en_route": _("%(team)s is on the way"),
    "team_eta": _("%(team)s will be there in about %(minutes)s min"),
    "team_arrived": _("%(team)s has arrived"),
    "team_transporting": _("%(team)s is bringing a seal in"),
    "team_done": _("%(team)s is done"),
    "team_gave_up": _("%(team)s gave up. %(why)s"),
    "step_taken_back": _("%(team)s took a step back: tapped by mistake"),
    "team_told_late": _("%(team)s told something after the end; it moved nothing"),
    "team_wrote": _("%(team)s wrote a text: see the messages"),
    "team_help": _("%(team)s needs help"),
    "team_well": _("%(team)s: all well"),
}
LABELS = {"mode": labels.MODE, "reason": labels.DECLINE_REASON}
NEEDS_PERSON = {
    "team_gave_up": _("the team gave up"),
    "unsafe": _("the team says that it is unsafe"),
}
