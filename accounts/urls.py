"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import centre, entry, people, profile

urlpatterns = [
    path("login/", entry.login, name="login"),
    path("logout/", entry.logout, name="logout"),
    path("start/", entry.start, name="start"),
    path("setup/", centre.setup, name="setup"),
    path("settings/", centre.settings, name="settings"),
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password/", people.person_password, name="person_password"),
    path("people/<int:pk>/active/", people.person_active, name="person_active"),
    path("me/", profile.profile, name="profile"),
    path("me/password/", profile.own_password, name="own_password"),
]
