"""Cases: the list that can be followed, a new one taken down, one case, what happened in it."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend

from accounts.api.operation import Operation
from accounts.api.paging import NewestFirst
from accounts.api.view import ApiView, etag
from accounts.permissions import Permission
from strandings import actions
from strandings.api.case import CaseView
from strandings.api.changes import SinceChanged
from strandings.api.filters import StrandingFilter
from strandings.queries.cases import cases, find_case
from strandings.serializers.shown import HappenedOut, StrandingOut
from strandings.serializers.told import CallIn
from strandings.words import Channel


class Strandings(ApiView):
    """All cases, and a new one."""

    operations = {
        "GET": Operation(Permission.SEE_BOARD, _("Cases, the oldest change first"), gives=StrandingOut, many=True),
        "POST": Operation(
            Permission.WORK_CASES, _("Take down a call"), takes=CallIn, gives=StrandingOut, status=201, keyed=True
        ),
    }
    pagination_class = SinceChanged
    filter_backends = (DjangoFilterBackend,)
    filterset_class = StrandingFilter

    def get_queryset(self):
        return cases()

    def get(self, request):
        """Follow it with `since`: each answer says where it ended, so that polling costs little."""
        return self.give_page(self.get_queryset())

    def post(self, request):
        """What a dispatcher writes on the call sheet: stored, judged, its acknowledgement owed, a team asked for."""
        form = self.checked()
        sent = form.validated_data
        channel = sent.get("channel") or Channel.PHONE
        told = form.told(channel=channel, language=get_language()[:2], client_uuid=self.key(), at=self.at)
        report = actions.receive_report(told=told, at=self.at, by=request.user)
        case = report.stranding
        is_new = report.recorded_at == self.at
        if is_new and sent.get("priority") and sent["priority"] != case.priority:
            actions.set_priority(case, priority=sent["priority"], why=sent["why"], by=request.user, at=self.at)
        now = find_case(case.reference)
        return self.give(now, etag=etag(now))


class Case(CaseView):
    """One case."""

    operations = {"GET": Operation(Permission.SEE_BOARD, _("One case"), gives=StrandingOut)}

    def get(self, request, reference):
        """Its ETag is what the verbs want as If-Match."""
        return self.give_case(self.case())


class Timeline(CaseView):
    """What happened in a case."""

    operations = {"GET": Operation(Permission.SEE_BOARD, _("What happened"), gives=HappenedOut, many=True)}
    pagination_class = NewestFirst
    ordering = ("-happened_at", "-pk")

    def get(self, request, reference):
        """The newest first."""
        return self.give_page(self.case().timeline.select_related("by"))
