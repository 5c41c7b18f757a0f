"""Every button of the case page: checked, one action, then back to the case with a way to undo."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import needs
from accounts.permissions import Permission
from common.lifecycle import NotAllowed
from dispatch.forms.board import FORMS
from dispatch.queries.board import Selection
from dispatch.queries.board_case import find_case, report_of
from dispatch.views.board import case_page
from dispatch.views.board_deeds import DEEDS, MINDS_VERSION, Asks, Done, Gone
from dispatch.views.board_parts import case_address
from strandings.actions import Changed, note, unchanged
from strandings.actions.merging import CannotMerge

UNDO_S = 12


@needs(Permission.WORK_CASES)
@require_POST
def act(request, reference, verb):
    """Run one verb on one case. Errors and conflicts come back with what was typed still in its form."""
    at = timezone.now()
    case = find_case(reference)
    if case is None or verb not in DEEDS:
        raise Http404(verb)
    form = FORMS[verb](request.POST, case=case, at=at)
    form.verb = verb
    if not form.is_valid():
        return case_page(request, case, at=at, status=422, bound=form, failed=verb)
    try:
        done = _run(verb, case, form, request.user, at)
    except Changed as changed:
        form.data = _newer(form, changed)
        return case_page(request, changed.now, at=at, status=409, bound=form, conflict=form.verb)
    except (NotAllowed, CannotMerge, Gone, IntegrityError) as refusal:
        return case_page(request, find_case(reference), at=at, status=409, bound=form, problem=_refusal(refusal))
    return _go_on(request, case, done, at)


def _run(verb: str, case, form, user, at) -> Done:
    version = form.cleaned_data.get("version")
    if verb in MINDS_VERSION and version is not None:
        with unchanged(case, version=version) as now:
            return DEEDS[verb](Asks(now, form.cleaned_data, user, at))
    return DEEDS[verb](Asks(case, form.cleaned_data, user, at))


def _newer(form, changed: Changed):
    """What was typed, with the version the person sees now, so that a second press means it."""
    data = form.data.copy()
    data["version"] = str(changed.now.version)
    return data


def _refusal(refusal: Exception) -> str:
    if isinstance(refusal, Gone):
        return refusal.words
    if isinstance(refusal, CannotMerge):
        reasons = {
            "same": _("This is the same case."),
            "has_team": _("A team is on its way to this case. Join the other case to this one instead."),
            "both_have_teams": _("Both cases have a team on the way. Call one off first."),
            "target_closed": _("One of the two cases is closed."),
            "not_last": _("This cannot be undone any more: something else depends on it."),
        }
        return reasons.get(refusal.why, _("These cases cannot be joined."))
    return _("This is not possible any more: the case has changed. Look at it again.")


def _go_on(request, case, done: Done, at):
    if done.bad:
        messages.error(request, done.said)
    elif done.undo:
        request.session["board_undo"] = {
            "reference": case.reference,
            "verb": done.undo,
            "fields": done.fields,
            "said": f"{case.reference}: {done.said}",
            "until": at.timestamp() + UNDO_S,
        }
    else:
        request.session.pop("board_undo", None)
        messages.success(request, f"{case.reference}: {done.said}")
    return redirect(case_address(case, Selection.read(request.GET)))


@needs(Permission.SEE_CONTACTS)
@require_POST
def show_number(request, reference, report_id):
    """A reporter's number, once: the look is written on the timeline. No redirect, so that it stands in no address."""
    at = timezone.now()
    case = find_case(reference)
    report = report_of(case, report_id) if case else None
    if report is None:
        raise Http404(reference)
    note(case, verb="number_seen", details={"report": report.pk}, by=request.user, at=at)
    return case_page(request, case, at=at, shown_for=report.pk)
