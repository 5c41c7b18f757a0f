"""Teams and assignments as the case page names them."""

from dispatch.models import Assignment, ResponseTeam
from strandings.models import Stranding


def team(pk: int) -> ResponseTeam | None:
    """An active team."""
    return ResponseTeam.objects.active().filter(pk=pk).first()


def assignment_of_case(case: Stranding, pk: int) -> Assignment | None:
    """An open assignment of this case."""
    return Assignment.objects.open().filter(pk=pk, stranding=case).select_related("team", "stranding").first()
