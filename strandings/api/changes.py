"""A list that can be followed: the oldest change first, and a cursor from which the next request goes on."""

from datetime import UTC, datetime, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

# A change is stamped before its transaction ends: what is younger than this may still be joined by an older one
_OVERLAP = timedelta(seconds=5)
_MOST, _PAGE = 500, 100


class SinceChanged(BasePagination):
    """?since= as the last answer gave it (or a time), ?limit= up to 500.

    Answers {results, since, more}. While `more`, ask again at once; else later, with `since`. A case changed in the
    last seconds may come twice, and none is ever left out.
    """

    def paginate_queryset(self, queryset, request, view=None) -> list:
        self.at = view.at
        self.since = _read(request.query_params.get("since", ""))
        limit = _limit(request.query_params.get("limit", ""))
        if self.since:
            moment, pk = self.since
            queryset = queryset.filter(changed_at__gte=moment).exclude(changed_at=moment, pk__lte=pk)
        rows = list(queryset.order_by("changed_at", "pk")[: limit + 1])
        self.more, self.rows = len(rows) > limit, rows[:limit]
        return self.rows

    def get_paginated_response(self, data) -> Response:
        return Response({"results": data, "since": self._next(), "more": self.more})

    def _next(self) -> str:
        settled = (self.at - _OVERLAP, 0)
        if not self.rows:
            return _write(*(self.since or settled))
        last = (self.rows[-1].changed_at, self.rows[-1].pk)
        return _write(*(last if self.more or last < settled else max(self.since or settled, settled)))

    def get_paginated_response_schema(self, schema: dict) -> dict:
        properties = {"results": schema, "since": {"type": "string"}, "more": {"type": "boolean"}}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view) -> list[dict]:
        since = "Where the last answer ended (its `since`), or a time: only what changed after it"
        limit = {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _PAGE}
        return [
            {"name": "since", "in": "query", "required": False, "description": since, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "required": False, "schema": limit},
        ]


def _write(moment: datetime, pk: int) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z~{pk}"


def _read(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    written, _tilde, number = text.partition("~")
    try:
        moment, pk = parse_datetime(written), int(number or 0)
        # In UTC: databases refuse time zones nobody lives in, which RFC 3339 allows
        moment = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        moment, pk = None, 0
    if moment is None or not 0 <= pk < 2**63:
        raise ValidationError({"since": [_("Give what the last answer gave, or a time with its zone.")]})
    return moment, pk


def _limit(text: str) -> int:
    if not text:
        return _PAGE
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= _MOST):
        raise ValidationError({"limit": [_("Give a number from 1 to %(most)s.") % {"most": _MOST}]})
    return int(text)
