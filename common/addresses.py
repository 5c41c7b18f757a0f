"""Which addresses of the network are which."""

import ipaddress
from urllib.parse import urlsplit


def is_this_machine(address: str) -> bool:
    """Whether an http(s) address names the loopback interface, by number or as localhost, without credentials."""
    try:
        url = urlsplit(address)
        host = url.hostname
        if url.scheme not in {"http", "https"} or not host or "@" in url.netloc:
            return False
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
