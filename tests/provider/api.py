"""Twilio's Messages address: what is refused and with which code, lists with filters and pages, one message, media."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from tests.provider.company import Company, Text

_NUMBER = re.compile(r"(whatsapp:)?\+[1-9]\d{6,14}")
_SENDER = re.compile(r"(whatsapp:)?\+\d{7,15}|[A-Za-z0-9 ]{1,11}|\d{4,8}")
_BY_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MESSAGES = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    21211: "Invalid 'To' Phone Number",
    21408: "Permission to send an SMS has not been enabled for the region",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21609: "The 'StatusCallback' URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit.",
    30001: "Validity Period out of range",
}


def error(status: int, code: int, to: str = "") -> dict:
    """Twilio's error document; like the real one it may quote the number it dislikes."""
    words = MESSAGES.get(code, f"Error {code}")
    return {
        "code": code,
        "message": f"{words}: {to}" if to else words,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }


def wrong_with(params: dict[str, str]) -> int | None:
    """The code by which Twilio refuses these parameters, None when it would take them."""
    if not params.get("To"):
        return 21604
    if not _NUMBER.fullmatch(params["To"]):
        return 21211
    if not params.get("MessagingServiceSid") and not params.get("From"):
        return 21603
    if params.get("From") and not _SENDER.fullmatch(params["From"]):
        return 21212
    if not params.get("Body"):
        return 21602
    if len(params["Body"]) > 1600:
        return 21617
    if not 1 <= int(params.get("ValidityPeriod") or 36000) <= 36000:
        return 30001
    if params.get("StatusCallback") and not params["StatusCallback"].startswith(("http://", "https://")):
        return 21609
    return None


def page_of(company: Company, path: str, query: dict[str, str]) -> dict:
    """One page of the log, newest first, with the address of the next."""
    found = [text for text in company.log if _fits(text, query)]
    size, page = min(int(query.get("PageSize", 50)), 1000), int(query.get("Page", 0))
    start = page * size
    rows = found[start : start + size]
    more = start + size < len(found)
    following = {**query, "Page": page + 1, "PageSize": size, "PageToken": f"PASM{page + 1}"}
    return {
        "messages": [text.resource(company.account) for text in rows],
        "page": page,
        "page_size": size,
        "start": start,
        "end": max(start + len(rows) - 1, 0),
        "uri": f"{path}?{urlencode(query)}",
        "first_page_uri": f"{path}?{urlencode({**query, 'Page': 0})}",
        "previous_page_uri": None,
        "next_page_uri": f"{path}?{urlencode(following)}" if more else None,
    }


def _fits(text: Text, query: dict[str, str]) -> bool:
    if query.get("To", text.to) != text.to or query.get("From", text.sender) != text.sender:
        return False
    sent = None if text.status == "queued" else text.at
    checks = {
        "DateSent": lambda day: sent is not None and sent.date() == day.date(),
        "DateSent>": lambda day: sent is not None and sent >= day,
        "DateSent<": lambda day: sent is not None and sent <= day,
    }
    return all(check(_moment(query[name])) for name, check in checks.items() if name in query)


def _moment(words: str) -> datetime:
    day = f"{words}T00:00:00Z" if _BY_DAY.fullmatch(words) else words
    return datetime.fromisoformat(day.replace("Z", "+00:00")).astimezone(UTC)


def media_page(company: Company, text: Text, path: str) -> dict:
    """The list of a message's files."""
    here = f"/2010-04-01/Accounts/{company.account}/Messages/{text.sid}/Media"
    rows = [
        {
            "sid": each.sid,
            "account_sid": company.account,
            "parent_sid": text.sid,
            "content_type": each.content_type,
            "date_created": None,
            "date_updated": None,
            "uri": f"{here}/{each.sid}.json",
        }
        for each in text.media
    ]
    return {
        "media_list": rows,
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": max(len(rows) - 1, 0),
        "uri": path,
        "first_page_uri": path,
        "previous_page_uri": None,
        "next_page_uri": None,
    }
