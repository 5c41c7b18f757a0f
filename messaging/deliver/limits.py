"""Which texts to the public stay here: no form may be a way to text the world at the centre's cost."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import CentreSetting
from common.phones import calling_code
from messaging.gateways.base import AnswerKind
from messaging.models import SendAttempt
from messaging.words import FOR_OUR_PEOPLE

A_DAY = timedelta(hours=24)
_COST_NOTHING = [AnswerKind.REFUSED, AnswerKind.OPTED_OUT, AnswerKind.BUSY, AnswerKind.MISCONFIGURED]
_COST_NOTHING += [AnswerKind.UNSENDABLE, AnswerKind.HELD_BACK]


def held_back(attempts: list[SendAttempt], *, at: datetime) -> dict[int, str]:
    """Why, by attempt, a text must not leave. Alerts of our own people and what a person sent again always do."""
    public = [each for each in attempts if not _goes_always(each)]
    if not public:
        return {}
    known = tuple(settings.TEXT_PREFIXES or [calling_code(CentreSetting.load().country) or "none"])
    foreign = [each for each in public if not each.message.contact.phone.startswith(known)]
    reasons = {each.pk: "no texts go to numbers like this" for each in foreign}
    to_all, to_one = _sent_lately([each.pk for each in attempts], at)
    for attempt in public:
        if attempt.pk in reasons:
            continue
        contact = attempt.message.contact_id
        if to_one[contact] >= settings.TEXTS_A_DAY_TO_ONE:
            reasons[attempt.pk] = "the daily limit of this number is reached"
        elif to_all >= settings.TEXTS_A_DAY:
            reasons[attempt.pk] = "the daily limit of all texts is reached"
        else:
            to_all, to_one[contact] = to_all + 1, to_one[contact] + 1
    return reasons


def _goes_always(attempt: SendAttempt) -> bool:
    return attempt.message.template in FOR_OUR_PEOPLE or attempt.message.retry_of_id is not None


def _sent_lately(besides: list[int], at: datetime) -> tuple[int, Counter]:
    """How many texts to the public left, or may have left, in 24 hours: in all, and by contact."""
    lately = SendAttempt.objects.filter(started_at__gt=at - A_DAY).exclude(answer__in=_COST_NOTHING)
    lately = lately.exclude(pk__in=besides).exclude(message__template__in=FOR_OUR_PEOPLE)
    by_contact = Counter(lately.values_list("message__contact_id", flat=True))
    return by_contact.total(), by_contact
