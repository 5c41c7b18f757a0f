"""The demonstration centre: who works there, what it has, and what happened in its last months."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from demo.seed.care_rooms import furnish
from demo.seed.centre import describe_centre, hire_people, logins_sheet, plan_desk
from demo.seed.history import live_through_the_year
from demo.seed.story import Story
from demo.seed.teams import form_teams, name_partners, plan_duty
from demo.seed.today import happen_today

__all__ = ["AlreadyInUse", "lay_demo", "logins_sheet"]


class AlreadyInUse(Exception):
    """Somebody already has an account here: nothing is laid over their work."""


def lay_demo(*, now: datetime, small: bool = False) -> None:
    """Everything or nothing, in one transaction; every text of the past is delivered in the past.

    small: the centre, people, teams and rooms only. Raises AlreadyInUse on a system that is not empty.
    """
    with transaction.atomic():
        if User.objects.exists():
            raise AlreadyInUse
        describe_centre(now)
        people = hire_people()
        plan_desk(people, now)
        teams = form_teams(people)
        plan_duty(teams, now)
        partners = name_partners()
        rooms = furnish()
        if small:
            return
        story = Story(now=now, people=people, teams=teams, partners=partners, rooms=rooms)
        live_through_the_year(story)
        happen_today(story)
        story.forget_old_phones()
