"""A refusal of the rehab's actions as a problem, in the words the pages use."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from accounts.api import problems
from common.lifecycle import NotAllowed
from rehab.actions import Refused
from rehab.presenters.words import refusal


@contextmanager
def said() -> Iterator[None]:
    """Run an action inside; what it refuses is told to the caller (409)."""
    try:
        yield
    except Refused as problem:
        raise problems.Refused(refusal(problem)) from problem
    except NotAllowed as problem:
        raise problems.Refused(_("Somebody changed this meanwhile. Look again.")) from problem
