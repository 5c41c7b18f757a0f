"""Texts we owe the people who reported: each in their language, once."""

from datetime import datetime, timedelta

from messaging.actions import owe
from messaging.models import Contact, OutgoingMessage
from strandings.actions.references import next_message_reference
from strandings.models import Animal, Report, Stranding
from strandings.queries.people import finders_of, reporters_to_tell
from strandings.words import OUTCOME_ENDS, Fate, Outcome, Resolution

# Which words a closed case is told with; a resolution not named here is told with "closed_other"
_BY_RESOLUTION = {
    Resolution.NOT_FOUND: "closed_not_found",
    Resolution.DONE_BY_PARTNER: "closed_partner",
    Resolution.MERGED: "",  # the person hears of the case it joined
    Resolution.HISTORIC: "",
    Resolution.FALSE_REPORT: "",
    Resolution.ANSWERED: "",
    Resolution.NOTHING_TO_DO: "",
}
_DEAD = {
    Outcome.DEAD_ON_ARRIVAL,
    Outcome.DIED_IN_TRANSPORT,
    Outcome.DIED_ON_SITE,
    Outcome.EUTHANISED_ON_SITE,
    Outcome.CARCASS_MARKED,
    Outcome.CARCASS_COLLECTED,
    Outcome.CARCASS_REMOVED,
}


def tell(
    report: Report,
    contact: Contact,
    *,
    template: str,
    key: str,
    at: datetime,
    useful: timedelta,
    context: dict | None = None,
    urgency: int = 5,
) -> OutgoingMessage | None:
    """Owe one text to one reporter, with the link to their own page; `key` makes it once."""
    stranding = report.stranding
    return owe(
        contact=contact,
        template=template,
        context={"place": stranding.place_name, **(context or {})},
        dedupe_key=key,
        reference=next_message_reference(stranding),
        about=stranding.about,
        purpose=f"strandings.{template}:{report.pk}",
        at=at,
        useless_after=at + useful,
        urgency=urgency,
        link=report.status_link,
        link_path="/s/{token}/" if report.status_link else "",
    )


def tell_reporters(
    stranding: Stranding, *, template: str, key: str, at: datetime, useful: timedelta, context: dict | None = None
) -> None:
    """Owe the same news to every reporter who can be told, each once for this key."""
    for report, contact in reporters_to_tell(stranding):
        tell(
            report,
            contact,
            template=template,
            key=f"{key}:{report.pk}",
            at=at,
            useful=useful,
            context=context,
        )


def tell_closed(stranding: Stranding, *, at: datetime) -> None:
    """Tell the reporters how it ended; a second end after a reopening is told again."""
    template = _closing_template(stranding)
    if template:
        key = f"closed:{stranding.pk}:{stranding.version}"
        tell_reporters(stranding, template=template, key=key, at=at, useful=timedelta(days=2))


def _closing_template(stranding: Stranding) -> str:
    resolution = Resolution(stranding.resolution)
    if resolution != Resolution.OUTCOMES:
        return _BY_RESOLUTION.get(resolution, "closed_other")
    ends = set(stranding.animals.values_list("outcome", flat=True)) & OUTCOME_ENDS
    if Outcome.ADMITTED in ends:
        return "closed_rescued"
    if ends and ends <= _DEAD:
        return "closed_dead"
    if ends & {Outcome.LEFT_IN_PEACE, Outcome.RELEASED_ON_SITE, Outcome.RELOCATED, Outcome.WENT_TO_SEA}:
        return "closed_free"
    return "closed_other"


def tell_fate(animal: Animal, *, at: datetime) -> None:
    """Tell the finders who asked what became of the seal they found: released, or died in care."""
    template = {Fate.RELEASED: "released", Fate.DIED: "died", Fate.EUTHANISED: "died"}.get(Fate(animal.fate))
    if template is None:
        return
    for report, contact in finders_of(animal):
        tell(
            report,
            contact,
            template=template,
            key=f"fate:{animal.pk}:{animal.version}:{report.pk}",
            at=at,
            useful=timedelta(days=7),
            context={"nickname": animal.nickname},
        )


def write_to_reporter(report: Report, *, words: str, by, at: datetime, key: str) -> OutgoingMessage | None:
    """A dispatcher's own words to the reporter; `key` (of the form) makes a double click one text."""
    from strandings.actions.record import note

    if report.contact is None:
        return None
    note(report.stranding, verb="wrote_to_reporter", by=by, at=at, details={"report": report.pk})
    return tell(
        report,
        report.contact,
        template="from_dispatcher",
        key=f"written:{report.pk}:{key}",
        at=at,
        useful=timedelta(hours=12),
        context={"words": words},
        urgency=3,
    )
