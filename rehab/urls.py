"""Addresses of the rehab app."""

from django.urls import path

from rehab.views import house, intake, leaving, patient, rounds, treatment

_ONE = "patients/<str:number>/"
urlpatterns = [
    path("", house.rehab, name="rehab"),
    path("intake/", intake.intake, name="intake"),
    path("intake/<int:stranded_id>/", intake.intake, name="intake_expected"),
    path("intake/<int:stranded_id>/dead/", intake.dead_on_arrival, name="dead_on_arrival"),
    path("enclosures/", house.enclosures, name="enclosures"),
    path("enclosures/<int:pk>/count/", house.count_heads, name="count_heads"),
    path("enclosures/<int:pk>/water/", house.read_water, name="read_water"),
    path("patients/", house.patients, name="patients"),
    path(_ONE, patient.patient, name="patient"),
    path(f"{_ONE}measure/", patient.measure, name="measure"),
    path(f"{_ONE}note/", patient.write_note, name="write_note"),
    path(f"{_ONE}move/", patient.move, name="move"),
    path(f"{_ONE}examine/", patient.examine, name="examine"),
    path(f"{_ONE}quarantine/", patient.start_quarantine, name="start_quarantine"),
    path(f"{_ONE}quarantine/end/", patient.end_quarantine, name="end_quarantine"),
    path(f"{_ONE}feeding/", patient.plan_feeding, name="plan_feeding"),
    path(f"{_ONE}task/", patient.add_task, name="add_task"),
    path(f"{_ONE}beware/", patient.set_zoonosis, name="set_zoonosis"),
    path(f"{_ONE}prescribe/", treatment.prescribe, name="prescribe"),
    path(f"{_ONE}prescribe/<int:pk>/", treatment.prescribe, name="revise"),
    path("prescriptions/<int:pk>/stop/", treatment.stop, name="stop_prescription"),
    path("prescriptions/<int:pk>/hold/", treatment.hold, name="hold_prescription"),
    path("prescriptions/<int:pk>/resume/", treatment.resume, name="resume_prescription"),
    path("prescriptions/<int:pk>/give/", treatment.give_as_needed, name="give_as_needed"),
    path(f"{_ONE}release/", leaving.release_page, name="release"),
    path(f"{_ONE}release/now/", leaving.release, name="release_now"),
    path(f"{_ONE}release/prepare/", leaving.prepare, name="prepare_release"),
    path(f"{_ONE}release/back/", leaving.back_to_care, name="back_to_care"),
    path(f"{_ONE}release/stays/", leaving.keep_long_term, name="keep_long_term"),
    path(f"{_ONE}release/<str:gate>/", leaving.sign_gate, name="sign_gate"),
    path(f"{_ONE}end/", leaving.end, name="end_of_care"),
    path(f"{_ONE}case-file/", leaving.casefile, name="casefile"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("doses/<int:pk>/", rounds.mark_dose, name="mark_dose"),
    path("doses/<int:pk>/undo/", rounds.undo_dose, name="undo_dose"),
    path("feeds/<int:pk>/", rounds.mark_feed, name="mark_feed"),
    path("feeds/<int:pk>/undo/", rounds.undo_feed, name="undo_feed"),
    path("tasks/<int:pk>/", rounds.mark_task, name="mark_task"),
    path("tasks/<int:pk>/undo/", rounds.undo_task, name="undo_task"),
]
