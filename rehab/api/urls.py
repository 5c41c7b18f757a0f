"""Addresses of the rehab under /api/v1/."""

from django.urls import path

from rehab.api import patients, treatment

urlpatterns = [
    path("patients/", patients.Patients.as_view(), name="api_patients"),
    path("patients/<slug:number>/", patients.OnePatient.as_view(), name="api_patient"),
    path("patients/<slug:number>/measurements/", patients.Measurements.as_view(), name="api_measurements"),
    path("patients/<slug:number>/prescriptions/", patients.Orders.as_view(), name="api_orders"),
    path("prescriptions/", treatment.Prescriptions.as_view(), name="api_prescriptions"),
    path("prescriptions/<int:pk>/", treatment.OnePrescription.as_view(), name="api_prescription"),
    path("prescriptions/<int:pk>/stop/", treatment.Stop.as_view(), name="api_prescription_stop"),
    path("prescriptions/<int:pk>/hold/", treatment.Hold.as_view(), name="api_prescription_hold"),
    path("prescriptions/<int:pk>/resume/", treatment.Resume.as_view(), name="api_prescription_resume"),
    path("prescriptions/<int:pk>/sign/", treatment.Sign.as_view(), name="api_prescription_sign"),
    path("prescriptions/<int:pk>/give/", treatment.Give.as_view(), name="api_prescription_give"),
    path("doses/", treatment.Doses.as_view(), name="api_doses"),
    path("doses/<int:pk>/mark/", treatment.MarkDose.as_view(), name="api_dose_mark"),
    path("doses/<int:pk>/undo/", treatment.UndoDose.as_view(), name="api_dose_undo"),
]
