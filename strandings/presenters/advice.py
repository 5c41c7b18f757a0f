"""What to do until help arrives, for this seal, in the reader's language; people's safety first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from strandings.models import Stranding
from strandings.triage import Advice, Facts, triage


@dataclass(frozen=True)
class Line:
    """One piece of advice: something to do, or (do=False) not to do."""

    text: str
    do: bool = True


def advice_for(stranding: Stranding, *, distance_m: int) -> list[Line]:
    """The advice that fits what is known now, the most important first."""
    facts = Facts(
        kind=stranding.kind,
        state=stranding.state,
        signs=stranding.signs,
        count_from=stranding.count_from,
        count_to=stranding.count_to,
        month=stranding.first_reported_at.month,
    )
    return advice_lines(facts, distance_m=distance_m)


def advice_lines(
    facts: Facts, *, distance_m: int, netted_on_land: bool = False, instead: dict[Advice, list[Line]] | None = None
) -> list[Line]:
    """The advice for these facts in the active language, the most important first; `instead` wins for its codes."""
    codes = [Advice.NET_LAND if netted_on_land and code == Advice.NET_WHERE else code for code in triage(facts).advice]
    table = _table(distance_m) | (instead or {})
    lines = [line for code in codes for line in table.get(Advice(code), [])]
    return list(dict.fromkeys(lines))


def _table(distance_m: int) -> dict[Advice, list[Line]]:
    """Texts about nets, heat and white coats are the vets' to approve: docs/triage.md."""
    no_net = Line(_("On land: do not take off a net or rope yourself. The team has the tools."), do=False)
    dogs = Line(_("Keep people and dogs away."))
    return {
        Advice.BITE: [
            Line(
                _("Bitten or scratched? Wash it with soap for 15 minutes and see a doctor today. Emergency: 112, 103.")
            )
        ],
        Advice.NET_LAND: [no_net],
        Advice.NET_WHERE: [
            Line(_("Tell us below where the netted seal is: in the water, in a boat, on land.")),
            no_net,
        ],
        Advice.NET_WATER: [Line(_("Seal in a net in the water: call us now. We will tell you what to do."))],
        Advice.NET_BOAT: [Line(_("Seal in a net in a boat: call us now. We will tell you what to do."))],
        Advice.PEOPLE_FIRST: [Line(_("Do not go into the water or onto the ice."), do=False)],
        Advice.KEEP_AWAY: [
            Line(_("Stay at least %(dist)s m away and speak quietly. A seal can bite.") % {"dist": distance_m}),
            dogs,
            Line(_("Do not put it back in the water: it may be resting or too weak to swim."), do=False),
            Line(_("Do not feed it, pour water on it or cover it."), do=False),
        ],
        Advice.WHITE_COAT: [
            Line(_("A white pup: its mother may be near. Watch from afar and tell us whether you see her."))
        ],
        Advice.DOGS: [dogs],
        Advice.PEOPLE: [dogs],
        Advice.WATCH_BREATHING: [
            Line(_("It may be asleep. Watch from afar for 3 minutes: if it breathes or moves, call us."))
        ],
        Advice.DEAD: [
            Line(
                _("Dead seal: do not touch it. It can carry disease. A photo and the place help our research."),
                do=False,
            )
        ],
        Advice.SEND_PHOTO: [Line(_("A photo or a video from a distance helps us decide. You can add it below."))],
    }
