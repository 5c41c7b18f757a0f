"""Home of the rehab, the list of patients, and the board of enclosures."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import Permission
from rehab import actions
from rehab.forms.treatment import CountForm, WaterForm
from rehab.models import Enclosure, Prescription
from rehab.queries import house
from rehab.views.common import tried

PAGE = 50


@needs(Permission.SEE_REHAB)
@require_safe
def rehab(request: HttpRequest) -> HttpResponse:
    """On the way, and everybody in care with what is late."""
    at = timezone.now()
    patients = list(house.in_house(at=at))
    unsigned = Prescription.objects.unsigned().select_related("drug", "ordered_by", "patient__animal")
    context = {"unsigned": list(unsigned[:20]), "on_the_way": list(house.on_the_way()), "patients": patients, "at": at}
    return render(request, "rehab/home.html", context)


@needs(Permission.SEE_REHAB)
@require_safe
def patients(request: HttpRequest) -> HttpResponse:
    """Everybody who was ever in care, searched by number, nickname, mark or reference."""
    words = request.GET.get("q", "").strip()[:100]
    which = request.GET.get("show", "all")
    ended = {"in": False, "out": True}.get(which)
    page = Paginator(house.find(words, ended=ended), PAGE).get_page(request.GET.get("page"))
    return render(request, "rehab/patients.html", {"page": page, "q": words, "which": which})


@needs(Permission.SEE_REHAB)
@require_safe
def enclosures(request: HttpRequest) -> HttpResponse:
    """Who is where, and what is free."""
    return _board(request)


def _board(request: HttpRequest, *, bound=None, status: int = 200) -> HttpResponse:
    rooms = house.rooms()
    which = request.GET.get("show", "all")
    shown = {
        "quarantine": lambda r: r.enclosure.is_quarantine,
        "free": lambda r: r.free > 0,
    }.get(which, lambda _room: True)
    context = {
        "rooms": [r for r in rooms if shown(r)],
        "which": which,
        "counts": {
            "all": len(rooms),
            "quarantine": sum(r.enclosure.is_quarantine for r in rooms),
            "free": sum(r.free > 0 for r in rooms),
        },
        "seals": sum(r.taken for r in rooms),
        "places": sum(r.enclosure.capacity for r in rooms if r.enclosure.is_active),
        "bound": bound or {},
    }
    return render(request, "rehab/enclosures.html", context, status=status)


@needs(Permission.CARE)
@require_POST
def count_heads(request: HttpRequest, pk: int) -> HttpResponse:
    """Seals seen at the end of a shift."""
    enclosure = get_object_or_404(Enclosure, pk=pk)
    form = CountForm(request.POST)

    def act():
        actions.count_heads(
            enclosure,
            seen=form.cleaned_data["seen"],
            text=form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
        )

    if tried(request, form, act, _("%(name)s: counted.") % {"name": enclosure.name}):
        return redirect("enclosures")
    return _board(request, bound={"pk": pk, "form": form}, status=422)


@needs(Permission.CARE)
@require_POST
def read_water(request: HttpRequest, pk: int) -> HttpResponse:
    """A reading of the water."""
    enclosure = get_object_or_404(Enclosure, pk=pk)
    form = WaterForm(request.POST)
    if form.is_valid():
        actions.read_water(enclosure, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s: water written down.") % {"name": enclosure.name})
        return redirect("enclosures")
    return _board(request, bound={"pk": pk, "form": form}, status=422)
