"""Files that came with a text, fetched from Twilio: only from its own hosts, for our account, in bounded time."""

import ipaddress
import re
import socket
import time
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from messaging.gateways.base import FileAway, FileRefused
from messaging.gateways.twilio_address import CONNECT_S, api_base

MOST_BYTES = 10 * 1024 * 1024
LONGEST_S = 10
PIECE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# where Twilio keeps what its own address redirects to
STORES = re.compile(r"(?:[a-z0-9-]+\.)+twiliocdn\.com")
BUCKET_HOST, BUCKET_PATH = "s3-external-1.amazonaws.com", "/media.twiliocdn.com/"


def fetch(url: str) -> bytes:
    """The file at a MediaUrl of ours, at most 10 MB in about 10 s. Raises FileRefused or FileAway."""
    if not is_ours(url):
        raise FileRefused("not an address of our account at the provider")
    until = time.monotonic() + LONGEST_S
    try:
        with requests.Session() as session:
            session.trust_env = not settings.TWILIO_API_BASE_URL
            answer = _ask(session, url, (settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN))
            if answer.status_code in REDIRECTS:
                to = urljoin(url, answer.headers.get("Location", ""))
                answer.close()
                if not is_a_store(to):
                    raise FileRefused("redirected to a host that is not the provider's")
                answer = _ask(session, to, None)  # our token stays with the provider's own address
            with answer:
                return _read(answer, until)
    except (requests.RequestException, HTTPError, OSError) as problem:
        raise FileAway(type(problem).__name__) from problem


def is_ours(url: str) -> bool:
    """Whether the address is one of our account's files at the configured API, and nothing else."""
    base = re.escape(api_base())
    account = re.escape(settings.TWILIO_ACCOUNT_SID)
    return bool(re.fullmatch(rf"{base}/2010-04-01/Accounts/{account}/Messages/\w+/Media/\w+", url, re.ASCII))


def is_a_store(url: str) -> bool:
    """Whether a redirect leads to where Twilio keeps files, at public addresses; in a rehearsal, to the same server."""
    try:
        to = urlsplit(url)
        host, port = to.hostname or "", to.port
    except ValueError:
        return False
    if settings.TWILIO_API_BASE_URL:
        base = urlsplit(api_base())
        return (to.scheme, to.netloc) == (base.scheme, base.netloc)
    named = STORES.fullmatch(host) or (host == BUCKET_HOST and to.path.startswith(BUCKET_PATH))
    return bool(named) and to.scheme == "https" and port in (None, 443) and "@" not in to.netloc and _is_public(host)


def _is_public(host: str) -> bool:
    """Whether every address of the host is one of the open internet."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(address).is_global for address in found)


def _ask(session: requests.Session, url: str, auth: tuple[str, str] | None) -> requests.Response:
    headers = {"Accept-Encoding": "identity"}  # nothing that grows when it is unpacked
    return session.get(
        url, auth=auth, headers=headers, stream=True, allow_redirects=False, timeout=(CONNECT_S, LONGEST_S / 2)
    )


def _read(answer: requests.Response, until: float) -> bytes:
    """The body, piece by piece as it comes, so that a slow or endless one ends."""
    if answer.status_code in REDIRECTS:
        raise FileRefused("redirected twice")
    if answer.status_code != requests.codes.ok:
        raise FileAway(f"answered {answer.status_code}")
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise FileRefused("too large")
    content = bytearray()
    while piece := answer.raw.read1(PIECE, decode_content=False):
        content += piece
        if len(content) > MOST_BYTES:
            raise FileRefused("too large")
        if time.monotonic() > until:
            raise FileAway("too slow")
    if length.isdigit() and len(content) < int(length):
        raise FileAway("ended too early")
    return bytes(content)
