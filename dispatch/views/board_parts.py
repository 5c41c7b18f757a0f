"""What the board's templates are filled with: the list, the alarm bars, one case. Every part can be drawn alone."""

from datetime import datetime
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import CentreSetting
from accounts.permissions import Permission, may
from dispatch.forms.board import PartnerAnswer, forms_for
from dispatch.presenters import board as words
from dispatch.presenters import board_case as case_words
from dispatch.queries import board as query
from dispatch.queries import board_case as case_query
from dispatch.queries.board import Selection
from dispatch.queries.board_engine import engine_silent_for
from dispatch.queries.candidates import candidates
from messaging.queries import open_alarms
from strandings import gazetteer
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding


def list_part(selection: Selection, *, user, at: datetime, chosen: str = "") -> dict:
    """The filter chips with their counts and the rows of one page."""
    cases, has_more = query.page_of(selection, user=user, at=at)
    furthest, channels = query.furthest_assignments(cases), query.channels(cases)
    rows = [words.row(case, furthest.get(case.pk), channels.get(case.pk, {}), at=at) for case in cases]
    counted = query.counts(user=user, at=at)
    return {
        "rows": rows,
        "chips": _chips(selection, counted),
        "selection": selection,
        "address": selection.address(),
        "chosen": chosen,
        "next_page": selection.address(page=selection.page + 1) if has_more else "",
        "previous_page": selection.address(page=selection.page - 1) if selection.page > 1 else "",
        "search_closed": selection.address(filter="closed", page=1),
    }


def _chips(selection: Selection, counted: dict[str, int]) -> list[dict]:
    labels = {
        "open": _("Open"),
        "live": _("Live"),
        "overdue": _("Overdue"),
        "mine": _("Mine"),
        "closed": _("Closed"),
    }
    return [
        {
            "name": name,
            "label": label,
            "count": counted.get(name),
            "address": selection.address(filter=name, page=1),
            "current": name == selection.filter,
        }
        for name, label in labels.items()
    ]


def alarms_part(*, user, at: datetime) -> dict:
    """New cases nobody has acknowledged, open alarms, and whether the engine stands still."""
    waiting = query.unseen(at=at)
    oldest = min((case.opened_at for case in waiting), default=None)
    return {
        "unseen": [{"reference": case.reference, "title": words.title(case)} for case in waiting],
        "first_unseen": waiting[0].reference if waiting else "",
        "oldest_unseen": words.age(at - oldest) if oldest else "",
        "alarms": _alarms(),
        "engine_silent_min": (engine_silent_for(at) or 0) // 60,
        "may_work": may(user.role, Permission.WORK_CASES),
    }


def _alarms() -> list[dict]:
    alarms = list(open_alarms()[:20])
    references = query.references_of(alarm.about for alarm in alarms)
    return [
        {"pk": alarm.pk, "words": case_words.alarm_words(alarm), "reference": references.get(alarm.about, "")}
        for alarm in alarms
    ]


def map_part(centre: CentreSetting) -> dict:
    """Where the map begins, and the names that stand on it."""
    language = (get_language() or "ru")[:2]
    known = centre.latitude is not None and centre.longitude is not None
    towns = [place for place in gazetteer.places() if place.kind == "settlement"]
    return {
        "map_settings": {"DEFAULT_CENTER": (centre.latitude, centre.longitude)} if known else {},
        "places": [
            {"name": town.name(language), "latitude": town.latitude, "longitude": town.longitude} for town in towns
        ],
    }


def case_part(case: Stranding, *, user, at: datetime, bound=None, shown_for: int | None = None) -> dict:
    """Everything of one case. bound: a form that came back with errors; shown_for: a report to show the number of."""
    open_assignments = case_query.open_assignments_of(case)
    furthest = query.furthest_assignments([case]).get(case.pk)
    reports = case_query.reports_of(case)
    reporters = {report.contact_id for report in reports if report.contact_id}
    may_work = may(user.role, Permission.WORK_CASES)
    return {
        "case": case,
        "head": case_words.head(case, furthest, at=at),
        "voices": [case_words.voice(report, shown_for=shown_for, case=case, at=at) for report in reports],
        "thread": [case_words.said(one, reporters=reporters, at=at) for one in case_query.thread_of(case)],
        "timeline": [case_words.happened(entry, at=at) for entry in case_query.timeline_of(case)],
        "asked": [case_words.asked(one, at=at) for one in open_assignments],
        "seals": [case_words.seal_words(seal, at=at) for seal in case_query.animals_of(case)],
        "referrals": case_query.referrals_of(case),
        "absorbed": case_query.absorbed_merges(case),
        "last_merge": case_query.last_merge(case),
        "may_work": may_work,
        "may_see_contacts": may(user.role, Permission.SEE_CONTACTS),
        "is_closed": case.status == StrandingStatus.CLOSED,
        **_team_part(case, open_assignments, at=at),
        **(_work_part(case, reports, bound, at=at) if may_work else {}),
    }


def _team_part(case: Stranding, open_assignments: list, *, at: datetime) -> dict:
    if case.status == StrandingStatus.CLOSED:
        return {"able": [], "unable": []}
    ranked = candidates(case, at=at)
    able, unable = case_words.can_and_cannot(ranked, open_team_ids={one.team_id for one in open_assignments})
    return {"able": able, "unable": unable}


def _work_part(case: Stranding, reports: list, bound, *, at: datetime) -> dict:
    near = [] if case.status == StrandingStatus.CLOSED else case_query.maybe_same(case)
    return {
        "forms": forms_for(case, bound=bound, at=at),
        "bound": bound,
        "near": [
            {"reference": other.reference, "title": words.title(other), "metres": metres} for other, metres in near
        ],
        "write_to": next((report for report in reports if report.contact_id and not report.contact.erased_at), None),
        "form_key": uuid4().hex,
        "answer_form": bound if isinstance(bound, PartnerAnswer) else PartnerAnswer(case=case, at=at),
    }


def case_address(case: Stranding, selection: Selection) -> str:
    """The page of a case with the list's filters kept."""
    return reverse("case", args=[case.reference]) + selection.address()
