"""The words of the spine: kinds, channels, states, outcomes. Pure: their labels live in models/labels.py."""

from enum import StrEnum


class Kind(StrEnum):
    SEAL = "seal"
    CARCASSES = "carcasses"
    THREAT = "threat"
    RESIGHTING = "resighting"
    QUESTION = "question"
    OTHER = "other"


class Channel(StrEnum):
    WEB = "web"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    PHONE = "phone"
    API = "api"
    IMPORT = "import"
    STAFF = "staff"


class State(StrEnum):
    ALIVE = "alive"
    POSSIBLY_ALIVE = "possibly_alive"
    DEAD = "dead"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Sign(StrEnum):
    """What was seen; a report holds any number of them."""

    NET = "net"
    WOUND = "wound"
    THIN = "thin"
    BREATHING = "breathing"
    STILL = "still"
    PUP = "pup"
    WHITE_COAT = "white_coat"
    OIL = "oil"
    PEOPLE = "people"
    DOGS = "dogs"
    INLAND = "inland"
    IN_WATER = "in_water"
    IN_BOAT = "in_boat"
    ON_ICE = "on_ice"
    BITE = "bite"
    SICK = "sick"
    LONG_WATCHED = "long_watched"  # watched, or lone, for more than 24 h
    FRESH = "fresh"  # dead, not decomposed (code 2)
    OLD = "old"  # decomposed (code 3-4)
    BONES = "bones"  # code 5
    RESTING_GROUP = "resting_group"  # undisturbed, at a haul-out
    STALE = "stale"  # seen more than 24 h before it was told


class PlaceMethod(StrEnum):
    GPS = "gps"
    MAP_PIN = "map_pin"
    MAP_LINK = "map_link"
    COORDINATES = "coordinates"
    PLACE_NAME = "place_name"
    ESTIMATE = "estimate"
    NONE = "none"


class Precision(StrEnum):
    """How precisely a place may be shown."""

    EXACT = "exact"
    NEAR = "near"  # "near Bautino"
    NONE = "none"


class Outcome(StrEnum):
    """What became of one seal at one stranding. LOADED is on its way and not yet an end."""

    LOADED = "loaded"
    ADMITTED = "admitted"
    DEAD_ON_ARRIVAL = "dead_on_arrival"
    DIED_IN_TRANSPORT = "died_in_transport"
    RELEASED_ON_SITE = "released_on_site"
    LEFT_IN_PEACE = "left_in_peace"
    RELOCATED = "relocated"
    DIED_ON_SITE = "died_on_site"
    EUTHANISED_ON_SITE = "euthanised_on_site"
    CARCASS_MARKED = "carcass_marked"
    CARCASS_COLLECTED = "carcass_collected"
    CARCASS_REMOVED = "carcass_removed"
    WENT_TO_SEA = "went_to_sea"
    SEEN_FREE = "seen_free"


OUTCOME_ENDS = frozenset(Outcome) - {Outcome.LOADED}


class Resolution(StrEnum):
    """Why a stranding is closed."""

    OUTCOMES = "outcomes"  # each of its animals and counts has an outcome
    NOT_FOUND = "not_found"
    NOT_A_SEAL = "not_a_seal"
    FALSE_REPORT = "false_report"
    ANSWERED = "answered"
    NOTHING_TO_DO = "nothing_to_do"
    DONE_BY_PARTNER = "done_by_partner"
    MERGED = "merged"
    HISTORIC = "historic"


class Fate(StrEnum):
    """Where an individual is in its life, as far as we know."""

    WILD = "wild"
    ON_ITS_WAY = "on_its_way"
    IN_CARE = "in_care"
    RELEASED = "released"
    DIED = "died"
    EUTHANISED = "euthanised"
    TRANSFERRED = "transferred"
    ESCAPED = "escaped"
    LONG_TERM = "long_term"
    UNKNOWN = "unknown"


class ConditionCode(StrEnum):
    """NOAA Level A condition codes (docs/clinical.md)."""

    ALIVE = "1"
    FRESH_DEAD = "2"
    MODERATE = "3"
    ADVANCED = "4"
    MUMMIFIED = "5"
    UNKNOWN = "6"


class AgeClass(StrEnum):
    WHITECOAT = "whitecoat_dependent"
    MOULTING_PUP = "moulting_pup"
    SIVAR = "sivar_weaned"
    YEARLING = "yearling"
    JUVENILE = "juvenile_subadult"
    ADULT = "adult"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class MarkType(StrEnum):
    FLIPPER_TAG = "flipper_tag"
    SATELLITE_TAG = "satellite_tag"
    MICROCHIP = "microchip"
    PAINT = "paint"
    NATURAL = "natural"
