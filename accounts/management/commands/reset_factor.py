"""`manage.py reset_factor USERNAME`: the way back in when the last coordinator lost telephone and recovery codes."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions import reset_factor
from accounts.models import User


class Command(BaseCommand):
    """Takes the second step away; the next login with the password sets up a new one. Leaves its row."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    def handle(self, *args, username: str, **options) -> None:
        person = User.objects.filter(username__iexact=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        reset_factor(person, by=None, at=timezone.now())
        self.stdout.write(f"{person.username} sets up a new telephone at the next login.")
