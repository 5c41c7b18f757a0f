"""Incidents through the API: listed, opened, joined by cases and left again."""

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.problems import Unprocessable
from accounts.api.view import ApiView
from accounts.permissions import Permission
from strandings import actions
from strandings.api.case import Verb, verb
from strandings.queries.cases import cases
from strandings.queries.incidents import all_incidents
from strandings.serializers.incidents import IncidentIn, IncidentOut, JoinIn


class Incidents(ApiView):
    """All incidents, and a new one."""

    operations = {
        "GET": Operation(Permission.SEE_BOARD, _("Incidents, the newest first"), gives=IncidentOut, many=True),
        "POST": Operation(
            Permission.WORK_CASES, _("Open an incident"), takes=IncidentIn, gives=IncidentOut, status=201
        ),
    }
    pagination_class = NewestFirst
    ordering = ("-opened_at", "-pk")

    def get(self, request):
        """With the number of their cases."""
        return self.give_page(all_incidents())

    def post(self, request):
        """All its cases join in the same moment, or none does."""
        told = self.told()
        wanted = {reference.upper() for reference in told.get("strandings", [])}
        found = list(cases().filter(reference__in=wanted))
        if unknown := sorted(wanted - {case.reference for case in found}):
            words = gettext("There is no case with this number.")
            raise Unprocessable({"strandings": [f"{reference}: {words}" for reference in unknown]})
        made = actions.open_incident(title=told["title"], by=request.user, at=self.at, cases=found)
        return self.give(all_incidents().get(pk=made.pk))


class OneIncident(ApiView):
    """One incident."""

    operations = {"GET": Operation(Permission.SEE_BOARD, _("One incident"), gives=IncidentOut)}

    def get(self, request, pk):
        """Its cases: /strandings/?incident=."""
        found = all_incidents().filter(pk=pk).first()
        if found is None:
            raise Http404
        return self.give(found)


class JoinIncident(Verb):
    operations = verb(_("Add it to an incident"), JoinIn)

    def act(self, case, told):
        incident = all_incidents().filter(pk=told["incident"]).first()
        if incident is None:
            raise Unprocessable({"incident": [gettext("There is none with this number.")]})
        actions.join_incident(case, incident=incident, by=self.request.user, at=self.at)


class LeaveIncident(Verb):
    operations = verb(_("Take it out of its incident"))

    def act(self, case, told):
        actions.leave_incident(case, by=self.request.user, at=self.at)
