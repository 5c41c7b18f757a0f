"""A report as a program sends it: the same facts the pages take, read by the same understanding."""

from functools import cached_property

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.problems import Unprocessable
from accounts.models import LANGUAGE_CHOICES, CentreSetting
from accounts.serializers import CleanText, Integer, Latitude, Longitude, Moment, OneOf, YesNo
from common.phones import normalise
from strandings.gazetteer import by_slug
from strandings.queries.places import name_of
from strandings.told import Told
from strandings.understanding import Understood, understand
from strandings.understanding.coordinates import Region
from strandings.words import Channel, Kind, PlaceMethod, Sign, State

_MEASURED = [PlaceMethod.GPS, PlaceMethod.MAP_PIN, PlaceMethod.COORDINATES, PlaceMethod.ESTIMATE]
_LIMIT = 4000


class ReportIn(serializers.Serializer):
    """What was seen, where, and how to reach the person. What is left out is read from the words."""

    kind = OneOf(Kind, required=False)
    words = CleanText(limit=_LIMIT, required=False)
    place_words = CleanText(limit=_LIMIT, required=False)
    state = OneOf(State, required=False)
    signs = serializers.ListField(child=OneOf(Sign), required=False)
    count_from = Integer(min_value=1, max_value=20000, required=False)
    count_to = Integer(min_value=1, max_value=20000, required=False)
    latitude = Latitude(required=False, allow_null=True)
    longitude = Longitude(required=False, allow_null=True)
    accuracy_m = Integer(min_value=1, max_value=100_000, required=False, allow_null=True)
    place_method = OneOf(PlaceMethod, offered=_MEASURED, required=False)
    place = CleanText(limit=60, required=False, help_text="A place of the list, by its slug")
    phone = CleanText(limit=60, required=False, help_text="Any common way of writing it")
    name = CleanText(limit=120, required=False)
    consent = YesNo(default=False, help_text="The person agreed that name and number are kept for this case")
    language = serializers.ChoiceField(LANGUAGE_CHOICES, required=False, help_text="Of the person: kk, ru or en")
    stays_there = YesNo(required=False, allow_null=True)
    wants_release_news = YesNo(default=True)
    happened_at = Moment(required=False, help_text="When it was seen; a time that cannot be counts as now")

    def validate(self, told: dict) -> dict:
        """What a person would be asked again on the page is refused here, field by field."""
        wrong = dict(self.wrong(told))
        if wrong:
            raise Unprocessable({name: [text] for name, text in wrong.items()})
        return told

    def wrong(self, told: dict):
        """Pairs of a field and what is wrong with it."""
        something = [told[name] for name in ("words", "place_words", "place")]
        something += [told.get("state"), told.get("kind") not in (None, Kind.SEAL), told.get("latitude") is not None]
        if not any(something):
            yield "words", _("Write what the person says, or where it is.")
        if (told.get("latitude") is None) != (told.get("longitude") is None):
            yield "longitude", _("Give latitude and longitude together.")
        if told["place"] and by_slug(told["place"]) is None:
            yield "place", _("There is no place with this name.")
        if told.get("count_to", told.get("count_from", 1)) < told.get("count_from", 1):
            yield "count_to", _("This is less than count_from.")
        if told["phone"] and self._phone(told) is None:
            yield "phone", _("Enter a phone number, like +7 701 123 45 67")

    def _phone(self, told: dict) -> str | None:
        return normalise(told["phone"], self._centre.country)

    @cached_property
    def _centre(self) -> CentreSetting:
        return CentreSetting.load()

    @cached_property
    def _heard(self) -> Understood:
        """What the words alone say."""
        told, centre = self.validated_data, self._centre
        region = Region(centre.south, centre.north, centre.west, centre.east)
        text = "\n".join(filter(None, [told["place_words"], told["words"]]))
        return understand(text, today=self.context["at"].date(), region=region)

    def told(self, *, channel: Channel, language: str, client_uuid, at, set_aside_because: str = "") -> Told:
        """What was sent, ready for receive_report."""
        sent, heard = self.validated_data, self._heard
        low = sent.get("count_from") or max(1, heard.count_from)
        state = sent.get("state") or heard.state
        phone = self._phone(sent) if sent["phone"] else ""
        place = self._place()
        return Told(
            channel=channel,
            kind=self._kind(state, sent.get("count_to") or low),
            words=sent["words"],
            place_words=sent["place_words"],
            language=sent.get("language") or language,
            state=state,
            signs=frozenset(sent.get("signs") or []) | frozenset(heard.signs),
            count_from=low,
            count_to=sent.get("count_to") or max(low, heard.count_to),
            phone=phone or "",
            name=sent["name"],
            consent=bool(phone and sent["consent"]),
            client_uuid=client_uuid,
            happened_at=sent.get("happened_at") or at,
            stays_there=sent.get("stays_there"),
            wants_release_news=sent["wants_release_news"],
            understood=heard.stored() if sent["words"] or sent["place_words"] else {},
            set_aside_because=set_aside_because or self._odd(place),
            **place,
        )

    def _kind(self, state: State, count_to: int) -> Kind:
        kind = self.validated_data.get("kind") or Kind.SEAL
        return Kind.CARCASSES if kind == Kind.SEAL and state == State.DEAD and count_to > 1 else kind

    def _place(self) -> dict:
        """The best of: coordinates, the list, what the words name."""
        sent, read = self.validated_data, self._heard.place
        chosen = by_slug(sent["place"]) if sent["place"] else None
        named = {"place_name": name_of(chosen), "place_slug": chosen.slug} if chosen else {}
        if sent.get("latitude") is not None:
            where = {name: sent.get(name) for name in ("latitude", "longitude", "accuracy_m")}
            return {**where, "place_method": sent.get("place_method") or PlaceMethod.COORDINATES, **named}
        found = chosen or read
        if found is None:
            return {}
        where = {name: getattr(found, name) for name in ("latitude", "longitude", "accuracy_m")}
        if chosen is None:
            return {**where, "place_method": read.method, "place_name": read.name, "place_slug": read.slug}
        method = PlaceMethod.PLACE_NAME if chosen.verified else PlaceMethod.ESTIMATE
        return {**where, "place_method": method, **named}

    def _odd(self, place: dict) -> str:
        """A place outside the centre's region is kept, but a person looks before anybody drives."""
        if place.get("latitude") is None:
            return ""
        centre = self._centre
        north_south = centre.south <= place["latitude"] <= centre.north
        return "" if north_south and centre.west <= place["longitude"] <= centre.east else "outside_region"


class CallIn(ReportIn):
    """A report a dispatcher writes down: the same, with the channel and a priority of their own."""

    channel = OneOf(Channel, offered=[Channel.PHONE, Channel.WHATSAPP, Channel.STAFF, Channel.API], required=False)
    priority = Integer(min_value=1, max_value=5, required=False, allow_null=True)
    why = CleanText(limit=160, required=False, help_text="Why the priority is not the table's")

    def wrong(self, told: dict):
        yield from super().wrong(told)
        if told.get("priority") and not told["why"]:
            yield "why", _("Say why you change the priority.")
