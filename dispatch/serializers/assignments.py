"""A team's way to a case, and what it tells on it. A team sees its own case as long as it goes there, no longer."""

from datetime import timedelta

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.permissions import Permission, may
from accounts.serializers import Amount, CleanText, Integer, Latitude, Longitude, Moment, OneOf, YesNo
from dispatch.models import Assignment
from dispatch.presenters.field import page, view_of
from dispatch.words import CheckInKind, DeclineReason
from strandings.models import StrandedAnimal
from strandings.precision import Audience, ShownPlace
from strandings.presenters import place_for
from strandings.serializers.shown import Place
from strandings.words import AgeClass, ConditionCode, Outcome, Precision, Resolution, Sex, Sign

_REASONS = [reason for reason in DeclineReason if reason != DeclineReason.UNREACHABLE]
_ENDINGS = [Resolution.NOT_FOUND, Resolution.NOT_A_SEAL, Resolution.NOTHING_TO_DO]
_FIELD_OUTCOMES = [
    *(Outcome.LOADED, Outcome.RELEASED_ON_SITE, Outcome.LEFT_IN_PEACE, Outcome.WENT_TO_SEA, Outcome.RELOCATED),
    *(Outcome.DIED_ON_SITE, Outcome.CARCASS_MARKED, Outcome.CARCASS_COLLECTED, Outcome.CARCASS_REMOVED),
]
_CLOCK_AHEAD, _CLOCK_BEHIND = timedelta(minutes=2), timedelta(days=2)


class SealOut(serializers.ModelSerializer):
    """One seal as the team found it, and what became of it."""

    signs = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = StrandedAnimal
        fields = (
            *("number", "code_at_examination", "age_class", "sex", "length_cm", "weight_kg", "signs"),
            *("human_interaction", "findings", "outcome", "outcome_at", "expected_at"),
        )
        read_only_fields = fields


class AssignmentOut(serializers.ModelSerializer):
    """One team asked for one case, and how far it has come."""

    stranding = serializers.CharField(source="stranding.reference", read_only=True)
    team = serializers.IntegerField(source="team_id", read_only=True)
    team_name = serializers.CharField(source="team.name", read_only=True)
    priority = serializers.IntegerField(source="stranding.priority", read_only=True)
    state = serializers.CharField(source="stranding.state", read_only=True)
    place = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = (
            *("id", "stranding", "priority", "state", "place", "team", "team_name", "status", "mode", "is_extra"),
            *("offered_at", "answer_by", "estimated_min", "distance_km", "eta_at", "accepted_at", "en_route_at"),
            *("on_scene_at", "transporting_at", "ended_at", "decline_reason", "unsafe", "end_note"),
        )
        read_only_fields = fields

    def get_place(self, assignment: Assignment) -> Place:
        return Place(self._place(assignment)).data

    def _place(self, assignment: Assignment) -> ShownPlace:
        if may(self.context["request"].user.role, Permission.SEE_BOARD):
            return place_for(assignment.stranding, Audience.STAFF)
        if view_of(assignment) == "over":
            return ShownPlace(Precision.NONE)
        return place_for(assignment.stranding, Audience.TEAM)


class AssignmentDetail(AssignmentOut):
    """The same with what the team needs on its way; empty when it is over for it."""

    title = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField(help_text="What people told")
    safety = serializers.SerializerMethodField()
    seals = serializers.SerializerMethodField(help_text="The seals written down so far")

    class Meta(AssignmentOut.Meta):
        fields = (*AssignmentOut.Meta.fields, "title", "words", "safety", "seals")
        read_only_fields = fields

    def to_representation(self, assignment: Assignment) -> dict:
        self._page = page(assignment, self.context["reports_of"](assignment), at=self.context["at"])
        return super().to_representation(assignment)

    def get_title(self, assignment: Assignment) -> str:
        return self._page.title

    def get_words(self, assignment: Assignment) -> list[str]:
        return self._page.words

    def get_safety(self, assignment: Assignment) -> list[str]:
        return [str(one) for one in self._page.safety]

    @extend_schema_field(SealOut(many=True))
    def get_seals(self, assignment: Assignment) -> list[dict]:
        return SealOut([seal for seal, _outcome in self._page.seals], many=True).data


class Told(serializers.Serializer):
    """When it happened, by the device's clock; a time that cannot be is left out."""

    happened_at = Moment(required=False)

    def validate_happened_at(self, told):
        at = self.context["at"]
        return min(told, at) if at - _CLOCK_BEHIND <= told <= at + _CLOCK_AHEAD else None


class OfferIn(serializers.Serializer):
    team = Integer(min_value=1)
    extra = YesNo(default=False, help_text="Beside the team that leads")


class AcceptIn(Told):
    eta_min = Integer(min_value=1, max_value=1440, required=False, help_text="Minutes from now to the place")


class DeclineIn(serializers.Serializer):
    reason = OneOf(DeclineReason, offered=_REASONS, default=DeclineReason.OTHER)


class EtaIn(serializers.Serializer):
    eta_min = Integer(min_value=1, max_value=1440)


class CheckInIn(serializers.Serializer):
    kind = OneOf(CheckInKind)
    latitude = Latitude(required=False)
    longitude = Longitude(required=False)


class GiveUpIn(serializers.Serializer):
    why = CleanText(limit=300)
    unsafe = YesNo(default=False)


class FinishIn(serializers.Serializer):
    resolution = OneOf(Resolution, offered=_ENDINGS)
    words = CleanText(limit=300, required=False)


class WithdrawIn(serializers.Serializer):
    why = CleanText(limit=200, required=False)


class Nothing(serializers.Serializer):
    """No words of its own."""


class SealIn(Told):
    """One seal: what was found; `outcome` loaded means that it comes to the centre, in `to_centre_min` minutes."""

    number = Integer(min_value=1, max_value=9999, required=False, help_text="Of a seal written down before")
    code = OneOf(ConditionCode, required=False)
    signs = serializers.ListField(child=OneOf(Sign), required=False)
    age_class = OneOf(AgeClass, required=False)
    sex = OneOf(Sex, required=False)
    length_cm = Amount(max_digits=5, decimal_places=1, min_value=21, max_value=250, required=False)
    weight_kg = Amount(max_digits=5, decimal_places=2, min_value=1, max_value=200, required=False)
    estimated = YesNo(default=False, help_text="Length and weight are estimates")
    human_interaction = serializers.ChoiceField(["Y", "N", "CBD"], required=False)
    findings = CleanText(limit=2000, required=False)
    outcome = OneOf(Outcome, offered=_FIELD_OUTCOMES, required=False)
    to_centre_min = Integer(min_value=1, max_value=1440, required=False)
    more_seals = YesNo(default=False, help_text="More seals lie here: the case stays open")

    def facts(self) -> dict:
        """Columns for the action; what was left out does not overwrite what is known."""
        told = self.validated_data
        names = ("age_class", "sex", "signs", "length_cm", "weight_kg", "human_interaction", "findings")
        known = {name: told[name] for name in names if told.get(name) not in ("", None, [])}
        if told["estimated"]:
            known |= {f"{name}_is_estimate": True for name in ("length", "weight") if told.get(_column(name))}
        code = told.get("code") or (ConditionCode.ALIVE if told.get("outcome") == Outcome.LOADED else None)
        if code:
            known["code_at_examination"] = code
        if told.get("code"):
            known["examined_at"] = told.get("happened_at") or self.context["at"]
        return known


def _column(name: str) -> str:
    return {"length": "length_cm", "weight": "weight_kg"}[name]
