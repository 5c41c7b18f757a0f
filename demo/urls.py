"""Addresses that exist only beside the simulator."""

from django.urls import path

from demo import views

urlpatterns = [path("sim/heard/<int:pk>/", views.heard, name="heard")]
