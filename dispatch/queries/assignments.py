"""Assignments as their readers may see them."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission, may
from dispatch.models import Assignment, Responder


def assignments_for(user: User) -> QuerySet[Assignment]:
    """All of them for who sees the board; for a responder those of the teams they belong to."""
    rows = Assignment.objects.filter(stranding__isnull=False).select_related("team", "stranding")
    if may(user.role, Permission.SEE_BOARD):
        return rows
    return rows.filter(team__in=Responder.objects.filter(user=user, is_active=True).values("team_id"))
