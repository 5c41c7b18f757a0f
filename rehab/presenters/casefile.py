"""The case file: the story from the first call to today in sentences, then the tables."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rehab.models import Patient
from rehab.models.labels import PATIENT_STATUS
from rehab.presenters.page import identity, leaving, orders, timeline, weights
from rehab.presenters.words import plain
from strandings.models.labels import CHANNEL
from strandings.presenters import describe

_TOLD = {"team_committed", "team_on_scene", "team_arrived", "animal_recorded", "field_treatment", "loaded", "outcome"}


def case_file(patient: Patient, *, at: datetime) -> dict:
    """The context of the printed page. No phone number and no name of a reporter is in it."""
    return {
        **identity(patient),
        **weights(patient),
        **leaving(patient, at=at),
        "at": at,
        "story": story(patient),
        "orders": orders(patient, at=at),
        "stays": list(patient.stays.select_related("enclosure", "by").order_by("from_at")),
        "exams": list(patient.examinations.select_related("by").order_by("examined_at")),
        "notes": list(patient.notes.select_related("by").order_by("written_at")),
        "timeline": timeline(patient, limit=None),
        "first_numbers": patient.measurements.filter(voided_because="").order_by("measured_at", "id").first(),
        "stranding": patient.from_stranded.stranding if patient.from_stranded else None,
    }


def story(patient: Patient) -> list[str]:
    """Paragraphs of plain sentences, each taken from a stored fact."""
    return [text for text in (_found(patient), _rescue(patient), _care(patient), _end(patient)) if text]


def _when(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def _found(patient: Patient) -> str:
    if patient.from_stranded is None:
        words = patient.came_from or _("not written down")
        return _("Brought to the centre on %(when)s. From: %(words)s.") % {
            "when": _when(patient.admitted_at),
            "words": words,
        }
    stranding = patient.from_stranded.stranding
    report = stranding.reports.order_by("happened_at").first()
    channel = CHANNEL.get(report.channel, "") if report else ""
    return _("%(reference)s: first told on %(when)s (%(channel)s), priority P%(priority)s.") % {
        "reference": stranding.reference,
        "when": _when(stranding.first_reported_at),
        "channel": channel,
        "priority": stranding.priority,
    }


def _rescue(patient: Patient) -> str:
    if patient.from_stranded is None:
        return ""
    rows = patient.from_stranded.stranding.timeline.filter(verb__in=_TOLD).order_by("happened_at", "id")
    return " ".join(f"{_when(entry.happened_at)}: {describe(entry)}." for entry in rows)


def _care(patient: Patient) -> str:
    rows = list(patient.measurements.filter(weight_kg__isnull=False, voided_because="").order_by("measured_at", "id"))
    told = [_("Admitted on %(when)s as %(number)s.") % {"when": _when(patient.admitted_at), "number": patient.number}]
    if rows:
        told.append(_("Weight at first %(kg)s kg.") % {"kg": plain(rows[0].weight_kg)})
    if len(rows) > 1:
        told.append(
            _("Weight on %(when)s %(kg)s kg.")
            % {"kg": plain(rows[-1].weight_kg), "when": date_format(localtime(rows[-1].measured_at), "DATE_FORMAT")}
        )
    drugs = sorted(set(patient.prescriptions.values_list("drug__name", flat=True)))
    if drugs:
        told.append(_("Treated with: %(drugs)s.") % {"drugs": ", ".join(drugs)})
    return " ".join(told)


def _end(patient: Patient) -> str:
    if patient.ended_at is None:
        return ""
    days = (patient.ended_at - patient.admitted_at).days
    words = _("%(status)s on %(when)s after %(days)s days.") % {
        "status": PATIENT_STATUS[patient.status],
        "when": _when(patient.ended_at),
        "days": days,
    }
    return f"{words} {patient.end_note}".strip()
