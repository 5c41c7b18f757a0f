"""What the reasons of a priority are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from strandings.triage import Reason

REASON = {
    Reason.BITE: _("A person was bitten"),
    Reason.NET: _("Alive, in a net or rope"),
    Reason.NET_STATE_UNKNOWN: _("In a net, and it may be alive"),
    Reason.WOUND: _("Alive, with blood or a wound"),
    Reason.DOGS_AND_WEAK: _("Dogs near a weak or small seal"),
    Reason.INLAND: _("Alive, inland or on a road"),
    Reason.WHITE_COAT: _("White-coat pup: it depends on its mother"),
    Reason.WHITE_COAT_OUT_OF_SEASON: _("A white coat outside the pup season: check"),
    Reason.DOGS: _("Dogs are close"),
    Reason.PEOPLE: _("People are too close"),
    Reason.WEAK: _("Looks weak, thin or sick"),
    Reason.BREATHING: _("Trouble breathing, coughing"),
    Reason.OIL: _("Oil on the fur"),
    Reason.LONE_PUP: _("A pup alone"),
    Reason.LONG_WATCHED: _("Alone for more than a day"),
    Reason.MAY_BE_ALIVE: _("It may be alive"),
    Reason.ALIVE: _("Alive"),
    Reason.RESTING_SEEN: _("A resting group, checked on a photo"),
    Reason.RESTING_UNSEEN: _("Said to be resting; nobody has checked a photo yet"),
    Reason.FRESH_DEAD: _("Died recently: samples are still useful"),
    Reason.MANY_DEAD: _("Five or more dead together"),
    Reason.SEVERAL_DEAD: _("Several dead together"),
    Reason.DEAD: _("Dead"),
    Reason.DECOMPOSED: _("Decomposed"),
    Reason.BONES: _("Dried out or bones"),
    Reason.STATE_UNKNOWN: _("Not known whether it is alive: call back"),
    Reason.THREAT: _("A threat, no animal seen"),
    Reason.NO_SEAL: _("No seal to look for"),
    Reason.STALE: _("Seen more than a day ago: one level lower"),
}
