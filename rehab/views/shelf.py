"""What the centre's vets own: the formulary, limits and settings; and the enclosures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import Permission
from rehab import actions
from rehab.forms.shelf import CareForm, EnclosureForm, LimitForm, RangeForm
from rehab.models import CareLimit, CareSetting, Enclosure, FormularyEntry
from rehab.views.common import tried


@needs(Permission.SEE_REHAB)
@require_safe
def formulary(request: HttpRequest) -> HttpResponse:
    """Drugs, ranges, sources, approvals; limits and settings the centre's vets own."""
    context = {
        "entries": FormularyEntry.objects.select_related("drug", "approved_by"),
        "limits": CareLimit.objects.select_related("set_by"),
        "settings": CareSetting.load(),
    }
    return render(request, "rehab/formulary.html", context)


@needs(Permission.TREAT)
@require_POST
def approve_range(request: HttpRequest, pk: int) -> HttpResponse:
    """A vet answers for a range of the formulary."""
    entry = get_object_or_404(FormularyEntry.objects.select_related("drug"), pk=pk)
    actions.approve_range(entry, by=request.user, at=timezone.now())
    messages.success(request, _("%(drug)s: range approved.") % {"drug": entry.drug.name})
    return redirect("formulary")


def _edit(request: HttpRequest, form, act, *, title: str, back: str) -> HttpResponse:
    if request.method == "POST" and tried(request, form, act, _("Saved.")):
        return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, "rehab/edit.html", context, status=422 if form.errors else 200)


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_range(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enter or change a range; whoever does answers for it."""
    entry = get_object_or_404(FormularyEntry.objects.select_related("drug"), pk=pk) if pk else FormularyEntry()
    form = RangeForm(request.POST or None, entry=entry)

    def act():
        actions.write_range(entry, drug=form.drug_row(), by=request.user, at=timezone.now(), **form.columns())

    return _edit(request, form, act, title=_("A range of the formulary"), back="formulary")


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_limit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set a limit of a measure, for all or for one age."""
    limit = get_object_or_404(CareLimit, pk=pk) if pk else CareLimit()
    form = LimitForm(request.POST or None, limit=limit)

    def act():
        actions.set_limit(limit, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _edit(request, form, act, title=_("A limit"), back="formulary")


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def care_settings(request: HttpRequest) -> HttpResponse:
    """Round times, lengths in days, gates."""
    form = CareForm(request.POST or None, care=CareSetting.load())

    def act():
        actions.set_care(version=form.cleaned_data["version"], by=request.user, at=timezone.now(), **form.columns())

    return _edit(request, form, act, title=_("Care settings"), back="formulary")


@needs(Permission.TREAT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_enclosure(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add or change an enclosure."""
    enclosure = get_object_or_404(Enclosure, pk=pk) if pk else Enclosure()
    form = EnclosureForm(request.POST or None, enclosure=enclosure)

    def act():
        actions.write_enclosure(enclosure, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _edit(request, form, act, title=_("An enclosure"), back="enclosures")
