"""How many requests a minute one person, or one address nobody has logged in from, may make."""

import ipaddress
import logging
import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)


class PerMinute(BaseThrottle):
    """Counts in the cache all web processes share. While the cache is away nobody is refused: a report matters more."""

    def allow_request(self, request, view) -> bool:
        who, most = _caller(request)
        minute = int(time.time() // 60)
        try:
            counted, number = cache.get(who) or (minute, 0)
            number = number + 1 if counted == minute else 1
            if number <= most:
                cache.set(who, (minute, number), 120)
        except Exception as error:
            logger.warning("requests are not counted: %s", type(error).__name__)
            return True
        return number <= most

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return 60 - time.time() % 60 + 1


def _caller(request) -> tuple[str, int]:
    if request.user.is_authenticated:
        return f"api-user-{request.user.pk}", settings.API_PER_MINUTE
    return f"api-from-{_network(request.META.get('REMOTE_ADDR', ''))}", settings.API_PER_MINUTE_ANONYMOUS


def _network(address: str) -> str:
    """An IPv4 address, or the /64 an IPv6 address belongs to: a household owns that many."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False).network_address)
