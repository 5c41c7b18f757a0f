"""Teams and their members."""

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.api import problems
from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.view import ApiView, etag
from accounts.permissions import Permission
from dispatch import actions
from dispatch.models import Responder, ResponseTeam
from dispatch.queries.roster import duty_now, teams_with_everything
from dispatch.serializers.teams import MemberIn, MemberOut, TeamChange, TeamIn, TeamOut

ROSTER = Permission.MANAGE_ROSTER


class TeamView(ApiView):
    """A view that shows teams."""

    def get_serializer_context(self) -> dict:
        return {**super().get_serializer_context(), "on_duty": duty_now(getattr(self, "at", None))}

    def team(self) -> ResponseTeam:
        """The team of the address; 404 when there is none."""
        found = teams_with_everything().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def give_team(self, pk: int):
        """The team as it stands now."""
        now = teams_with_everything().get(pk=pk)
        return self.give(now, etag=etag(now))

    def save(self, team: ResponseTeam, told: dict, version: int | None) -> ResponseTeam:
        """Write what was told onto the team and store it."""
        name = told.get("name") or team.name
        if ResponseTeam.objects.filter(name=name).exclude(pk=team.pk).exists():
            raise problems.Unprocessable({"name": [gettext("There is a team with this name.")]})
        for column, value in told.items():
            if column not in ("version", "equipment") and value is not None:
                setattr(team, column, value)
        equipment = {row["kind"]: row["quantity"] for row in told.get("equipment", [])}
        return actions.save_team(team, version=version, equipment=equipment, by=self.request.user, at=self.at)


class Teams(TeamView):
    """All teams, and a new one."""

    operations = {
        "GET": Operation(ROSTER, _("Teams"), gives=TeamOut, many=True),
        "POST": Operation(ROSTER, _("A new team"), takes=TeamIn, gives=TeamOut, status=201),
    }
    pagination_class = NewestFirst
    ordering = ("name", "pk")

    def get(self, request):
        """With members and their numbers: the roster is open to who keeps it."""
        return self.give_page(teams_with_everything())

    def post(self, request):
        """The name is the team's own."""
        return self.give_team(self.save(ResponseTeam(), self.told(), None).pk)


class Team(TeamView):
    """One team."""

    operations = {
        "GET": Operation(ROSTER, _("One team"), gives=TeamOut),
        "PATCH": Operation(ROSTER, _("Change a team"), takes=TeamChange, gives=TeamOut, versioned=True),
    }

    def get(self, request, pk):
        """Its ETag is what a change wants as If-Match."""
        return self.give_team(self.team().pk)

    def patch(self, request, pk):
        """Only what is sent changes."""
        team, told = self.team(), self.told()
        version, by_header = self.seen_version(told)
        try:
            self.save(team, told, version)
        except actions.TeamChanged as changed:
            current = self.shown(teams_with_everything().get(pk=changed.now.pk))
            raise problems.Changed(current=current, sent=request.data, by_header=by_header) from changed
        return self.give_team(pk)


class OffDuty(TeamView):
    """A team that stands ready no more."""

    operations = {"POST": Operation(ROSTER, _("Take a team off duty now"), gives=TeamOut)}

    def post(self, request, pk):
        """Shifts that run are cut; offers that are open stay open."""
        actions.go_off_duty(self.team(), by=request.user, at=self.at)
        return self.give_team(pk)


class MemberView(TeamView):
    """A view that writes members."""

    def keep(self, member: Responder, told: dict) -> Responder:
        """Write what was told onto the member and store it."""
        others = Responder.objects.filter(team=member.team, phone=told["phone"], is_active=True).exclude(pk=member.pk)
        if told["is_active"] and others.exists():
            raise problems.Unprocessable({"phone": [gettext("This number already belongs to a member of this team.")]})
        for column, value in told.items():
            setattr(member, column, value)
        return actions.save_member(member, by=self.request.user, at=self.at)


class Members(MemberView):
    """A new member."""

    operations = {"POST": Operation(ROSTER, _("A new member"), takes=MemberIn, gives=MemberOut, status=201)}

    def post(self, request, pk):
        """Reached by telephone; a login is not needed."""
        return self.give(self.keep(Responder(team=self.team()), self.told()))


class Member(MemberView):
    """One member."""

    operations = {"PUT": Operation(ROSTER, _("Change a member"), takes=MemberIn, gives=MemberOut)}

    def put(self, request, pk, member_pk):
        """All fields are written."""
        member = Responder.objects.filter(team=self.team(), pk=member_pk).first()
        if member is None:
            raise Http404
        return self.give(self.keep(member, self.told()))
