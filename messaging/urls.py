"""Addresses of the messaging app."""

from django.urls import path

from messaging import views, webhooks

urlpatterns = [
    path("hooks/twilio/message/", webhooks.message, name="twilio_message"),
    path("hooks/twilio/status/<int:attempt_id>/", webhooks.status, name="twilio_status"),
    path("sim/", views.simulator, name="simulator"),
    path("sim/send/", views.simulator_send, name="simulator_send"),
    path("sim/<int:contact_id>/", views.simulator_phone, name="simulator_phone"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/again/", views.again, name="send_again"),
    path("alarms/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge_alarm"),
]
