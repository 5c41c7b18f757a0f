"""Cases, reports and what happened, as the centre's people see them through the API."""

from rest_framework import serializers

from common.phones import mask
from strandings.models import Report, Stranding, TimelineEntry
from strandings.precision import Audience
from strandings.presenters import place_for
from strandings.words import Precision


class Place(serializers.Serializer):
    """A place as exactly as the caller may see it; degrees WGS84 and metres."""

    precision = serializers.ChoiceField([word.value for word in Precision])
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    accuracy_m = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


class Named(serializers.Serializer):
    """A person of the centre."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="get_full_name")


class StrandingOut(serializers.ModelSerializer):
    """One case: what lies where, how urgent, whose turn, by when."""

    place = serializers.SerializerMethodField()
    acknowledged_by = Named(read_only=True, allow_null=True)
    watcher = Named(read_only=True, allow_null=True)
    merged_into = serializers.SlugRelatedField("reference", read_only=True, allow_null=True)
    signs = serializers.ListField(child=serializers.CharField(), read_only=True)
    priority_reasons = serializers.JSONField(read_only=True)

    class Meta:
        model = Stranding
        fields = (
            *("reference", "version", "kind", "status", "priority", "priority_reasons", "state", "signs"),
            *("count_from", "count_to", "place", "place_slug", "place_method"),
            *("first_reported_at", "opened_at", "acknowledged_at", "acknowledged_by", "watcher", "held_until"),
            *("held_because", "next_at", "needs_person_because", "set_aside_because", "responding_since"),
            *("on_scene_at", "closed_at", "resolution", "merged_into", "incident", "changed_at"),
        )
        read_only_fields = fields

    def get_place(self, case: Stranding) -> Place:
        return Place(place_for(case, Audience.STAFF)).data


class ReportOut(serializers.ModelSerializer):
    """What one person told. The number is masked: POST .../number/ shows it and writes down who looked."""

    stranding = serializers.SlugRelatedField("reference", read_only=True)
    signs = serializers.ListField(child=serializers.CharField(), read_only=True)
    phone = serializers.SerializerMethodField(help_text='Masked, like "+7 701 *** 45 67"; empty without one')
    photos = serializers.SerializerMethodField(help_text="Addresses under /media/")
    added = serializers.SerializerMethodField(help_text="What the person added later")

    class Meta:
        model = Report
        fields = (
            *("id", "stranding", "channel", "kind", "words", "place_words", "language", "state", "signs"),
            *("count_from", "count_to", "latitude", "longitude", "accuracy_m", "place_method", "place_name"),
            *("phone", "stays_there", "wants_release_news", "photos", "added", "happened_at", "recorded_at"),
        )
        read_only_fields = fields

    def get_phone(self, report: Report) -> str:
        known = report.contact is not None and report.contact.erased_at is None
        return mask(report.contact.phone) if known else ""

    def get_photos(self, report: Report) -> list[str]:
        return [f"/media/{media.pk}/" for media in report.media.all() if media.kind == "photo"]

    def get_added(self, report: Report) -> list[str]:
        return [addition.words for addition in report.additions.all() if addition.words]


class Receipt(serializers.Serializer):
    """That a report is stored: its case's reference and the reporter's own page."""

    id = serializers.IntegerField()
    stranding = serializers.CharField(source="first_stranding.reference")
    recorded_at = serializers.DateTimeField()
    status_page = serializers.CharField(help_text="The secret address of the reporter's page")


class NumberOut(serializers.Serializer):
    """A reporter's number and name in full."""

    phone = serializers.CharField()
    name = serializers.CharField()


class HappenedOut(serializers.ModelSerializer):
    """One row of a case's timeline."""

    by = Named(read_only=True, allow_null=True)
    details = serializers.DictField(read_only=True)

    class Meta:
        model = TimelineEntry
        fields = ("id", "verb", "details", "by", "by_words", "happened_at", "recorded_at")
        read_only_fields = fields
