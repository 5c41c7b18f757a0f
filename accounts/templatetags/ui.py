"""Tags every page is built of: icons, status and priority marks, fields, times and numbers that never break apart."""

from datetime import datetime

import phonenumbers
from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()
NBSP = "\N{NO-BREAK SPACE}"
LANGUAGES = [("kk", "ҚАЗ", "Қазақша"), ("ru", "РУС", "Русский"), ("en", "ENG", "English")]

# The shape and colour of a status: its word always stands beside it (seal.css, "marks")
SHAPES = {
    "new": "new",
    "awaiting_team": "wait",
    "offered": "wait",
    "accepted": "go",
    "responding": "go",
    "en_route": "go",
    "on_scene": "here",
    "transporting": "carry",
    "loaded": "carry",
    "with_partner": "partner",
    "watching": "watch",
    "held": "held",
    "closed": "done",
    "done": "done",
}


@register.simple_tag
def icon(name: str, css: str = "ico") -> str:
    """One drawing of static/img/icons.svg; it says nothing by itself, so a word or aria-label stands with it."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        css,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def status(key: str, label: str) -> str:
    """Shape, colour and word of a status; an unknown key keeps the plain word."""
    return format_html('<span class="st {}">{}</span>', SHAPES.get(str(key), ""), label)


@register.filter
def shape(key: str) -> str:
    """The css class of a status's shape, for map markers and rows."""
    return SHAPES.get(str(key), "")


@register.simple_tag
def priority(number: int) -> str:
    """P1 (filled) to P5 (pale)."""
    return format_html('<span class="pr p{}">P{}</span>', number, number)


@register.simple_tag
def url_or(name: str, otherwise: str, *args) -> str:
    """The address of a named page, or another one where that page is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return otherwise


@register.simple_tag
def languages() -> list[tuple[str, str, str]]:
    """Code, short name and own name of each language of the pages."""
    return LANGUAGES


@register.simple_tag(takes_context=True)
def lang_url(context, code: str) -> str:
    """This page in another language, with its other parameters kept."""
    request = context.get("request")
    if request is None:
        return f"?lang={code}"
    asked = request.GET.copy()
    asked["lang"] = code
    return f"{request.path}?{asked.urlencode()}"


@register.inclusion_tag("_components/field.html")
def field(bound, label: str = "", hint: str = "") -> dict:
    """Label, hint, error and control of one form field, tied together for screen readers."""
    hint = hint or bound.help_text
    described = [f"{bound.auto_id}-e"] * bool(bound.errors) + [f"{bound.auto_id}-h"] * bool(hint)
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {"bound": bound, "label": label or bound.label, "hint": hint, "widget": bound.as_widget(attrs=attrs)}


@register.filter
def clock(at: datetime | None) -> str:
    """14:05 in the centre's time zone."""
    return timezone.localtime(at).strftime("%H:%M") if at else ""


@register.filter
def moment(at: datetime | None) -> str:
    """14:05 for today, else the day with it; never broken over two lines."""
    if not at:
        return ""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return local.strftime("%H:%M")
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')}{NBSP}{local:%H:%M}"


@register.filter
def age(at: datetime | None) -> str:
    """How long ago: 7 min, 1 h 20 min, 3 d."""
    if not at:
        return ""
    return span(max(0, int((timezone.now() - at).total_seconds() // 60)))


@register.filter
def span(minutes: int | None) -> str:
    """A length of time from minutes: 7 min, 1 h 20 min, 3 d."""
    if minutes is None:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if hours >= 48:
        return nb(_("%(n)s d") % {"n": hours // 24})
    if not hours:
        return nb(_("%(n)s min") % {"n": rest})
    return nb(_("%(n)s h %(m)s min") % {"n": hours, "m": rest}) if rest else nb(_("%(n)s h") % {"n": hours})


@register.filter
def nb(text: str) -> str:
    """The text with no-break spaces: a number stays with its unit."""
    return str(text).replace(" ", NBSP)


@register.filter
def unit(number, name: str) -> str:
    """A number in the reader's format joined to its unit; empty for None."""
    return "" if number is None or number == "" else f"{formats.localize(number, use_l10n=True)}{NBSP}{name}"


@register.filter
def phone(number: str | None) -> str:
    """+7 701 123 45 67 from +77011234567; other countries as they write it; unreadable text as it is."""
    number = number or ""
    if number.startswith("+7") and len(number) == 12:
        return NBSP.join(["+7", number[2:5], number[5:8], number[8:10], number[10:]])
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return nb(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
