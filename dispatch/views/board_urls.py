"""Addresses of the board and its cases."""

from django.urls import path

from dispatch.views import board, board_act

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/feed", board.feed, name="board_feed"),
    path("board/cases.geojson", board.cases_geojson, name="board_cases"),
    path("board/alarms/<int:pk>/", board.acknowledge_open_alarm, name="board_alarm"),
    path("board/<str:reference>/", board.case, name="case"),
    path("board/<str:reference>/number/<int:report_id>/", board_act.show_number, name="case_number"),
    path("board/<str:reference>/do/<slug:verb>/", board_act.act, name="case_act"),
]
