"""The spine in the reader's words."""

from strandings.presenters.places import place_for
from strandings.presenters.timeline import NEEDS_PERSON, SET_ASIDE, describe, register

__all__ = ["NEEDS_PERSON", "SET_ASIDE", "describe", "place_for", "register"]
