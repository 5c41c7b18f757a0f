"""Filters every list may use."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field


@extend_schema_field(OpenApiTypes.INT64)
class IdFilter(filters.NumberFilter):
    """The number of a row."""

    field_class = forms.IntegerField


class MomentField(filters.IsoDateTimeFilter.field_class):
    """A moment in UTC: databases refuse time zones nobody lives in, which RFC 3339 allows."""

    def to_python(self, value) -> datetime | None:
        moment = super().to_python(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError(_("Give a time people live in.")) from error


class MomentFilter(filters.IsoDateTimeFilter):
    """A time with its zone, as in RFC 3339."""

    field_class = MomentField
