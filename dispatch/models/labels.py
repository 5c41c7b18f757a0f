"""What the words of dispatch are called on a page, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dispatch import words as w
from dispatch.lifecycle import AssignmentStatus as S

ASSIGNMENT_STATUS = {
    S.OFFERED: _("Asked"),
    S.ACCEPTED: _("Accepted"),
    S.EN_ROUTE: _("On the way"),
    S.ON_SCENE: _("On scene"),
    S.TRANSPORTING: _("Bringing it in"),
    S.DONE: _("Done"),
    S.GAVE_UP: _("Gave up"),
    S.DECLINED: _("Declined"),
    S.EXPIRED: _("Did not answer"),
    S.WITHDRAWN: _("Withdrawn"),
    S.STOOD_DOWN: _("Stood down"),
}
MEANS = {
    w.Means.CAR: _("Car"),
    w.Means.FOUR_BY_FOUR: _("4x4"),
    w.Means.BOAT: pgettext_lazy("means of travel", "Boat"),
    w.Means.ON_FOOT: _("On foot"),
}
EQUIPMENT = {
    w.EquipmentKind.CRATE: _("Crate"),
    w.EquipmentKind.NET_CUTTERS: _("Net cutters"),
    w.EquipmentKind.BOAT: pgettext_lazy("equipment", "Boat"),
    w.EquipmentKind.FOUR_BY_FOUR: _("4x4"),
    w.EquipmentKind.CARCASS_KIT: _("Carcass kit"),
    w.EquipmentKind.VET_KIT: _("Vet kit"),
}
MODE = {
    w.Mode.IN_TURN: _("in turn"),
    w.Mode.TO_ALL: _("all teams at once"),
    w.Mode.CHOSEN: _("chosen by a dispatcher"),
}
DECLINE_REASON = {
    w.DeclineReason.BUSY: _("Busy elsewhere"),
    w.DeclineReason.VEHICLE: _("No vehicle or crew"),
    w.DeclineReason.TOO_FAR: _("Too far"),
    w.DeclineReason.UNSAFE: _("Unsafe"),
    w.DeclineReason.UNREACHABLE: _("Nobody could be reached"),
    w.DeclineReason.OTHER: _("Another reason"),
}
CHECK_IN = {w.CheckInKind.WELL: _("All well"), w.CheckInKind.HELP: _("Needs help")}


def choices(labels: dict) -> list[tuple[str, str]]:
    """A label table as model choices."""
    return [(word.value, label) for word, label in labels.items()]
