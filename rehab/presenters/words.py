"""Sentences for what was refused, warned of, or stands in the way of a release."""

from decimal import Decimal

from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.templatetags.ui import NBSP
from rehab.actions import Refused
from rehab.models import labels
from strandings.models import StrandedAnimal
from strandings.models.labels import AGE_CLASS, SEX, SIGN
from strandings.words import AgeClass, Sex

REFUSALS = {
    "enclosure_full": gettext_lazy("%(enclosure)s is full: %(taken)s of %(capacity)s places are taken."),
    "enclosure_closed": gettext_lazy("%(enclosure)s is closed. %(why)s"),
    "still_in_quarantine": gettext_lazy(
        "The seal is in quarantine, and %(enclosure)s is not for quarantine. A vet ends it first, or write the reason."
    ),
    "already_there": gettext_lazy("The seal is already in %(enclosure)s."),
    "not_in_house": gettext_lazy("%(number)s is no longer in care."),
    "still_in_house": gettext_lazy("%(number)s is still in care."),
    "already_in_quarantine": gettext_lazy("The seal is already in quarantine."),
    "no_quarantine": gettext_lazy("The seal is not in quarantine."),
    "count_differs": gettext_lazy(
        "%(seen)s seen, %(expected)s expected in %(enclosure)s. Count again, or write what was found."
    ),
    "weight_needed": gettext_lazy("Weigh the seal first: a dose per kilogram needs a weight."),
    "range_above": gettext_lazy(
        "%(dose)s %(unit)s is above the range of %(low)s to %(high)s %(unit)s. Lower it, or write why it must be so."
    ),
    "range_below": gettext_lazy(
        "%(dose)s %(unit)s is below the range of %(low)s to %(high)s %(unit)s. Raise it, or write why it must be so."
    ),
    "range_none": gettext_lazy(
        "The formulary has no range for this drug by this route. Write why it is given nevertheless."
    ),
    "prescription_stopped": gettext_lazy("This prescription has been stopped."),
    "part_must_be_less": gettext_lazy("A part is more than nothing and less than %(amount)s."),
    "feed_voided": gettext_lazy("This feed is no longer planned."),
    "evidence_needed": gettext_lazy("Write the evidence: what was seen or measured, and when."),
    "screen_is_needed": gettext_lazy("The infectious disease screen is always needed."),
    "method_needed": gettext_lazy("Write the method."),
    "second_name_needed": gettext_lazy("A second person must be named, other than you."),
    "reason_needed": gettext_lazy("Write the reason."),
    "changed_meanwhile": gettext_lazy(
        "Somebody changed this meanwhile. Look at what stands there now, then save again."
    ),
    "places_are_taken": gettext_lazy("%(taken)s seals are in %(enclosure)s: it cannot have fewer places."),
    "seals_are_in_it": gettext_lazy("%(taken)s seals are in %(enclosure)s: move them first."),
    "mark_worn": gettext_lazy("Another seal wears %(colour)s %(number)s."),
    "not_releasable": gettext_lazy("A seal that is not releasable cannot be released."),
    "note_of_another": gettext_lazy("That note belongs to another seal."),
}
WARNINGS = {
    "otariid_only": gettext_lazy("The only studies are of sea lions, not of true seals."),
    "range_not_approved": gettext_lazy("The range is an example: no vet of the centre has approved it."),
    "weight_is_estimate": gettext_lazy("The weight is an estimate."),
    "weight_is_old": gettext_lazy("The weight is old: weigh first if you can."),
    "same_drug_running": gettext_lazy("The seal already gets this drug."),
    "range_above": gettext_lazy("Above the range of the formulary."),
    "range_below": gettext_lazy("Below the range of the formulary."),
    "range_none": gettext_lazy("The formulary has no range for this route."),
}


def refusal(problem: Refused) -> str:
    """A refusal as one clear sentence, or several when more than one thing stands in the way."""
    if problem.code == "release_blocked":
        stands = [obstacle(o) for o in problem.facts["obstacles"]]
        return _("Not yet: %(what)s") % {"what": "; ".join(stands)}
    facts = {key: plain(value) if isinstance(value, Decimal) else value for key, value in problem.facts.items()}
    return (str(REFUSALS[problem.code]) % facts).strip()


def plain(number: Decimal | None) -> str:
    """A number in the reader's format without idle zeros: 368.000 is 368."""
    if number is None:
        return ""
    number = number.quantize(Decimal("0.001"))  # SQLite gives computed columns fifteen digits
    short = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return str(localize(short, use_l10n=True))


def warning(code: str) -> str:
    """A warning code of a prescription in words; an unknown one shows itself."""
    return str(WARNINGS.get(code, code))


def obstacle(found: dict) -> str:
    """One thing that stands between a seal and the sea."""
    code = found["code"]
    if code == "gate":
        return f"{labels.GATE[found['gate']]}: {labels.GATE_VERDICT[found['verdict']]}"
    if code == "withdrawal":
        day = date_format(localtime(found["until"]), "SHORT_DATE_FORMAT")
        return _("drugs withdrawn not before %(date)s") % {"date": day}
    if code == "open_tasks":
        return ngettext("%(n)s task is open", "%(n)s tasks are open", found["count"]) % {"n": found["count"]}
    return {
        "not_prepared": _("the seal is not being prepared for release"),
        "course_running": _("%(drug)s is still prescribed") % {"drug": found.get("drug", "")},
        "order_unsigned": _("the telephone order of %(drug)s is not signed") % {"drug": found.get("drug", "")},
        "quarantine": _("the seal is in quarantine"),
    }[code]


def task_words(kind: str, text: str) -> str:
    """What is to be done; a limit that was crossed is named."""
    if text.startswith("limit:"):
        measure = labels.MEASURED.get(text.removeprefix("limit:"), "")
        return _("Check again, outside the limit: %(measure)s") % {"measure": measure}
    label = str(labels.TASK_KIND.get(kind, kind))
    return f"{label}: {text}" if text else label


def who_words(age_class: str, sex: str) -> str:
    """Age and sex as one phrase; what nobody knows is said once and named."""
    unknown_age, unknown_sex = age_class in ("", AgeClass.UNKNOWN), sex in ("", Sex.UNKNOWN)
    if unknown_age and unknown_sex:
        return _("age and sex not known")
    age = _("age not known") if unknown_age else str(AGE_CLASS[AgeClass(age_class)])
    return f"{age}, {_('sex not known') if unknown_sex else str(SEX[Sex(sex)]).lower()}"


def beach_words(seal: StrandedAnimal) -> str:
    """What the team wrote of the seal on the beach: signs, weight and findings; empty when it wrote none of them."""
    said = [str(SIGN[sign]) for sign in SIGN if sign in seal.signs]
    if seal.weight_kg:
        weight = f"{plain(seal.weight_kg)}{NBSP}{_('kg')}"
        said.append(_("%(weight)s, by eye") % {"weight": weight} if seal.weight_is_estimate else weight)
    return "; ".join([*said, *filter(None, [seal.findings.strip()])])


def unit_word(name: str) -> str:
    """The unit of an amount in the reader's language."""
    words = {"mg": _("mg"), "mL": _("mL"), "IU": _("IU"), "tab": _("tab.")}
    whole, per, _kg = name.partition("/")
    return f"{words.get(whole, whole)}/{_('kg')}" if per else words.get(whole, whole)
