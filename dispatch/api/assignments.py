"""A team asked, going, there, done: told by the responder who is logged in, or by the dispatcher who heard it."""

from collections.abc import Callable
from typing import ClassVar

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters

from accounts.api.filters import IdFilter
from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.problems import Refused, Unprocessable
from accounts.api.view import ApiView
from accounts.permissions import Permission, may
from dispatch import actions
from dispatch.lifecycle import OPEN
from dispatch.models import Assignment, labels
from dispatch.models.labels import choices
from dispatch.presenters.field import view_of
from dispatch.queries.assignments import assignments_for
from dispatch.queries.board_teams import team
from dispatch.queries.field import reports_of
from dispatch.serializers import assignments as takes
from dispatch.serializers.assignments import AssignmentDetail, AssignmentOut
from strandings.actions import note
from strandings.api.case import CaseView
from strandings.lifecycle import StrandingStatus
from strandings.serializers.shown import NumberOut

SEES = (Permission.SEE_BOARD, Permission.RESPOND)
TELLS = (Permission.WORK_CASES, Permission.RESPOND)


class AssignmentFilter(filters.FilterSet):
    """status may be said several times; open: asked or going."""

    status = filters.MultipleChoiceFilter(choices=choices(labels.ASSIGNMENT_STATUS))
    open = filters.ChoiceFilter(choices=[("true", "true"), ("false", "false")], method="by_open")
    stranding = filters.CharFilter(field_name="stranding__reference", lookup_expr="iexact")
    team = IdFilter(field_name="team_id")

    class Meta:
        model = Assignment
        fields = ()

    def by_open(self, queryset, name, value):
        return queryset.filter(status__in=OPEN) if value == "true" else queryset.exclude(status__in=OPEN)


class AssignmentView(ApiView):
    """A view of assignments, as far as the caller may see them."""

    queryset = Assignment.objects.none()  # what one may see is asked of rows()

    def rows(self):
        """What the caller may see."""
        return assignments_for(self.request.user)

    def get_serializer_context(self) -> dict:
        at = getattr(self, "at", None)
        return {**super().get_serializer_context(), "at": at, "reports_of": reports_of}

    def assignment(self) -> Assignment:
        """The one of the address; another team's is as unknown as none."""
        found = self.rows().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class Assignments(AssignmentView):
    """All one may see."""

    operations = {"GET": Operation(SEES, _("Teams asked and going"), gives=AssignmentOut, many=True)}
    pagination_class = NewestFirst
    filter_backends = (filters.DjangoFilterBackend,)
    filterset_class = AssignmentFilter

    def get(self, request):
        """A responder sees those of their own teams; places only while the team goes there."""
        return self.give_page(self.rows())


class OneAssignment(AssignmentView):
    """One of them."""

    operations = {"GET": Operation(SEES, _("One team's way"), gives=AssignmentDetail)}

    def get(self, request, pk):
        """With what people told and what to beware of."""
        return self.give(self.assignment())


class Offer(CaseView):
    """The team a dispatcher picked."""

    operations = {
        "POST": Operation(Permission.WORK_CASES, _("Ask a team"), takes=takes.OfferIn, gives=AssignmentOut, status=201)
    }

    def post(self, request, reference):
        """A team already asked keeps its offer."""
        case, told = self.case(), self.told()
        if case.status == StrandingStatus.CLOSED:
            raise Refused(gettext("The case is closed. Open it again first."))
        picked = team(told["team"])
        if picked is None:
            raise Unprocessable({"team": [gettext("There is none with this number.")]})
        return self.give(actions.offer_to(case, picked, by=request.user, at=self.at, is_extra=told["extra"]))


class Step(AssignmentView):
    """POST tells one thing of a team's way and gives the assignment as it then stands."""

    tell: ClassVar[Callable]
    name = ""

    def post(self, request, pk):
        form, assignment = self.checked(), self.assignment()
        told = form.validated_data
        actions.once(
            assignment,
            field_uuid=self.key(),
            verb=self.name,
            at=self.at,
            happened_at=told.get("happened_at"),
            act=lambda: self.tell(assignment, told),
        )
        return self.give(self.assignment())


def step(summary, form: type = takes.Nothing, *, door=TELLS, keyed: bool = True) -> dict[str, Operation]:
    """The operations of a Step."""
    return {"POST": Operation(door, summary, takes=form, gives=AssignmentDetail, keyed=keyed)}


class Accept(Step):
    operations = step(_("Yes, the team goes"), takes.AcceptIn, keyed=False)

    def post(self, request, pk):
        """Twice is once. Whoever comes too late hears why."""
        told = self.told()
        answer = actions.accept(
            self.assignment(),
            eta_min=told.get("eta_min"),
            at=self.at,
            by=request.user,
            happened_at=told.get("happened_at"),
        )
        if answer.said != actions.Said.YOURS:
            raise Refused(str(_LATE[answer.said]))
        return self.give(assignments_for(request.user).get(pk=answer.assignment.pk))


_LATE = {
    actions.Said.TAKEN: _("Another team has taken it in the meantime. Thank you!"),
    actions.Said.BUSY: _("Your team is on another case, so we ask others. Thank you!"),
    actions.Said.OVER: _("It is no longer open. Nobody needs to go. Thank you!"),
}


class Decline(Step):
    operations, name = step(_("No, the team cannot"), takes.DeclineIn), "decline"

    def tell(self, assignment, told):
        actions.decline(assignment, reason=told["reason"], at=self.at, by=self.request.user)


class EnRoute(Step):
    operations, name = step(_("The team has set out"), takes.AcceptIn), "en_route"

    def tell(self, assignment, told):
        when = told.get("happened_at")
        actions.en_route(assignment, at=self.at, happened_at=when, eta_min=told.get("eta_min"), by=self.request.user)


class Eta(Step):
    operations, name = step(_("A new time of arrival"), takes.EtaIn), "eta"

    def tell(self, assignment, told):
        actions.set_eta(assignment, eta_min=told["eta_min"], at=self.at, by=self.request.user)


class Arrive(Step):
    operations, name = step(_("The team is at the seal"), takes.Told), "arrive"

    def tell(self, assignment, told):
        actions.arrive(assignment, at=self.at, happened_at=told.get("happened_at"), by=self.request.user)


class TakeBack(Step):
    operations, name = step(_("The last step was a mistake")), "back"

    def tell(self, assignment, told):
        actions.take_back(assignment, at=self.at, by=self.request.user)


class CheckIn(Step):
    operations, name = step(_("All is well, or help is needed"), takes.CheckInIn), "check_in"

    def tell(self, assignment, told):
        where = {name: told.get(name) for name in ("latitude", "longitude")}
        actions.check_in(assignment, kind=told["kind"], at=self.at, **where, by=self.request.user)


class GiveUp(Step):
    operations, name = step(_("The team cannot go on"), takes.GiveUpIn), "give_up"

    def tell(self, assignment, told):
        actions.give_up(assignment, why=told["why"], unsafe=told["unsafe"], at=self.at, by=self.request.user)


class Finish(Step):
    operations, name = step(_("Done without a seal in hand"), takes.FinishIn), "finish"

    def tell(self, assignment, told):
        actions.finish(assignment, resolution=told["resolution"], words=told["words"], at=self.at, by=self.request.user)


class Withdraw(Step):
    operations = step(_("Call a team off"), takes.WithdrawIn, door=Permission.WORK_CASES)
    name = "withdraw"

    def tell(self, assignment, told):
        actions.withdraw(assignment, by=self.request.user, at=self.at, why=told["why"])


class Seal(Step):
    operations = step(_("A seal: what was found, what became of it"), takes.SealIn)

    def post(self, request, pk):
        """Loaded means that the team brings it in. With more_seals the case stays open for the next."""
        form, assignment = self.checked(), self.assignment()
        told = form.validated_data
        actions.record_seal(
            assignment,
            number=told.get("number"),
            findings=form.facts(),
            outcome=told.get("outcome"),
            expected_min=told.get("to_centre_min"),
            more_seals=told["more_seals"],
            field_uuid=self.key(),
            happened_at=told.get("happened_at"),
            at=self.at,
            by=request.user,
        )
        return self.give(self.assignment())


class CallersNumber(AssignmentView):
    """The reporter's number for a team that goes."""

    operations = {
        "POST": Operation(
            (Permission.SEE_CONTACTS, Permission.RESPOND), _("Show the reporter's number to the team"), gives=NumberOut
        )
    }

    def post(self, request, pk):
        """Only while the team is on the case; the look is written on the timeline."""
        assignment = self.assignment()
        known = [row for row in reports_of(assignment) if row.contact and not row.contact.erased_at]
        if not known or (view_of(assignment) != "work" and not may(request.user.role, Permission.SEE_CONTACTS)):
            raise Http404
        note(assignment.stranding, verb="number_seen", details={"report": known[0].pk}, by=request.user, at=self.at)
        return self.give(known[0].contact)


STEPS: dict[str, type[AssignmentView]] = {
    "accept": Accept,
    "decline": Decline,
    "en-route": EnRoute,
    "eta": Eta,
    "arrive": Arrive,
    "take-back": TakeBack,
    "check-in": CheckIn,
    "seal": Seal,
    "finish": Finish,
    "give-up": GiveUp,
    "withdraw": Withdraw,
    "number": CallersNumber,
}
