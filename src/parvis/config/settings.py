"""Settings, read from the environment; `parvis doctor` and production start-up list every mistake at once."""

from pathlib import Path

from environs import Env, validate

env = Env(eager=False)  # collects every mistake; `seal()` below reports them together

PRODUCTION = env.str("PARVIS_ENV", "development", validate=validate.OneOf(["development", "production"])) == "production"
DEMO = env.bool("PARVIS_DEMO", False)
DATA_DIR = Path(env.str("PARVIS_DATA", "var")).absolute()

# --- The body that runs this instance -------------------------------------------------------------
SITE_NAME = env.str("PARVIS_NAME", "Parvis")
SITE_URL = env.str("PARVIS_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_CONTACT = env.str("PARVIS_CONTACT", "contact@parvis.example")
SITE_ADDRESS = env.str("PARVIS_ADDRESS", "")
SOURCE_URL = env.str("PARVIS_SOURCE_URL", "https://parvis.example/source")
THEME = env.str("PARVIS_THEME", "parvis.ui.themes.verdigris")
MODULES = env.list("PARVIS_MODULES", ["agenda"])

# --- Security -------------------------------------------------------------------------------------
DEBUG = False
if PRODUCTION:
    SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=32))
    ALLOWED_HOSTS = env.list("PARVIS_HOSTS", validate=validate.Length(min=1))
else:
    SECRET_KEY = env.str("SECRET_KEY", "not-a-secret: development and demonstration only")
    ALLOWED_HOSTS = env.list("PARVIS_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("PARVIS_BEHIND_PROXY", False):
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

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "parvis.config",
    "parvis.portal",
    "parvis.convene.agenda",
    "parvis.disclose.links",
    "parvis.disclose.datasets",
    "parvis.people",
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
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR}/parvis.sqlite3", conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue at BEGIN instead of failing at the first write
        "timeout": 20,
        # FULL: a confirmation given to a person survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("PARVIS_PGBOUNCER", False)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "parvis.ui.static.Storage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "static/"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}
if redis := env.str("REDIS_URL", ""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = env.str("PARVIS_TIME_ZONE", "Europe/Paris")

# --- Mail -----------------------------------------------------------------------------------------
mail = env.dj_email_url("EMAIL_URL", "consolemail://") if not DEMO else {}
EMAIL_BACKEND = mail.get("EMAIL_BACKEND", "parvis.ground.mail.outbox.OutboxBackend")
EMAIL_HOST, EMAIL_PORT = mail.get("EMAIL_HOST", ""), mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.get("EMAIL_HOST_USER", ""), mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = env.str("PARVIS_MAIL_FROM", SITE_CONTACT)

# --- Accounts -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_REDIRECT_URL = "people:account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "parvis.config.logs.JsonFormatter"}, "plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "plain"}},
    "root": {"handlers": ["console"], "level": env.str("PARVIS_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}

env.seal()
