"""What every template may count on: the centre, the sections this person may open, whether this is a demo."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import pgettext_lazy

from accounts.models import CentreSetting
from accounts.permissions import Permission, may
from accounts.queries import address_or_none

# Name of the address, its label in the bar, the permission that opens it
SECTIONS = [
    ("board", pgettext_lazy("section", "Board"), Permission.SEE_BOARD),
    ("call_sheet", pgettext_lazy("section", "Call"), Permission.WORK_CASES),
    ("teams", pgettext_lazy("section", "Teams"), Permission.MANAGE_ROSTER),
    ("roster", pgettext_lazy("section", "Duty"), Permission.MANAGE_ROSTER),
    ("rehab", pgettext_lazy("section", "Rehab"), Permission.SEE_REHAB),
    ("rounds", pgettext_lazy("section", "Rounds"), Permission.SEE_REHAB),
    ("enclosures", pgettext_lazy("section", "Enclosures"), Permission.SEE_REHAB),
    ("outbox", pgettext_lazy("section", "Messages"), Permission.SEE_MESSAGES),
    ("people", pgettext_lazy("section", "People"), Permission.MANAGE_CENTRE),
    ("personal", pgettext_lazy("section", "Personal data"), Permission.MANAGE_CENTRE),
    ("settings", pgettext_lazy("section", "Settings"), Permission.MANAGE_CENTRE),
]
SIMULATOR = ("simulator", pgettext_lazy("section", "Simulator"))


def centre_and_navigation(request) -> dict:
    """`centre` (its settings), `navigation` (label, address, is it this one) and `demo`; read only when used."""
    return {
        "centre": SimpleLazyObject(CentreSetting.load),
        "navigation": SimpleLazyObject(lambda: sections_for(request)),
        "demo": settings.DEMO,
    }


def sections_for(request) -> list[tuple[str, str, bool]]:
    """The sections this person may open; the longest address that begins this page's is the current one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    offered = [(label, name) for name, label, permission in SECTIONS if may(user.role, permission)]
    if settings.DEMO:
        offered.append((SIMULATOR[1], SIMULATOR[0]))
    known = [(str(label), url) for label, name in offered if (url := address_or_none(name))]
    here = max((url for _, url in known if request.path.startswith(url)), key=len, default="")
    return [(label, url, url == here) for label, url in known]
