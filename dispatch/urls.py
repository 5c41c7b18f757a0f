"""Addresses of the dispatch app."""

from django.urls import path

from dispatch.views import board_urls, go, roster, teams

urlpatterns: list = [
    *board_urls.urlpatterns,
    path("go/<str:token>/", go.go, name="go"),
    path("go/<str:token>/seal/", go.go_seal, name="go_seal"),
    path("go/<str:token>/photo/<int:pk>/", go.go_photo, name="go_photo"),
    path("my/", teams.my_assignments, name="my_assignments"),
    path("teams/", teams.teams, name="teams"),
    path("teams/add/", teams.team_add, name="team_add"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/off/", teams.team_off, name="team_off"),
    path("teams/<int:pk>/member/", teams.member_add, name="member_add"),
    path("teams/member/<int:pk>/", teams.member, name="member"),
    path("duty/", roster.roster, name="roster"),
    path("duty/add/", roster.shift_add, name="shift_add"),
    path("duty/copy/", roster.week_copy, name="week_copy"),
    path("duty/<str:kind>/<int:pk>/", roster.shift, name="shift"),
]
