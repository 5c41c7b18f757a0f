"""The map of cases and teams, as the board draws it, of the whole coast or of a box."""

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from accounts.api.operation import Operation
from accounts.api.view import ApiView
from accounts.permissions import Permission
from common.etags import has_already
from dispatch.presenters.board_map import collection
from dispatch.queries import board as query
from dispatch.queries.board import FILTERS, Box, Selection
from dispatch.serializers.map import COLLECTION

_NUMBER = r"-?\d{1,3}(\.\d{1,7})?"
BOX = OpenApiParameter(
    "bbox",
    {"type": "string", "pattern": rf"^{_NUMBER}(,{_NUMBER}){{3}}$"},
    description="west,south,east,north in degrees; west greater than east goes over the date line",
)
CHOSEN = OpenApiParameter("f", {"type": "string", "enum": list(FILTERS)}, description="The board's filter")


class CasesMap(ApiView):
    """GeoJSON of cases and teams."""

    operations = {
        "GET": Operation(
            Permission.SEE_BOARD,
            _("Cases and teams on the map (GeoJSON)"),
            gives=COLLECTION,
            media_type="application/geo+json",
            parameters=(BOX, CHOSEN),
        )
    }

    def get(self, request):
        """Compact: words that repeat stand once beside the features. 304 to If-None-Match while nothing changed."""
        if request.query_params.get("f", "open") not in FILTERS:
            raise ValidationError({"f": [now("Choose one of: %(words)s.") % {"words": ", ".join(FILTERS)}]})
        box, selection = _box(request.query_params.get("bbox", "")), Selection.read(request.query_params)
        pulse = f"{query.pulse(self.at)}.{get_language()}.{request.user.pk}.{selection.filter}.{box}"
        etag = f'"{pulse.encode().hex()}"'
        if has_already(request.headers.get("If-None-Match", ""), etag):
            return HttpResponseNotModified(headers={"ETag": etag})
        cases = list(query.on_map(selection, user=request.user, at=self.at, box=box))
        teams = [team for team in query.teams_on_map(self.at) if box is None or box.holds(*team[1:])]
        body = collection(cases, query.furthest_assignments(cases), teams, at=self.at)
        response = HttpResponse(body, content_type="application/geo+json")
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie", "Authorization"])
        return response


def _box(text: str) -> Box | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = 999.0
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValidationError({"bbox": [now("Give west,south,east,north in degrees.")]})
    return Box(west, south, east, north)
