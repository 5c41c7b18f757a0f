"""Addresses of the strandings app."""

from django.urls import path

from strandings.views import call, personal, public
from strandings.views.partner import partner

urlpatterns = [
    path("", public.home, name="home"),
    path("report/", public.report, name="report"),
    path("s/<str:token>/", public.status, name="status"),
    path("s/<str:token>/add/", public.status_add, name="status_add"),
    path("s/<str:token>/forget/", public.status_forget, name="status_forget"),
    path("s/<str:token>/photo/<int:pk>/", public.status_photo, name="status_photo"),
    path("media/<int:pk>/", public.media, name="media"),
    path("p/<str:token>/", partner, name="partner"),
    path("personal/", personal.personal, name="personal"),
    path("personal/find/", personal.find, name="personal_find"),
    path("personal/<int:pk>/", personal.person, name="personal_person"),
    path("personal/<int:pk>/export/", personal.export, name="personal_export"),
    path("personal/<int:pk>/erase/", personal.erase, name="personal_erase"),
    path("call/", call.call_sheet, name="call_sheet"),
    path("call/check/", call.call_check, name="call_check"),
]
