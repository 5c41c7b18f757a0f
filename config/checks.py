"""Names a wrong value of the environment and its mend, before anything starts with it (manage.py check --deploy)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string

from common.addresses import is_this_machine
from messaging.gateways import GATEWAYS

TAG = "environment"
PRIORITIES = ["off", "P1", "P2", "P3", "P4", "P5"]
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
BROKERS = ("filesystem", "memory", "redis", "rediss", "amqp", "amqps")


@register(TAG, deploy=True)
def environment(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Every value of the environment that would stop or endanger the service, each with what to write instead."""
    return [*dispatching(), *gateway(), *limits(), *addresses(), *secret(), *servers(), *listeners()]


def dispatching() -> Iterator[CheckMessage]:
    if settings.AUTO_DISPATCH not in PRIORITIES:
        yield Error(
            f"AUTO_DISPATCH is {settings.AUTO_DISPATCH!r}.",
            hint=f"Set it to one of: {', '.join(PRIORITIES)}. It is the lowest priority for which a team is asked "
            "without a person.",
            id="seals.E001",
        )


def gateway() -> Iterator[CheckMessage]:
    chosen = settings.MESSAGE_GATEWAY
    if chosen not in GATEWAYS:
        yield Error(
            f"MESSAGE_GATEWAY is {chosen!r}: there is no such gateway.",
            hint=f"Set it to one of: {', '.join(sorted(GATEWAYS))}.",
            id="seals.E002",
        )
    elif chosen == "simulator" and not (settings.DEMO or settings.DEBUG):
        yield Error(
            "MESSAGE_GATEWAY is 'simulator': no text message would reach anybody.",
            hint="Set MESSAGE_GATEWAY to a real gateway, or DEMO=1 if this is a demonstration.",
            id="seals.E003",
        )
    elif chosen == "memory":
        yield Error(
            "MESSAGE_GATEWAY is 'memory': it is for tests and forgets every message.",
            hint="Set MESSAGE_GATEWAY to a real gateway, or to simulator with DEMO=1.",
            id="seals.E004",
        )
    elif chosen == "twilio":
        yield from twilio()


def twilio() -> Iterator[CheckMessage]:
    """What would stop Twilio, or send our credentials to somebody else."""
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", settings.TWILIO_ACCOUNT_SID):
        yield Error(
            f"TWILIO_ACCOUNT_SID is {settings.TWILIO_ACCOUNT_SID!r}: no account of Twilio looks like that.",
            hint="Copy it from the first page of Twilio's console: AC and 32 hexadecimal digits.",
            id="seals.E011",
        )
    if not settings.TWILIO_AUTH_TOKEN:
        yield Error(
            "TWILIO_AUTH_TOKEN is empty: no text would leave and every webhook would be refused.",
            hint="Copy it from the first page of Twilio's console.",
            id="seals.E012",
        )
    if not re.fullmatch(r"\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}", settings.TWILIO_FROM):
        yield Error(
            f"TWILIO_FROM is {settings.TWILIO_FROM!r}: texts have no sender.",
            hint="Write a number you have at Twilio (+...), a sender's name of up to 11 Latin letters, or a messaging "
            "service (MG...).",
            id="seals.E013",
        )
    if settings.TWILIO_API_BASE_URL and not is_this_machine(settings.TWILIO_API_BASE_URL):
        yield Error(
            f"TWILIO_API_BASE_URL is {settings.TWILIO_API_BASE_URL!r}: the account's token would go to another host.",
            hint="Leave it empty. Only a server of this machine, like http://127.0.0.1:18100, may play Twilio.",
            id="seals.E014",
        )
    if not settings.TWILIO_API_BASE_URL and not settings.IS_HTTPS:
        yield Warning(
            f"PUBLIC_BASE_URL is {settings.PUBLIC_BASE_URL!r}: Twilio should reach it through https.",
            hint="Write the public https://... address; Twilio refuses texts whose callback address it cannot use.",
            id="seals.W002",
        )


def limits() -> Iterator[CheckMessage]:
    wrong = [prefix for prefix in settings.TEXT_PREFIXES if not re.fullmatch(r"\+[1-9]\d{0,10}", prefix)]
    if wrong:
        yield Error(
            f"TEXT_PREFIXES has {wrong[0]!r}: no number begins like that.",
            hint="Write beginnings of numbers with +, separated by commas, like +7,+994.",
            id="seals.E015",
        )
    if settings.TEXTS_A_DAY < 1 or settings.TEXTS_A_DAY_TO_ONE < 1:
        yield Error(
            "TEXTS_A_DAY or TEXTS_A_DAY_TO_ONE is less than 1: nobody who reports a seal would get an answer.",
            hint="Set how many texts one number, and all numbers together, may get in 24 hours.",
            id="seals.E016",
        )


def addresses() -> Iterator[CheckMessage]:
    url = urlsplit(settings.PUBLIC_BASE_URL)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query:
        yield Error(
            f"PUBLIC_BASE_URL is {settings.PUBLIC_BASE_URL!r}: links in text messages would not work.",
            hint="Write scheme and host only, like https://seals.example.org.",
            id="seals.E005",
        )
        return
    if not any(_allows(pattern, url.hostname) for pattern in settings.ALLOWED_HOSTS):
        yield Error(
            f"ALLOWED_HOSTS does not name {url.hostname}, the host of PUBLIC_BASE_URL: every link would be refused.",
            hint=f"Set ALLOWED_HOSTS={url.hostname} (several: with commas).",
            id="seals.E006",
        )
    if url.scheme == "http" and not (settings.DEMO or settings.DEBUG):
        yield Warning(
            "PUBLIC_BASE_URL begins with http: passwords and secret links travel readable.",
            hint="Put a proxy with TLS in front and write https://...; see docs/operations.md.",
            id="seals.W001",
        )


def _allows(pattern: str, host: str) -> bool:
    return pattern == "*" or host == pattern.strip("[]") or (pattern.startswith(".") and f".{host}".endswith(pattern))


def secret() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < 40:
        yield Error(
            f"SECRET_KEY has {len(settings.SECRET_KEY)} characters: signed links could be guessed.",
            hint="Leave it empty (one is made in VAR_DIR), or set 50 random characters.",
            id="seals.E007",
        )


def servers() -> Iterator[CheckMessage]:
    engine = settings.DATABASES["default"].get("ENGINE", "")
    if engine not in DATABASES:
        yield Error(
            "DATABASE_URL names no database that this system knows.",
            hint="Leave it empty for SQLite, or write postgres://user:password@host/name.",
            id="seals.E008",
        )
    if urlsplit(settings.BROKER_URL).scheme not in BROKERS:
        yield Error(
            "BROKER_URL names no broker that this system knows.",
            hint="Leave it empty for files, or write redis://host:6379/0.",
            id="seals.E009",
        )


def listeners() -> Iterator[CheckMessage]:
    for setting in ("CONVERSATIONS", "MESSAGE_OUTCOMES"):
        for name in getattr(settings, setting):
            try:
                import_string(name)
            except ImportError as error:
                yield Error(f"{setting} names {name}, which cannot be used: {error}.", id="seals.E010")
