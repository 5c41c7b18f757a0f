"""Where requests for Twilio go."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from common.addresses import is_this_machine

API = "https://api.twilio.com"
CONNECT_S = 5


def api_base() -> str:
    """Where requests go: Twilio, or a server of this machine that plays it. Raises ImproperlyConfigured for another."""
    if settings.TWILIO_API_BASE_URL and not is_this_machine(settings.TWILIO_API_BASE_URL):
        raise ImproperlyConfigured("TWILIO_API_BASE_URL names another machine: it would get the account's token")
    return settings.TWILIO_API_BASE_URL or API
