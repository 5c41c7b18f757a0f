"""The round: overdue, now, soon; one tap, with undo, with or without JavaScript."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import Permission
from common.lifecycle import NotAllowed
from rehab import actions
from rehab.actions import Numbers, Refused
from rehab.forms.fields import ClockField
from rehab.forms.treatment import MarkDoseForm, MarkFeedForm, MarkTaskForm
from rehab.lifecycle import DoseStatus
from rehab.models import Dose, Enclosure, Feeding, Task
from rehab.presenters.rounds import row
from rehab.queries.rounds import load, place_of, round_at
from rehab.views.common import go_back, why_not


@needs(Permission.SEE_REHAB)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Everything due for a shift; ?place= narrows it to one enclosure."""
    at = timezone.now()
    whole = round_at(at)
    wanted = request.GET.get("place", "")
    place = int(wanted) if wanted.isdecimal() else None
    shown = whole if place is None else round_at(at, enclosure_id=place)
    counts, lates = Counter(place_of(i) for i in whole.open), Counter(place_of(i) for i in whole.late)
    groups = [
        ("late", _("Overdue"), shown.late),
        ("now", _("Now"), shown.now),
        ("soon", _("Soon"), shown.soon),
        ("missed", _("Missed in the last day"), shown.missed),
        ("done", _("Done in the last two hours"), shown.done),
    ]
    context = {
        "groups": [(key, title, [row(i, at=at) for i in items]) for key, title, items in groups],
        "done": len(shown.done),
        "total": len(shown.done) + len(shown.open),
        "at": at,
        "place": place,
        "enclosures": [(e, counts[e.pk], lates[e.pk]) for e in Enclosure.objects.filter(is_active=True)],
        "open_count": len(whole.open),
        "late_count": len(whole.late),
    }
    return render(request, "rehab/rounds.html", context)


def _answer(request: HttpRequest, kind: str, pk: int, said: str, problem: str = "") -> HttpResponse:
    """The row as it stands now for the script, or back to the round for everybody else."""
    if request.headers.get("X-Fragment") == "row":
        item = load(kind, pk)
        if item is None:
            raise Http404
        context = {"row": row(item, at=timezone.now()), "said": said, "problem": problem}
        return render(request, "rehab/_due.html", context, status=409 if problem else 200)
    if problem:
        messages.error(request, problem)
    elif said:
        messages.success(request, said)
    return go_back(request, reverse("rounds") + f"#{kind}-{pk}")


@needs(Permission.CARE)
@require_POST
def mark_dose(request: HttpRequest, pk: int) -> HttpResponse:
    """Given, partly, refused, held or missed."""
    dose = get_object_or_404(Dose.objects.select_related("patient__animal"), pk=pk)
    form = MarkDoseForm(request.POST)
    if not form.is_valid():
        return _answer(request, "dose", pk, "", _("Write the amount as a number."))
    at, told = timezone.now(), form.cleaned_data
    try:
        marked = actions.mark(
            dose,
            status=DoseStatus(told["status"] or "given"),
            by=request.user,
            at=at,
            given_at=ClockField.moment(told["clock"], at),
            given_amount=told["given_amount"],
            text=told["text"],
            client_uuid=told["client_uuid"],
        )
    except (Refused, NotAllowed) as problem:
        return _answer(request, "dose", pk, "", why_not(problem))
    name = dose.patient.animal.nickname or dose.patient.number
    if not marked.is_new:
        return _answer(request, "dose", pk, _("%(name)s: this was already written down.") % {"name": name})
    return _answer(request, "dose", pk, _("%(name)s: written down.") % {"name": name})


@needs(Permission.CARE)
@require_POST
def undo_dose(request: HttpRequest, pk: int) -> HttpResponse:
    """The tap was a mistake."""
    return _undo(request, "dose", get_object_or_404(Dose, pk=pk), actions.undo)


@needs(Permission.CARE)
@require_POST
def mark_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """All, a part, or nothing; the bare tick means all."""
    feeding = get_object_or_404(Feeding.objects.select_related("patient__animal"), pk=pk)
    form = MarkFeedForm(request.POST if request.POST.get("eaten_g") else {**request.POST.dict(), "eaten_g": 0})
    if not form.is_valid():
        return _answer(request, "feed", pk, "", _("Write the amount as a number."))
    at, told = timezone.now(), form.cleaned_data
    eaten = told["eaten_g"] if request.POST.get("eaten_g") else feeding.planned_g
    try:
        actions.feed(
            feeding,
            eaten_g=eaten,
            by=request.user,
            at=at,
            fed_at=ClockField.moment(told["clock"], at),
            text=told["text"],
            client_uuid=told["client_uuid"],
        )
    except (Refused, NotAllowed) as problem:
        return _answer(request, "feed", pk, "", why_not(problem))
    name = feeding.patient.animal.nickname or feeding.patient.number
    return _answer(request, "feed", pk, _("%(name)s: written down.") % {"name": name})


@needs(Permission.CARE)
@require_POST
def undo_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The tap was a mistake."""
    return _undo(request, "feed", get_object_or_404(Feeding, pk=pk), actions.undo_feed)


@needs(Permission.CARE)
@require_POST
def mark_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Done; a weight typed into a weighing becomes a measurement first."""
    task = get_object_or_404(Task.objects.select_related("patient__animal"), pk=pk)
    form = MarkTaskForm(request.POST)
    if not form.is_valid():
        return _answer(request, "task", pk, "", _("Write the weight in kilograms, like 18,4."))
    at, told = timezone.now(), form.cleaned_data
    done_at = ClockField.moment(told["clock"], at)
    result = told["result"]
    try:
        if told["weight_kg"] is not None and task.patient:
            numbers = Numbers(weight_kg=told["weight_kg"])
            actions.measure(
                task.patient,
                numbers=numbers,
                by=request.user,
                at=at,
                measured_at=done_at,
                client_uuid=told["client_uuid"],
            )
            result = f"{told['weight_kg']} kg"
        actions.do_task(task, by=request.user, at=at, result=result, done_at=done_at, client_uuid=told["client_uuid"])
    except (Refused, NotAllowed) as problem:
        return _answer(request, "task", pk, "", why_not(problem))
    return _answer(request, "task", pk, _("Written down."))


@needs(Permission.CARE)
@require_POST
def undo_task(request: HttpRequest, pk: int) -> HttpResponse:
    """The tap was a mistake."""
    return _undo(request, "task", get_object_or_404(Task, pk=pk), actions.undo_task)


def _undo(request: HttpRequest, kind: str, found, act) -> HttpResponse:
    try:
        act(found, by=request.user, at=timezone.now())
    except (Refused, NotAllowed) as problem:
        return _answer(request, kind, found.pk, "", why_not(problem))
    return _answer(request, kind, found.pk, _("Taken back."))
