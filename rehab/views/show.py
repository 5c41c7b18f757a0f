"""Draws a patient's page: its facts, and its small forms, one of them perhaps filled in and refused."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rehab.forms.patient import (
    BiteForm,
    ExamForm,
    FeedingForm,
    IdentityForm,
    MarkForm,
    MeasureForm,
    MoveForm,
    NoteForm,
    QuarantineForm,
    TaskForm,
    ZoonosisForm,
)
from rehab.models import Patient
from rehab.presenters.page import patient_page


def show(request: HttpRequest, patient: Patient, *, bound: dict | None = None, status: int = 200) -> HttpResponse:
    """The page of a patient; `bound` replaces one of its forms by the one just sent."""
    forms = {
        "measure": MeasureForm(initial={"client_uuid": uuid4()}),
        "note": NoteForm(),
        "move": MoveForm(),
        "exam": ExamForm(),
        "quarantine": QuarantineForm(),
        "feeding": FeedingForm(),
        "task": TaskForm(),
        "identity": IdentityForm(
            initial={
                "version": patient.version,
                "nickname": patient.animal.nickname,
                "sex": patient.animal.sex,
                "age_class": patient.age_class,
            }
        ),
        "mark": MarkForm(),
        "bite": BiteForm(),
        "zoonosis": ZoonosisForm(initial={"zoonosis": patient.zoonosis}),
        **(bound or {}),
    }
    for name, form in forms.items():
        form.auto_id = f"{name}-%s"
    context = {**patient_page(patient, at=timezone.now()), "forms": forms}
    return render(request, "rehab/patient.html", context, status=status)
