"""Who stands ready when."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.api.operation import Operation
from accounts.api.problems import Unprocessable
from accounts.api.view import ApiView
from accounts.models import DeskShift
from accounts.permissions import Permission
from dispatch import actions
from dispatch.models import DutyShift, ResponseTeam
from dispatch.queries.roster import Week, desk_people, desk_shifts_of, gaps, shifts_of
from dispatch.serializers.teams import HowMany, ShiftsIn, WeekIn, WeekOut

ROSTER = Permission.MANAGE_ROSTER
_KINDS = {"team": DutyShift, "desk": DeskShift}
WEEK = OpenApiParameter("week", OpenApiTypes.DATE, description="Any day of it; left out: this week")


class Duty(ApiView):
    """The roster."""

    operations = {
        "GET": Operation(ROSTER, _("A week of duty, and its gaps"), gives=WeekOut, parameters=(WEEK,)),
        "POST": Operation(ROSTER, _("Add shifts"), takes=ShiftsIn, gives=HowMany, status=201),
    }

    def get(self, request):
        """Shifts that begin in the week, and the hours nobody covers."""
        week = Week.of(_day(request.query_params.get("week")))
        whole = {
            "monday": week.monday,
            "shifts": [*shifts_of(week), *desk_shifts_of(week)],
            "team_gaps": gaps(week, DutyShift),
            "desk_gaps": gaps(week, DeskShift),
        }
        return self.give(whole)

    def post(self, request):
        """The same shift twice is once."""
        told = self.told()
        offered = ResponseTeam.objects.active() if told["kind"] == "team" else desk_people()
        who = next((one for one in offered if one.pk == told["who"]), None)
        if who is None:
            raise Unprocessable({"who": [gettext("There is none with this number.")]})
        hours = {"days": told["days"], "starts": told["starts"], "ends": told["ends"]}
        return self.give({"number": actions.add_shifts(who, **hours, by=request.user, at=self.at)})


class Shift(ApiView):
    """One shift."""

    operations = {"DELETE": Operation(ROSTER, _("Take a shift off the roster"), status=204)}

    def delete(self, request, kind, pk):
        """Offers that are open stay open. `kind` is team or desk."""
        found = _KINDS[kind].objects.filter(pk=pk).first() if kind in _KINDS else None
        if found is None:
            raise Http404
        actions.remove_shift(found, by=request.user, at=self.at)
        return Response(status=204)


class WeekCopy(ApiView):
    """A week repeated."""

    operations = {"POST": Operation(ROSTER, _("Repeat a week in the next"), takes=WeekIn, gives=HowMany, status=201)}

    def post(self, request):
        """Shifts that stand there already are not made twice."""
        week = Week.of(self.told()["week"])
        times = {"from_start": week.start(), "to_start": week.moved(1).start()}
        return self.give({"number": actions.copy_week(**times, by=request.user, at=self.at)})


def _day(text: str | None) -> date:
    if not text:
        return timezone.localdate()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year < 2100:
        raise ValidationError({"week": [gettext("Give a day of this century.")]})
    return day
