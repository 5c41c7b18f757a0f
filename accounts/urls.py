"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import centre, entry, factor, people, profile, second_step

urlpatterns = [
    path("login/", entry.login, name="login"),
    path("login/code/", second_step.second_step, name="second_step"),
    path("login/telephone/", second_step.second_step_enrol, name="second_step_enrol"),
    path("logout/", entry.logout, name="logout"),
    path("start/", entry.start, name="start"),
    path("setup/", centre.setup, name="setup"),
    path("settings/", centre.settings, name="settings"),
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password/", people.person_password, name="person_password"),
    path("people/<int:pk>/active/", people.person_active, name="person_active"),
    path("people/<int:pk>/factor/", people.person_factor, name="person_factor"),
    path("me/", profile.profile, name="profile"),
    path("me/password/", profile.own_password, name="own_password"),
    path("me/factor/", factor.own_factor, name="own_factor"),
    path("me/factor/codes/", factor.own_codes, name="own_codes"),
    path("me/factor/other/", factor.own_other, name="own_other"),
    path("me/tokens/", profile.token_make, name="token_make"),
    path("me/tokens/<int:pk>/", profile.token_revoke, name="token_revoke"),
]
