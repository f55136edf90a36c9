"""Django's settings, made from the environment; a start with mistakes is refused with all of them listed."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from parvis.config.environment import read
from parvis.config.modules import entry
from parvis.config.sentences import listed, operator_language

environment = read(os.environ)
if any(mistake.blocking for mistake in environment.mistakes):
    raise ImproperlyConfigured(listed(environment.mistakes, operator_language(os.environ)))

PRODUCTION = environment["PARVIS_ENV"] == "production"
DEMO = environment["PARVIS_DEMO"]
DATA_DIR = environment["PARVIS_DATA"]

# --- The body that runs this instance -------------------------------------------------------------
SITE_NAME = environment["PARVIS_NAME"]
SITE_URL = environment["PARVIS_URL"]
SITE_CONTACT = environment["PARVIS_CONTACT"]
SITE_DPO = environment["PARVIS_DPO"] or SITE_CONTACT
SITE_ADDRESS = environment["PARVIS_ADDRESS"]
SITE_PUBLISHER = environment["PARVIS_PUBLISHER"]
SITE_DIRECTOR = environment["PARVIS_DIRECTOR"]
SITE_HOSTING = environment["PARVIS_HOSTING"]
SOURCE_URL = environment["PARVIS_SOURCE_URL"]
ACCESSIBILITY = {
    "status": environment["PARVIS_ACCESSIBILITY"],
    "auditor": environment["PARVIS_ACCESSIBILITY_AUDITOR"],
    "audited": environment["PARVIS_ACCESSIBILITY_AUDITED"],
    "scheme": environment["PARVIS_ACCESSIBILITY_SCHEME"],
}
THEME = environment["PARVIS_THEME"]
MODULES = environment["PARVIS_MODULES"]

# --- Security -------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = environment["SECRET_KEY"] or "not-a-secret: development and demonstration only"
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
ALLOWED_HOSTS = environment["PARVIS_HOSTS"] or ([] if PRODUCTION else LOCAL_HOSTS)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a probe on the machine itself speaks plain HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    # The browser refuses a cookie of this name from a sibling domain or over HTTP.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
else:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = environment["PARVIS_BEHIND_PROXY"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "parvis.config.views.errors.refused_origin"
# What outgoing requests may reach besides public machines on ports 80 and 443 (ground/fetching).
FETCH_PRIVATE = environment["PARVIS_FETCH_PRIVATE"]
FETCH_PORTS = environment["PARVIS_FETCH_PORTS"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # an import takes 200 pages, and says so itself to who sends more

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "parvis.config",
    "parvis.portal",
    entry("parvis.convene.harvest", MODULES),
    entry("parvis.convene.imports", MODULES),
    entry("parvis.convene.submissions", MODULES),
    entry("parvis.convene.checkin", MODULES),
    entry("parvis.convene.guests", MODULES),
    entry("parvis.convene.registration", MODULES),
    entry("parvis.convene.editing", MODULES),
    entry("parvis.convene.agenda", MODULES),
    entry("parvis.commit.law", MODULES),
    entry("parvis.commit.charters", MODULES),
    entry("parvis.commit.reviews", MODULES),
    entry("parvis.commit.exchange", MODULES),
    entry("parvis.commit.drafting", MODULES),
    entry("parvis.commit.plans", MODULES),
    "parvis.disclose.links",
    "parvis.disclose.datasets",
    "parvis.people",
    "parvis.ground.guards",
    "parvis.ground.fetching",
    "parvis.ground.versions",
    "parvis.ground.journal",
    "parvis.ground.places",
    "parvis.ground.themes",
    "parvis.ground.files",
    "parvis.ground.sources",
    "parvis.ground.follows",
    "parvis.ground.search",
    "parvis.ground.mail",
    "parvis.ground.tasks",
    "parvis.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "parvis.people.back_office.apps.BackOfficeConfig",  # django.contrib.admin, opened by staff mode alone
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "parvis.config.page_cache.PageCache",  # first: a page already made goes through nothing else
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "parvis.people.api.crossing.AnySite",
    "django.middleware.common.CommonMiddleware",
    "parvis.config.origin.SameOrigin",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "parvis.people.middleware.StaffMode",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "parvis.config.limits.AnonymousForms",
    "allauth.account.middleware.AccountMiddleware",
    "parvis.people.middleware.OurSite",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parvis.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "parvis.ui.forms.Renderer"

# --- Data -----------------------------------------------------------------------------------------
database = environment["DATABASE_URL"] or {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "parvis.sqlite3"),
}
if database["ENGINE"] == "django.db.backends.sqlite3":
    database |= {"CONN_MAX_AGE": None}
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue at BEGIN instead of failing at the first write
        # Their queue is not a fair one: of sixteen, on a busy machine, the unluckiest waited for more than 20 s.
        "timeout": 60,
        # FULL: a confirmation given to a person survives a power cut. Recursive triggers: without them INSERT OR
        # REPLACE deletes the row that it replaces behind the back of the guard that refuses its deletion.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
            "PRAGMA cache_size=-16000;"
        ),
    }
else:
    database |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": environment["PARVIS_PGBOUNCER"],
    }
DATABASES = {"default": database}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # In production names carry a hash; elsewhere a file keeps its name, so that tests and development gather nothing.
    "staticfiles": {"BACKEND": "parvis.ui.static.Storage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "parvis.ui.static.Built",  # the style sheet, assembled from its parts and the theme
]
# `parvis serve` gathers and compresses the files first, and says so to its children.
WHITENOISE_USE_FINDERS = not PRODUCTION and "PARVIS_STATIC_GATHERED" not in os.environ
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def cache(alias: str, entries: int) -> dict[str, object]:
    if redis := environment["REDIS_URL"]:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis,
            "KEY_PREFIX": f"parvis:{urlsplit(SITE_URL).hostname}:{alias}",
        }
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": alias,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }


CACHES = {"default": cache("default", 5000), "pages": cache("pages", 1000)}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = environment["PARVIS_TIME_ZONE"]

# --- Mail -----------------------------------------------------------------------------------------
mail = environment["EMAIL_URL"] or {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
EMAIL_BACKEND = "parvis.ground.mail.outbox.OutboxBackend" if DEMO else mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = mail.get("EMAIL_HOST") or "localhost", mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.get("EMAIL_HOST_USER") or "", mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = bool(mail.get("EMAIL_USE_TLS")), bool(mail.get("EMAIL_USE_SSL"))
EMAIL_FILE_PATH = mail.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment["PARVIS_MAIL_FROM"] or SITE_CONTACT

# --- Accounts -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "parvis.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners open links; a person presses the button
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"signup": "parvis.people.forms.SignUpForm", "login": "parvis.people.forms.LogInForm"}
# One address and one name for passkeys, whatever the host a request claims; see people/second_step.py.
MFA_ADAPTER = "parvis.people.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION and urlsplit(SITE_URL).scheme == "http"
MFA_FORMS = {
    "authenticate": "parvis.people.second_step_forms.CodeForm",
    "reauthenticate": "parvis.people.second_step_forms.CodeAgainForm",
    "activate_totp": "parvis.people.second_step_forms.ApplicationForm",
    "add_webauthn": "parvis.people.second_step_forms.PasskeyForm",
    "edit_webauthn": "parvis.people.second_step_forms.PasskeyNameForm",
}
STAFF_MINUTES = environment["PARVIS_STAFF_MINUTES"]
REQUIRE_MFA = environment["PARVIS_REQUIRE_MFA"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:account"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "parvis.config.logs.JsonFormatter"},
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "plain"}},
    "root": {
        "handlers": ["console"],
        "level": environment["PARVIS_LOG_LEVEL"] or ("INFO" if PRODUCTION else "WARNING"),
    },
    # Django mails administrators and prints to its own console; ours has one way out.
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # CsrfViewMiddleware: ours descends from it (config/origin.py)
]
