"""The words of dispatch: means of travel, equipment, ways to ask, reasons. Pure: labels live in models/labels.py."""

from enum import StrEnum

ETA_CHOICES = (15, 30, 45, 60, 90, 120)  # minutes a team can choose from


class Means(StrEnum):
    """How a team travels."""

    CAR = "car"
    FOUR_BY_FOUR = "four_by_four"
    BOAT = "boat"
    ON_FOOT = "on_foot"


class EquipmentKind(StrEnum):
    CRATE = "crate"
    NET_CUTTERS = "net_cutters"
    BOAT = "boat"
    FOUR_BY_FOUR = "four_by_four"
    CARCASS_KIT = "carcass_kit"
    VET_KIT = "vet_kit"


class Mode(StrEnum):
    """How a team was asked: one after the other, all at once, or picked by a dispatcher."""

    IN_TURN = "in_turn"
    TO_ALL = "to_all"
    CHOSEN = "chosen"


class DeclineReason(StrEnum):
    BUSY = "busy"
    VEHICLE = "vehicle"
    TOO_FAR = "too_far"
    UNSAFE = "unsafe"
    UNREACHABLE = "unreachable"  # no member's telephone could be reached
    OTHER = "other"


class CheckInKind(StrEnum):
    WELL = "well"
    HELP = "help"
