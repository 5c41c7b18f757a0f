"""Texts from people who are no responders: a new report, or more about the one they sent before."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import CentreSetting
from common.geo import distance_m
from common.phones import normalise
from messaging.models import Contact, IncomingMessage
from strandings import actions
from strandings.actions.telling import tell
from strandings.advice import advice_text, net_advice
from strandings.lifecycle import StrandingStatus
from strandings.models import Report
from strandings.photos import NotAPhoto
from strandings.told import Told
from strandings.understanding import PlaceRead, Understood, understand
from strandings.understanding.coordinates import Region
from strandings.words import Channel, Kind, PlaceMethod, Sign, State

logger = logging.getLogger(__name__)

SAME_TALK = timedelta(hours=2)
ELSEWHERE_M = 5000
PIN_ACCURACY_M = 50
_ANIMALS = {Kind.SEAL, Kind.CARCASSES, Kind.RESIGHTING}
_ANSWERS_LONG_AFTER = timedelta(days=7)


def answer(incoming: IncomingMessage, *, at: datetime) -> bool:
    """Take every text: add it to the sender's open report of the last two hours, else make a report of it.

    True always: a stranger's text is never refused, whatever it holds. Answers are owed, never sent from here.
    """
    read = _read(incoming, at)
    earlier = _earlier_report(incoming.contact, read, at)
    if earlier is not None and not _elsewhere(earlier, read):
        _add(earlier, incoming, read, at)
        report = earlier
    else:
        report = _report(incoming, read, at)
    incoming.about = report.stranding.about
    incoming.save(update_fields=["about"])
    return True


def keep_photo(incoming: IncomingMessage, *, file, at: datetime) -> str:
    """Keep a photo with the sender's report, a team's with the first report of its case; else says what is wrong."""
    kind, _colon, number = incoming.about.partition(":")
    reports = Report.objects.filter(stranding_id=int(number) if kind == "stranding" else 0).order_by("recorded_at")
    report = reports.filter(contact=incoming.contact).last() or reports.first()
    if report is None:
        logger.error("a photo of incoming %s belongs to no report", incoming.pk)
        return gettext("This photo belongs to no report.")
    try:
        actions.add_photo(report, file=file, at=at)
    except NotAPhoto as problem:
        return str(problem)
    return ""


def _read(incoming: IncomingMessage, at: datetime) -> Understood:
    centre = CentreSetting.load()
    region = Region(centre.south, centre.north, centre.west, centre.east)
    try:
        read = understand(incoming.body, today=timezone.localdate(at), region=region)
    except Exception:  # a text that the reading cannot bear is still a report
        logger.exception("incoming %s could not be read", incoming.pk)
        read = Understood(language=incoming.contact.language, flags=("unreadable",))
    latitude, longitude = incoming.latitude, incoming.longitude
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
        read = replace(read, place=PlaceRead("", "", latitude, longitude, PIN_ACCURACY_M, PlaceMethod.MAP_PIN))
    return _a_point_alone_is_a_seal(read)


def _a_point_alone_is_a_seal(read: Understood) -> Understood:
    """Whoever sends this number a point and no words shows where a seal is."""
    exact = read.place is not None and read.place.method not in (PlaceMethod.PLACE_NAME, PlaceMethod.ESTIMATE)
    if exact and read.kind == Kind.OTHER and not {"not_seal", "person_in_danger", "call_me"} & set(read.flags):
        return replace(read, kind=Kind.SEAL, count_from=1, count_to=1, sure=False)
    return read


def _earlier_report(contact: Contact, read: Understood, at: datetime) -> Report | None:
    """The sender's last report if its case is open and they spoke of it within two hours.

    A bare "yes" or "2" belongs to the last report of the week, open or not: it can be nothing new.
    """
    report = Report.objects.filter(contact=contact).select_related("stranding").order_by("-recorded_at", "-pk").first()
    if report is None:
        return None
    last = report.additions.order_by("-recorded_at").values_list("recorded_at", flat=True).first() or report.recorded_at
    silent = at - max(last, report.recorded_at)
    if "short_answer" in read.flags and silent < _ANSWERS_LONG_AFTER:
        return report
    is_open = report.stranding.status != StrandingStatus.CLOSED
    return report if is_open and silent <= SAME_TALK else None


def _elsewhere(report: Report, read: Understood) -> bool:
    """Whether the text plainly tells of a seal at another place than the one we know, or first of a seal at all."""
    known, told = report.stranding, read.place
    if known.kind not in _ANIMALS and read.kind in _ANIMALS and "short_answer" not in read.flags:
        return True
    if told is None or not known.has_place or read.kind not in _ANIMALS or "animal_not_named" in read.flags:
        return False
    apart = distance_m(known.latitude, known.longitude, told.latitude, told.longitude)
    return apart > max(ELSEWHERE_M, (known.accuracy_m or 0) + told.accuracy_m)


def _report(incoming: IncomingMessage, read: Understood, at: datetime) -> Report:
    told = _told(incoming, read)
    report = actions.receive_report(told=told, at=at)
    template = advice_text(kind=told.kind, state=told.state, signs=told.signs)
    if template and report.contact:
        key = f"advice:{report.pk}"
        tell(report, report.contact, template=template, key=key, at=at, useful=timedelta(hours=6), urgency=3)
    return report


def _told(incoming: IncomingMessage, read: Understood) -> Told:
    channel = Channel(incoming.channel) if incoming.channel in set(Channel) else Channel.SMS
    told = Told(
        channel=channel,
        kind=read.kind,
        words=incoming.body,
        language=_language(incoming, read),
        state=read.state,
        signs=frozenset(read.signs),
        count_from=read.count_from,
        count_to=read.count_to,
        phone=incoming.contact.phone,
        understood=read.stored(),
        set_aside_because="outside_region" if "outside_region" in read.flags else "",
        **_place_columns(read),
    )
    if read.call_back:
        return _call_me(told, read)
    return told


def _call_me(told: Told, read: Understood) -> Told:
    """The operator's "please call" text: somebody wants us and has no money; the number is the one inside."""
    caller = normalise(read.call_back, CentreSetting.load().country)
    return replace(told, kind=Kind.SEAL, state=State.UNKNOWN, phone=caller or told.phone)


def _language(incoming: IncomingMessage, read: Understood) -> str:
    """What the words say where letters alone cannot: Kazakh in Russian letters, Russian and Kazakh in Latin ones."""
    if read.language == "kk":
        return "kk"
    latin = not any("а" <= letter <= "я" for letter in incoming.body.lower())
    if latin and read.language == "ru" and any(letter.isalpha() for letter in incoming.body) and read.evidence:
        return "ru"
    return incoming.contact.language


def _place_columns(read: Understood) -> dict:
    if read.place is None:
        return {}
    return {
        "latitude": read.place.latitude,
        "longitude": read.place.longitude,
        "accuracy_m": read.place.accuracy_m,
        "place_method": read.place.method,
        "place_name": read.place.name,
        "place_slug": read.place.slug,
    }


def _add(report: Report, incoming: IncomingMessage, read: Understood, at: datetime) -> None:
    """More from the same person; then one question or one piece of advice, if the new words call for it."""
    facts: dict = _place_columns(read)
    if read.state != State.UNKNOWN:
        facts["state"] = read.state
    if read.signs:
        facts["signs"] = set(read.signs)
    if "count" in read.evidence:
        facts["count_from"], facts["count_to"] = read.count_from, read.count_to
    had_place = report.stranding.has_place
    actions.add_to_report(report, source=incoming.channel, words=incoming.body, facts=facts, at=at)
    report.stranding.refresh_from_db()
    template = _next_question(report, read, had_place=had_place)
    if template:
        key = f"{template}:{report.pk}"
        useful = timedelta(hours=2)
        tell(report, incoming.contact, template=template, key=key, at=at, useful=useful, urgency=2)


def _next_question(report: Report, read: Understood, *, had_place: bool) -> str:
    """The one text an addition is answered with, each at most once a report; "" when nothing needs saying."""
    stranding = report.stranding
    if stranding.kind not in _ANIMALS and read.kind not in _ANIMALS:
        return ""
    if Sign.BITE in read.signs:
        return "ack_bite"
    asked_where = Sign.NET in stranding.signs and stranding.state != State.DEAD
    on_land = "on_land" in read.flags
    if asked_where and (on_land or {Sign.IN_WATER, Sign.IN_BOAT} & set(read.signs)):
        return net_advice(read.signs, on_land=on_land)
    if not stranding.has_place:
        return "ask_place"
    if not had_place and stranding.state == State.UNKNOWN:
        return "ask_state"
    return ""
