"""What the words of the spine are called on a page, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from strandings import words as w
from strandings.lifecycle import ReferralStatus, SectorStatus, StrandingStatus

STRANDING_STATUS = {
    StrandingStatus.NEW: pgettext_lazy("stranding", "New"),
    StrandingStatus.AWAITING_TEAM: _("Waiting for a team"),
    StrandingStatus.RESPONDING: _("Team responding"),
    StrandingStatus.WITH_PARTNER: _("With a partner"),
    StrandingStatus.WATCHING: _("Watching"),
    StrandingStatus.CLOSED: pgettext_lazy("stranding", "Closed"),
}
REFERRAL_STATUS = {
    ReferralStatus.SENT: pgettext_lazy("referral", "Sent"),
    ReferralStatus.RECEIVED: pgettext_lazy("referral", "Received"),
    ReferralStatus.GOING: pgettext_lazy("referral", "Going"),
    ReferralStatus.DONE: pgettext_lazy("referral", "Done"),
    ReferralStatus.NOT_FOUND: _("Not found"),
    ReferralStatus.NOT_OURS: _("Not ours"),
    ReferralStatus.TAKEN_BACK: _("Taken back"),
}
SECTOR_STATUS = {
    SectorStatus.OPEN: pgettext_lazy("sector", "To be walked"),
    SectorStatus.WALKED: pgettext_lazy("sector", "Walked"),
    SectorStatus.DROPPED: pgettext_lazy("sector", "Dropped"),
}
KIND = {
    w.Kind.SEAL: _("Seal"),
    w.Kind.CARCASSES: _("Carcasses"),
    w.Kind.THREAT: _("Threat"),
    w.Kind.RESIGHTING: _("Marked seal seen"),
    w.Kind.QUESTION: _("Question"),
    w.Kind.OTHER: _("Other"),
}
CHANNEL = {
    w.Channel.WEB: _("Web form"),
    w.Channel.SMS: "SMS",
    w.Channel.WHATSAPP: "WhatsApp",
    w.Channel.PHONE: _("Telephone"),
    w.Channel.API: "API",
    w.Channel.IMPORT: _("Import"),
    w.Channel.STAFF: _("Staff"),
}
STATE = {
    w.State.ALIVE: _("Alive"),
    w.State.POSSIBLY_ALIVE: _("Possibly alive"),
    w.State.DEAD: _("Dead"),
    w.State.MIXED: _("Some alive, some dead"),
    w.State.UNKNOWN: _("Not known"),
}
SIGN = {
    w.Sign.NET: _("Net, rope or plastic on it"),
    w.Sign.WOUND: _("Blood or a wound"),
    w.Sign.THIN: _("Very thin"),
    w.Sign.BREATHING: _("Trouble breathing, coughing"),
    w.Sign.STILL: _("Not moving"),
    w.Sign.PUP: _("Pup"),
    w.Sign.WHITE_COAT: _("White coat"),
    w.Sign.OIL: _("Oil on the fur"),
    w.Sign.PEOPLE: _("People are too close"),
    w.Sign.DOGS: _("Dogs are close"),
    w.Sign.INLAND: _("Inland or on a road"),
    w.Sign.IN_WATER: _("In the water"),
    w.Sign.IN_BOAT: _("In a boat"),
    w.Sign.ON_ICE: _("On ice"),
    w.Sign.BITE: _("A person was bitten"),
    w.Sign.SICK: _("Looks sick"),
    w.Sign.LONG_WATCHED: _("Alone for more than a day"),
    w.Sign.FRESH: _("Died recently"),
    w.Sign.OLD: _("Decomposed"),
    w.Sign.BONES: _("Dried out or bones"),
    w.Sign.RESTING_GROUP: _("A resting group, undisturbed"),
    w.Sign.STALE: _("Seen more than a day ago"),
}
PLACE_METHOD = {
    w.PlaceMethod.GPS: "GPS",
    w.PlaceMethod.MAP_PIN: _("point on a map"),
    w.PlaceMethod.MAP_LINK: _("map link"),
    w.PlaceMethod.COORDINATES: _("coordinates in the text"),
    w.PlaceMethod.PLACE_NAME: _("place name"),
    w.PlaceMethod.ESTIMATE: _("estimate"),
    w.PlaceMethod.NONE: _("not known"),
}
OUTCOME = {
    w.Outcome.LOADED: _("Being taken to the centre"),
    w.Outcome.ADMITTED: _("Admitted to the centre"),
    w.Outcome.DEAD_ON_ARRIVAL: _("Dead on arrival"),
    w.Outcome.DIED_IN_TRANSPORT: _("Died on the way"),
    w.Outcome.RELEASED_ON_SITE: _("Freed and released on site"),
    w.Outcome.LEFT_IN_PEACE: _("Healthy, left in peace"),
    w.Outcome.RELOCATED: _("Moved to a safer place"),
    w.Outcome.DIED_ON_SITE: _("Died on site"),
    w.Outcome.EUTHANISED_ON_SITE: _("Euthanised on site"),
    w.Outcome.CARCASS_MARKED: _("Carcass marked and left"),
    w.Outcome.CARCASS_COLLECTED: _("Carcass collected for examination"),
    w.Outcome.CARCASS_REMOVED: _("Carcass removed"),
    w.Outcome.WENT_TO_SEA: _("Went back to the sea by itself"),
    w.Outcome.SEEN_FREE: _("Seen free"),
}
RESOLUTION = {
    w.Resolution.OUTCOMES: _("Every animal has an outcome"),
    w.Resolution.NOT_FOUND: _("Not found"),
    w.Resolution.NOT_A_SEAL: _("Not a seal"),
    w.Resolution.FALSE_REPORT: _("False report"),
    w.Resolution.ANSWERED: _("Answered"),
    w.Resolution.NOTHING_TO_DO: _("Nothing to do"),
    w.Resolution.DONE_BY_PARTNER: _("Done by a partner"),
    w.Resolution.MERGED: _("Same event as another report"),
    w.Resolution.HISTORIC: _("Historic record"),
}
FATE = {
    w.Fate.WILD: _("Wild"),
    w.Fate.ON_ITS_WAY: _("On its way to us"),
    w.Fate.IN_CARE: _("In care"),
    w.Fate.RELEASED: _("Released"),
    w.Fate.DIED: _("Died"),
    w.Fate.EUTHANISED: _("Euthanised"),
    w.Fate.TRANSFERRED: _("Transferred"),
    w.Fate.ESCAPED: _("Escaped"),
    w.Fate.LONG_TERM: _("In long-term care"),
    w.Fate.UNKNOWN: _("Not known"),
}
CONDITION_CODE = {
    w.ConditionCode.ALIVE: _("1: alive"),
    w.ConditionCode.FRESH_DEAD: _("2: fresh dead"),
    w.ConditionCode.MODERATE: _("3: moderately decomposed"),
    w.ConditionCode.ADVANCED: _("4: advanced decomposition"),
    w.ConditionCode.MUMMIFIED: _("5: mummified or skeletal"),
    w.ConditionCode.UNKNOWN: _("6: not known"),
}
AGE_CLASS = {
    w.AgeClass.WHITECOAT: _("White-coat pup"),
    w.AgeClass.MOULTING_PUP: _("Moulting pup"),
    w.AgeClass.SIVAR: _("Weaned, moulted pup"),
    w.AgeClass.YEARLING: _("Yearling"),
    w.AgeClass.JUVENILE: _("Juvenile"),
    w.AgeClass.ADULT: _("Adult"),
    w.AgeClass.UNKNOWN: _("Not known"),
}
SEX = {w.Sex.MALE: _("Male"), w.Sex.FEMALE: _("Female"), w.Sex.UNKNOWN: pgettext_lazy("sex", "Not known")}
MARK_TYPE = {
    w.MarkType.FLIPPER_TAG: _("Flipper tag"),
    w.MarkType.SATELLITE_TAG: _("Satellite tag"),
    w.MarkType.MICROCHIP: _("Microchip"),
    w.MarkType.PAINT: _("Paint mark"),
    w.MarkType.NATURAL: _("Natural mark"),
}


def choices(labels: dict) -> list[tuple[str, str]]:
    """A label table as model choices."""
    return [(word.value, label) for word, label in labels.items()]
