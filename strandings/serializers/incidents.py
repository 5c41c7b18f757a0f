"""Incidents: mass mortality, a storm, pups inland, oil."""

from rest_framework import serializers

from accounts.serializers import CleanText, Integer
from strandings.models import Incident
from strandings.serializers.shown import Named
from strandings.serializers.verbs import Seen


class IncidentOut(serializers.ModelSerializer):
    """One incident and how many cases belong to it; the cases themselves: /strandings/?incident=."""

    opened_by = Named(read_only=True, allow_null=True)
    cases = serializers.IntegerField(read_only=True)
    open_cases = serializers.IntegerField(read_only=True)

    class Meta:
        model = Incident
        fields = ("id", "title", "opened_at", "opened_by", "closed_at", "version", "cases", "open_cases")
        read_only_fields = fields


class IncidentIn(serializers.Serializer):
    """What to call it, and the cases known to belong to it."""

    title = CleanText(limit=160)
    strandings = serializers.ListField(child=CleanText(limit=16), required=False, max_length=500)


class JoinIn(Seen):
    incident = Integer(min_value=1)
