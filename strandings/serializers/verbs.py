"""What each verb of a case takes. `version` is what the caller saw, where If-Match does not say it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.problems import Unprocessable
from accounts.serializers import CleanText, Integer, Latitude, Longitude, Moment, OneOf
from strandings.gazetteer import by_slug
from strandings.lifecycle import ReferralStatus, StrandingStatus
from strandings.words import OUTCOME_ENDS, Outcome, PlaceMethod, Resolution

_FAR = timedelta(days=180)
# Ends a person at the desk may write without a team's findings; the rest come from the field or from rehab
_DESK_OUTCOMES = OUTCOME_ENDS - {Outcome.ADMITTED, Outcome.DEAD_ON_ARRIVAL, Outcome.EUTHANISED_ON_SITE}
_CLOSING = [word for word in Resolution if word not in (Resolution.OUTCOMES, Resolution.MERGED)]
_PLACED = [PlaceMethod.GPS, PlaceMethod.MAP_PIN, PlaceMethod.COORDINATES, PlaceMethod.ESTIMATE]


class Seen(serializers.Serializer):
    """The version of the case the caller saw."""

    version = Integer(min_value=1, max_value=2_000_000_000, required=False)


class Ahead(Moment):
    """A time between now and half a year ahead."""

    def to_internal_value(self, value) -> datetime:
        moment, at = super().to_internal_value(value), self.context["at"]
        if not at < moment <= at + _FAR:
            raise Unprocessable({self.field_name: [_("Give a time between now and half a year ahead.")]})
        return moment


class PriorityIn(Seen):
    priority = Integer(min_value=1, max_value=5)
    why = CleanText(limit=300)


class PlaceIn(Seen):
    """Coordinates, or a place of the list."""

    latitude = Latitude(required=False)
    longitude = Longitude(required=False)
    accuracy_m = Integer(min_value=1, max_value=100_000, required=False)
    place_method = OneOf(PlaceMethod, offered=_PLACED, default=PlaceMethod.COORDINATES)
    place = CleanText(limit=60, required=False, help_text="A place of the list, by its slug")

    def validate(self, told: dict) -> dict:
        measured = "latitude" in told and "longitude" in told
        if ("latitude" in told) != ("longitude" in told):
            raise Unprocessable({"longitude": [_("Give latitude and longitude together.")]})
        if not measured and by_slug(told["place"]) is None:
            raise Unprocessable({"place": [_("There is no place with this name.")]})
        return told


class HoldIn(Seen):
    until = Ahead()
    because = CleanText(limit=160)


class WatchIn(Seen):
    watcher = Integer(min_value=1, help_text="The person who looks again, by number")
    next_look_at = Ahead()
    why = CleanText(limit=300)


class ReferIn(Seen):
    partner = Integer(min_value=1)
    answer_by = Ahead()
    passed_on = serializers.ListField(child=serializers.ChoiceField(["place", "count", "photos", "words"]))


class PartnerAnswerIn(serializers.Serializer):
    """What a partner said, written down at the desk."""

    referral = Integer(min_value=1)
    to = OneOf(ReferralStatus, offered=[status for status in ReferralStatus if status != ReferralStatus.SENT])
    disposition = OneOf(Outcome, offered=sorted(OUTCOME_ENDS), required=False)
    act_number = CleanText(limit=60, required=False)
    result = CleanText(limit=500, required=False)


class CloseIn(Seen):
    resolution = OneOf(Resolution, offered=_CLOSING)
    note = CleanText(limit=300, required=False)


class ReopenIn(Seen):
    to = OneOf(StrandingStatus, offered=[StrandingStatus.NEW, StrandingStatus.AWAITING_TEAM])
    why = CleanText(limit=300)


class MergeIn(Seen):
    into = CleanText(limit=16, help_text="The reference of the case that stays")


class NoteIn(serializers.Serializer):
    words = CleanText(limit=500)


class WriteIn(serializers.Serializer):
    report = Integer(min_value=1)
    words = CleanText(limit=280)


class OutcomeIn(Seen):
    outcome = OneOf(Outcome, offered=sorted(_DESK_OUTCOMES))
    note = CleanText(limit=300, help_text="Who says so")


class Plain(Seen):
    """Nothing but, if you like, the version you saw."""
