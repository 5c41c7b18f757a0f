"""Which cases and reports a list shows."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from accounts.api.filters import IdFilter
from common.folding import fold
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, Stranding, labels
from strandings.models.labels import choices


class StrandingFilter(filters.FilterSet):
    """status and priority may be said several times; open says whether closed ones are left out or alone."""

    status = filters.MultipleChoiceFilter(choices=choices(labels.STRANDING_STATUS))
    priority = filters.MultipleChoiceFilter(choices=[(n, f"P{n}") for n in range(1, 6)])
    kind = filters.MultipleChoiceFilter(choices=choices(labels.KIND))
    open = filters.ChoiceFilter(choices=[("true", "true"), ("false", "false")], method="by_open")
    place = filters.CharFilter(method="by_place", label="A place's slug, or a part of its name or of the words")
    incident = IdFilter(field_name="incident_id")

    class Meta:
        model = Stranding
        fields = ()

    def by_open(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.open() if value == "true" else queryset.filter(status=StrandingStatus.CLOSED)

    def by_place(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(place_slug=value[:60]) | Q(search_text__contains=fold(value)[:80]))


class ReportFilter(filters.FilterSet):
    """Reports of one case or one channel."""

    stranding = filters.CharFilter(field_name="stranding__reference", lookup_expr="iexact")
    channel = filters.ChoiceFilter(choices=choices(labels.CHANNEL))

    class Meta:
        model = Report
        fields = ()
