"""What a person of this role may do on a page of the rehab, and how its numbers read."""

from decimal import Decimal
from uuid import uuid4

from django import template
from django.utils.translation import gettext as _

from accounts.permissions import Permission, may
from accounts.templatetags.ui import NBSP
from rehab.presenters.words import beach_words, plain, unit_word, who_words

register = template.Library()


@register.simple_tag(takes_context=True)
def may_care(context) -> bool:
    """Whether to offer a keeper's buttons."""
    return _may(context, Permission.CARE)


@register.simple_tag(takes_context=True)
def may_treat(context) -> bool:
    """Whether to offer a vet's buttons."""
    return _may(context, Permission.TREAT)


def _may(context, permission: Permission) -> bool:
    user = getattr(context.get("request"), "user", None)
    return user is not None and may(getattr(user, "role", ""), permission)


@register.filter
def part_unit(unit: str) -> str:
    """The unit of an amount: mg for mg/kg."""
    return unit_word(unit.removesuffix("/kg"))


@register.filter
def dose_unit(unit: str) -> str:
    """mg/kg in the reader's language."""
    return unit_word(unit)


@register.filter(name="plain")
def plain_number(number: Decimal | None) -> str:
    """A number without idle zeros, in the reader's format."""
    return plain(number)


@register.filter
def kg(number: Decimal | None) -> str:
    """A weight with its unit, joined: 18.4 kg."""
    return "" if number is None else f"{plain(number)}{NBSP}{_('kg')}"


@register.simple_tag
def new_uuid() -> str:
    """A fresh number for a form, so that its copy counts once."""
    return str(uuid4())


@register.simple_tag
def who_is(age_class: str, sex: str) -> str:
    """Age and sex in words."""
    return who_words(age_class, sex)


@register.filter
def on_the_beach(seal) -> str:
    """What the team wrote of a stranded seal before it came to us."""
    return beach_words(seal)
