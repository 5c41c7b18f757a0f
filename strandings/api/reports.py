"""What people tell: sent in by anybody, read by the centre; a number is shown to whom may see it, and the look kept."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend

from accounts import links
from accounts.api.operation import PUBLIC, Operation
from accounts.api.paging import NewestFirst
from accounts.api.problems import Unprocessable
from accounts.api.view import ApiView
from accounts.permissions import Permission, may
from strandings import actions
from strandings.api.filters import ReportFilter
from strandings.queries.cases import all_reports
from strandings.serializers.shown import NumberOut, Receipt, ReportOut
from strandings.serializers.told import ReportIn
from strandings.words import Channel

# What must be the same when a key comes a second time
_SAME = ("words", "place_words", "latitude", "longitude")


class Reports(ApiView):
    """All reports, and a new one."""

    operations = {
        "GET": Operation(Permission.SEE_BOARD, _("Reports, the newest first"), gives=ReportOut, many=True),
        "POST": Operation(PUBLIC, _("Report a seal"), takes=ReportIn, gives=Receipt, status=201, keyed=True),
    }
    pagination_class = NewestFirst
    filter_backends = (DjangoFilterBackend,)
    filterset_class = ReportFilter

    def get_queryset(self):
        return all_reports()

    def get(self, request):
        """Numbers are masked."""
        return self.give_page(self.get_queryset())

    def post(self, request):
        """Open to everybody. What comes without a login waits for a person before a team is sent."""
        form, key = self.checked(), self.key()
        known = request.user.is_authenticated and may(request.user.role, Permission.WORK_CASES)
        told = form.told(
            channel=Channel.API,
            language=get_language()[:2],
            client_uuid=key,
            at=self.at,
            set_aside_because="" if known else "api",
        )
        report = actions.receive_report(told=told, at=self.at, by=request.user if known else None)
        if report.recorded_at != self.at and any(getattr(report, name) != getattr(told, name) for name in _SAME):
            raise Unprocessable({"Idempotency-Key": [gettext("This key was used for another report.")]})
        address = reverse("status", args=[links.token(report.status_link)])
        report.status_page = f"{settings.PUBLIC_BASE_URL}{address}"
        return self.give(report)


class OneReport(ApiView):
    """One report."""

    operations = {"GET": Operation(Permission.SEE_BOARD, _("One report"), gives=ReportOut)}

    def get(self, request, pk):
        """Its number is masked."""
        return self.give(_report(pk))


class ReporterNumber(ApiView):
    """A reporter's number in full."""

    operations = {
        "POST": Operation(Permission.SEE_CONTACTS, _("Show the reporter's number"), gives=NumberOut),
    }

    def post(self, request, pk):
        """The look is written on the case's timeline."""
        report = _report(pk)
        if report.contact is None or report.contact.erased_at is not None:
            raise Http404
        actions.note(report.stranding, verb="number_seen", details={"report": report.pk}, by=request.user, at=self.at)
        return self.give(report.contact)


def _report(pk: int):
    found = all_reports().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
