"""Every setting of the system, each value from the environment; checks.py names a wrong one and its mend."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.secrets_file import local_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environ.Env()("VAR_DIR", default=str(BASE_DIR / "var")))

environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
DEMO_PASSWORD = env("DEMO_PASSWORD", default="itbalyq-2026")  # of the invented people of demo data, shown at the login
SECRET_KEY = env("SECRET_KEY", default="") or local_secrets(VAR_DIR)["SECRET_KEY"]
PUBLIC_BASE_URL = env("PUBLIC_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = PUBLIC_BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]

# "off", or the lowest priority a team is asked for without a person: P1..P5
AUTO_DISPATCH = env("AUTO_DISPATCH", default="P2")
# "twilio", "simulator" (a page plays every telephone), "memory" (tests)
MESSAGE_GATEWAY = env("MESSAGE_GATEWAY", default="simulator")
TWILIO_ACCOUNT_SID = env("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN = env("TWILIO_AUTH_TOKEN", default="")
TWILIO_AUTH_TOKEN_OLD = env("TWILIO_AUTH_TOKEN_OLD", default="")  # its webhooks are believed too, during rotation
TWILIO_FROM = env("TWILIO_FROM", default="")  # a number, a sender's name, or a messaging service (MG...)
# Texts to the public (never alerts of our own people): the beginnings of numbers that get any, separated by commas
# (empty: the centre's own country), how many one number gets in 24 hours, and how many all get
TEXT_PREFIXES = env.list("TEXT_PREFIXES", default=[])
TEXTS_A_DAY_TO_ONE = env.int("TEXTS_A_DAY_TO_ONE", default=20)
TEXTS_A_DAY = env.int("TEXTS_A_DAY", default=1000)
# a server of this machine that plays Twilio, for rehearsals
TWILIO_API_BASE_URL = env("TWILIO_API_BASE_URL", default="").rstrip("/")
MAP_TILES_URL = env("MAP_TILES_URL", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "leaflet",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "config",
    "accounts",
    "messaging",
    "strandings",
    "dispatch",
    "rehab",
    "demo",
]

MIDDLEWARE = [
    "config.middleware.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.database_away",
    "config.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.sessions.LimitedSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.centre_and_navigation",
            ],
        },
    },
]

# Databases -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'seals.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with DEFERRED, 150 simultaneous reports gave about 100 "database is locked"; with this, none.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Celery ----------------------------------------------------------------------------------------------------------
BROKER_URL = env("BROKER_URL", default="filesystem://")
# off: only the sweeps work, some seconds later
NUDGES = env.bool("NUDGES", default=True)
# beat as a thread of the worker; with several workers run `celery beat` once instead
BEAT_IN_WORKER = env.bool("BEAT_IN_WORKER", default=False)
# requests to the phone company at once: 8 on one small machine, 24 with PostgreSQL
SEND_THREADS = env.int("SEND_THREADS", default=8)

# People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"
# A code of the telephone after the password; not asked of the invented people of a demonstration
SECOND_FACTOR = not DEMO
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"

# Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Asia/Aqtau")
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
BACKUPS = Path(env("BACKUPS", default=str(VAR_DIR / "backups")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Compressed once when collected; names stay plain, so that JavaScript modules find each other
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = (DEBUG or DEMO) and not STATIC_ROOT.exists()
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "gif", "ico", "woff2", "gz", "map"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
PHOTO_MAX_BYTES = 16 * 1024 * 1024

# Safety ----------------------------------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7  # a week after the login everybody logs in again
SESSION_IDLE_S = env.int("SESSION_IDLE_HOURS", default=12) * 60 * 60  # a shift; what a page fetches by itself is idle
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # one proxy of ours stands in front: its headers are believed
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LEAFLET_CONFIG = {
    "TILES": [],
    "DEFAULT_CENTER": (44.2, 51.2),
    "DEFAULT_ZOOM": 7,
    "MIN_ZOOM": 4,
    "MAX_ZOOM": 13 if not MAP_TILES_URL else 17,
    "RESET_VIEW": False,
    "ATTRIBUTION_PREFIX": False,
    "NO_GLOBALS": True,
}
if MAP_TILES_URL:
    LEAFLET_CONFIG["TILES"] = MAP_TILES_URL

# The API (docs/api.md) ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.door.ThroughTheDoor"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.throttling.PerMinute"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "accounts.api.door.AlwaysJson",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.schema.Schema",
    "SCHEMA_COERCE_PATH_PK": False,
    "EXCEPTION_HANDLER": "accounts.api.problems.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Caspian seal rescue",
    "DESCRIPTION": "From a resident's call to a seal's release. How to use it: docs/api.md.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [],  # each field names its own words: no shared enums to name
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
}
# Requests a minute: of one person, and of one address nobody has logged in from
API_PER_MINUTE = env.int("API_PER_MINUTE", default=600)
API_PER_MINUTE_ANONYMOUS = env.int("API_PER_MINUTE_ANONYMOUS", default=30)
# What all web processes share for a minute: files on one machine, Redis where Redis is the broker
if BROKER_URL.startswith(("redis://", "rediss://")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": BROKER_URL,
            "KEY_PREFIX": "web",
            "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.3},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    }

# Who hears what arrives and what becomes of what was sent: dotted names, in order (docs/ARCHITECTURE.md) ----------
CONVERSATIONS: list[str] = ["dispatch.replies.answer", "strandings.intake.answer"]
INCOMING_PHOTOS: list[str] = ["strandings.intake.keep_photo"]
MESSAGE_OUTCOMES: list[str] = ["dispatch.outcomes.alert_outcome"]
# Seconds a team has to answer an offer, by priority
OFFER_WINDOW_S = {1: 180, 2: 300, 3: 900, 4: 1800, 5: 1800}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.log_lines.Line", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # the phone company's client and its HTTP library would write numbers into the log
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "twilio", "urllib3")},
}
