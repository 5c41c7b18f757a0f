"""Duty: the week with its gaps, shifts added and taken away, a week copied."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.models import DeskShift
from accounts.permissions import Permission
from dispatch import actions
from dispatch.forms.roster import ShiftForm
from dispatch.models import DutyShift
from dispatch.presenters.roster import gap_words, rows
from dispatch.queries.roster import Week, desk_shifts_of, gaps, shifts_of, teams_with_everything

_KINDS = {"team": DutyShift, "desk": DeskShift}


@needs(Permission.MANAGE_ROSTER)
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """One week: who stands ready when, and which hours nobody covers."""
    week, today = Week.of(_day(request.GET.get("week"))), timezone.localdate()
    teams = [team for team in teams_with_everything() if team.is_active]
    table = rows(week, teams, shifts_of(week), desk_shifts_of(week), today=today)
    context = {
        "week": week,
        "today": today,
        "rows": table,
        "days": [(day, [(row, row.cells[n]) for row in table]) for n, day in enumerate(week.days)],
        "team_gaps": gap_words(gaps(week, DutyShift)),
        "desk_gaps": gap_words(gaps(week, DeskShift)),
        "before": week.moved(-1).monday.isoformat(),
        "after": week.moved(1).monday.isoformat(),
        "last_day": week.days[-1],
    }
    return render(request, "dispatch/roster.html", context)


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def shift_add(request: HttpRequest) -> HttpResponse:
    """A shift for one day or a run of days."""
    if request.method != "POST":
        day = _day(request.GET.get("day"))
        initial = {"who": request.GET.get("who", ""), "first": day, "starts": "08:00", "ends": "20:00"}
        return render(request, "dispatch/shift_add.html", {"form": ShiftForm(initial=initial)})
    form = ShiftForm(request.POST)
    if not form.is_valid():
        return render(request, "dispatch/shift_add.html", {"form": form}, status=422)
    told = form.cleaned_data
    number = actions.add_shifts(
        form.chosen(),
        days=form.days(),
        starts=told["starts"],
        ends=told["ends"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, ngettext("%(n)s shift added", "%(n)s shifts added", number) % {"n": number})
    return redirect(_address(told["first"]))


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One shift; POST takes it off the roster."""
    if kind not in _KINDS:
        raise Http404(kind)
    found = get_object_or_404(_KINDS[kind], pk=pk)
    if request.method == "POST":
        actions.remove_shift(found, by=request.user, at=timezone.now())
        messages.success(request, _("The shift is taken away."))
        return redirect(_address(timezone.localtime(found.starts_at).date()))
    who = found.team if kind == "team" else found.user
    return render(request, "dispatch/shift.html", {"shift": found, "who": who, "kind": kind})


@needs(Permission.MANAGE_ROSTER)
@require_POST
def week_copy(request: HttpRequest) -> HttpResponse:
    """Repeat a week's shifts in the next week."""
    week = Week.of(_day(request.POST.get("week")))
    following = week.moved(1)
    number = actions.copy_week(from_start=week.start(), to_start=following.start(), by=request.user, at=timezone.now())
    messages.success(request, ngettext("%(n)s shift added", "%(n)s shifts added", number) % {"n": number})
    return redirect(_address(following.monday))


def _day(text: str | None) -> date:
    """The day an address names; today when it names none, nonsense, or another century."""
    try:
        day = parse_date(text or "")
    except ValueError:
        day = None
    return day if day and 2000 <= day.year < 2100 else timezone.localdate()


def _address(day: date) -> str:
    return f"{reverse('roster')}?week={Week.of(day).monday.isoformat()}"
