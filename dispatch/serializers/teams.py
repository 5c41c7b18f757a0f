"""Teams, their members and when they stand ready; a member's number only behind the door of the roster."""

from datetime import timedelta

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.problems import Unprocessable
from accounts.models import LANGUAGE_CHOICES, CentreSetting, DeskShift
from accounts.serializers import CleanText, Integer, Latitude, LocalTime, Longitude, Number, OneOf, YesNo
from common.phones import normalise
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from dispatch.words import EquipmentKind, Means

LONGEST_RUN = 62  # days at once


class EquipmentOut(serializers.ModelSerializer):
    """How many of one kind of thing."""

    class Meta:
        model = Equipment
        fields = ("kind", "quantity")


class MemberOut(serializers.ModelSerializer):
    """One member, with the number alerts go to."""

    class Meta:
        model = Responder
        fields = ("id", "name", "phone", "language", "order", "is_leader", "is_active", "user")


class TeamOut(serializers.ModelSerializer):
    """One team: where it starts, how it goes, what it has, whom it is made of, whether it stands ready now."""

    languages = serializers.ListField(child=serializers.CharField(), read_only=True)
    equipment = EquipmentOut(many=True, read_only=True)
    members = MemberOut(many=True, read_only=True)
    on_duty = serializers.SerializerMethodField()

    class Meta:
        model = ResponseTeam
        fields = (
            *("id", "version", "name", "base_name", "latitude", "longitude", "means", "speed_kmh", "road_factor"),
            *("mobilisation_day_min", "mobilisation_night_min", "range_km", "languages", "is_active", "on_duty"),
            *("equipment", "members"),
        )

    def get_on_duty(self, team: ResponseTeam) -> bool:
        return team.pk in self.context["on_duty"]


class EquipmentIn(serializers.Serializer):
    kind = OneOf(EquipmentKind)
    quantity = Integer(min_value=0, max_value=50, help_text="0 takes it away")


class TeamIn(serializers.Serializer):
    """A team as its coordinator describes it; distances in km, times in minutes."""

    version = Integer(min_value=1, max_value=2_000_000_000, required=False)
    name = CleanText(limit=60)
    base_name = CleanText(limit=120)
    latitude = Latitude()
    longitude = Longitude()
    means = OneOf(Means, required=False)
    speed_kmh = Integer(min_value=2, max_value=200, required=False)
    road_factor = Number(min_value=1, max_value=5, required=False)
    mobilisation_day_min = Integer(min_value=0, max_value=600, required=False)
    mobilisation_night_min = Integer(min_value=0, max_value=600, required=False)
    range_km = Integer(min_value=1, max_value=2000, required=False)
    languages = serializers.ListField(child=serializers.ChoiceField(LANGUAGE_CHOICES), required=False)
    is_active = YesNo(required=False)
    equipment = EquipmentIn(many=True, required=False)


class TeamChange(TeamIn):
    """Only what is to change."""

    name = CleanText(limit=60, required=False, default=None)
    base_name = CleanText(limit=120, required=False, default=None)
    latitude = Latitude(required=False)
    longitude = Longitude(required=False)


class MemberIn(serializers.Serializer):
    """A member of a team; a new leader takes the place of the old one."""

    name = CleanText(limit=120)
    phone = CleanText(limit=60)
    language = serializers.ChoiceField(LANGUAGE_CHOICES, default="ru")
    order = Integer(min_value=1, max_value=99, default=1)
    is_leader = YesNo(default=False)
    is_active = YesNo(default=True)

    def validate(self, told: dict) -> dict:
        phone = normalise(told["phone"], CentreSetting.load().country)
        if phone is None:
            raise Unprocessable({"phone": [_("Enter a phone number, like +7 701 123 45 67")]})
        return {**told, "phone": phone}


class ShiftOut(serializers.Serializer):
    """From when until when a team, or a person at the desk, stands ready."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(["team", "desk"])
    who = serializers.IntegerField()
    name = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()

    def to_representation(self, shift: DutyShift | DeskShift) -> dict:
        of_team = isinstance(shift, DutyShift)
        who = shift.team if of_team else shift.user
        return super().to_representation(
            {
                "id": shift.pk,
                "kind": "team" if of_team else "desk",
                "who": who.pk,
                "name": str(who),
                "starts_at": shift.starts_at,
                "ends_at": shift.ends_at,
            }
        )


class GapOut(serializers.Serializer):
    """Hours that nobody covers."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class WeekOut(serializers.Serializer):
    """A week of the roster, from Monday."""

    monday = serializers.DateField()
    shifts = ShiftOut(many=True)
    team_gaps = GapOut(many=True)
    desk_gaps = GapOut(many=True)


class ShiftsIn(serializers.Serializer):
    """The same hours on each local day from the first to the last; ends no later than it starts: the next morning."""

    kind = serializers.ChoiceField(["team", "desk"])
    who = Integer(min_value=1, help_text="A team or a person at the desk, by number")
    first = serializers.DateField()
    last = serializers.DateField(required=False)
    starts = LocalTime(help_text="On the centre's clock")
    ends = LocalTime()

    def validate(self, told: dict) -> dict:
        first, last = told["first"], told.get("last") or told["first"]
        if not 2000 <= first.year < 2100:
            raise Unprocessable({"first": [_("Give a day of this century.")]})
        if last < first:
            raise Unprocessable({"last": [_("The last day must not be before the first.")]})
        if (last - first).days >= LONGEST_RUN:
            raise Unprocessable({"last": [_("At most two months at once, please.")]})
        return {**told, "days": [first + timedelta(days=n) for n in range((last - first).days + 1)]}


class WeekIn(serializers.Serializer):
    week = serializers.DateField(help_text="Any day of the week that is repeated in the next one")

    def validate_week(self, day):
        if not 2000 <= day.year < 2100:
            raise Unprocessable({"week": [_("Give a day of this century.")]})
        return day


class HowMany(serializers.Serializer):
    """How many rows were made."""

    number = serializers.IntegerField()
