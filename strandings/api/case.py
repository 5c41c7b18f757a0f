"""One case through the API: found by its reference, changed only by who has seen its last version."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.http import Http404
from rest_framework.response import Response

from accounts.api import problems
from accounts.api.operation import Operation
from accounts.api.view import ApiView, etag
from accounts.permissions import Permission
from strandings.actions import Changed, unchanged
from strandings.models import Stranding
from strandings.queries.cases import find_case
from strandings.serializers.shown import StrandingOut
from strandings.serializers.verbs import Plain


class CaseView(ApiView):
    """A view whose address names a case."""

    def case(self) -> Stranding:
        """The case of the address; 404 when there is none."""
        found = find_case(self.kwargs["reference"])
        if found is None:
            raise Http404
        return found

    @contextmanager
    def as_seen(self, case: Stranding, told: dict) -> Iterator[Stranding]:
        """Act inside on the locked case, if it still has the version the caller saw."""
        version, by_header = self.seen_version(told)
        try:
            with unchanged(case, version=version) as now:
                yield now
        except Changed as changed:
            current = StrandingOut(find_case(changed.now.reference), context=self.get_serializer_context()).data
            raise problems.Changed(current=current, sent=self.request.data, by_header=by_header) from changed

    def give_case(self, case: Stranding) -> Response:
        """The case as it stands now."""
        now = find_case(case.reference)
        return self.give(now, etag=etag(now))


class Verb(CaseView):
    """POST does one thing to one case and gives the case as it then stands."""

    act: ClassVar

    def post(self, request, reference):
        told, case = self.told(), self.case()
        if self.operations["POST"].versioned:
            with self.as_seen(case, told) as now:
                self.act(now, told)
        else:
            self.act(case, told)
        return self.give_case(case)


def verb(summary, takes: type = Plain, *, versioned: bool = True, keyed: bool = False) -> dict[str, Operation]:
    """The operations of a Verb: a dispatcher's, on the version seen where that matters."""
    operation = Operation(
        Permission.WORK_CASES, summary, takes=takes, gives=StrandingOut, versioned=versioned, keyed=keyed
    )
    return {"POST": operation}
