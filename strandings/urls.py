"""Addresses of the strandings app."""

from django.urls import path

from strandings.views import call, public
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
    path("call/", call.call_sheet, name="call_sheet"),
    path("call/check/", call.call_check, name="call_check"),
]
