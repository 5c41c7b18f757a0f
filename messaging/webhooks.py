"""Twilio calls us: a text came in, or one of ours got further. Only signed calls are believed; copies do no harm."""

import logging
import math

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.doors import public
from common.texts import clean_text
from messaging.actions import mark_unreachable, report_delivery, sender_of, take_in
from messaging.gateways import twilio, twilio_answers
from messaging.models import SendAttempt

logger = logging.getLogger(__name__)
FORM = "application/x-www-form-urlencoded"
# the answer owes nothing: replies are texts of the outbox, which is what makes a copy harmless
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
MOST_FILES = 10


@public
@require_POST
@csrf_exempt
def message(request):
    """A person wrote to our number, by text or WhatsApp; kept once by its id, whatever it holds."""
    told = _signed(request)
    if told is None or not told.get("MessageSid"):
        return HttpResponseForbidden()
    channel, phone = sender_of(told.get("From", ""))
    latitude, longitude = place_of(told)
    take_in(
        gateway=twilio.TwilioGateway.name,
        provider_id=told["MessageSid"][:64],
        phone=phone,
        body=told.get("Body", ""),
        at=timezone.now(),
        channel=channel,
        latitude=latitude,
        longitude=longitude,
        files=files_of(told),
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


@public
@require_POST
@csrf_exempt
def status(request, attempt_id: int):
    """What became of one request of ours. One that is not ours, or of another message, is noted in the log only."""
    told = _signed(request)
    if told is None:
        return HttpResponseForbidden()
    at, sid = timezone.now(), told.get("MessageSid", "")[:64]
    attempt = SendAttempt.objects.select_related("message__contact").filter(pk=attempt_id).first()
    if attempt is None or not _is_about(attempt, sid):
        logger.warning("a callback names attempt %s, which is none of ours", attempt_id)
        return HttpResponse(status=204)
    meaning = twilio_answers.meaning_of(told.get("MessageStatus", ""))
    code = clean_text(told.get("ErrorCode"), 10)
    report_delivery(
        attempt=attempt,
        status=meaning or clean_text(told.get("MessageStatus"), 20),
        at=at,
        provider_id=sid,
        why=code if meaning == "undelivered" else "",
    )
    if code in twilio_answers.NO_SUCH_TELEPHONE:
        mark_unreachable(attempt.message.contact, at=at)
    return HttpResponse(status=204)


def _signed(request) -> dict[str, str] | None:
    """The call's parameters when Twilio signed them for our account; None, and a line in the log, when not."""
    signature = request.headers.get(twilio.SIGNATURE_HEADER, "")
    ours = request.content_type == FORM and request.POST.get("AccountSid") == settings.TWILIO_ACCOUNT_SID
    if ours and twilio.is_signed(request.get_full_path(), request.POST, signature):
        return request.POST.dict()
    logger.warning("a call to %s was not signed by our phone company", request.path)
    return None


def _is_about(attempt: SendAttempt, sid: str) -> bool:
    """An id that differs from the one in our row belongs to another message (numbers repeat after a restore)."""
    return attempt.gateway == twilio.TwilioGateway.name and attempt.provider_id in ("", sid)


def place_of(told: dict[str, str]) -> tuple[float | None, float | None]:
    """The pin of a WhatsApp message as latitude and longitude; None for both when it is no place on Earth."""
    try:
        latitude, longitude = float(told["Latitude"]), float(told["Longitude"])
    except (KeyError, ValueError):
        return None, None
    on_earth = math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if on_earth else (None, None)


def files_of(told: dict[str, str]) -> list[tuple[str, str]]:
    """Address and content type of each file that came along, ten at most."""
    count = told.get("NumMedia", "0")
    wanted = range(min(int(count) if count.isascii() and count.isdigit() else 0, MOST_FILES))
    found = [(told.get(f"MediaUrl{number}", ""), told.get(f"MediaContentType{number}", "")) for number in wanted]
    return [(clean_text(url, 500), kind) for url, kind in found if url]
