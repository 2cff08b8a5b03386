"""Django settings, read from the environment; see docs/reference/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

import pghistory
from csp.constants import SELF

from potok.server.database import DATABASE_NAME, data_folder, django_database
from potok.server.request_log import logging_settings

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()

#: Print forms that the company has changed; `potok backup` takes them along.
POTOK_TEMPLATES = DATA / "templates"

DEBUG = os.environ.get("POTOK_DEBUG") == "1"
SECRET_KEY = os.environ.get("POTOK_SECRET_KEY", "only-for-tests-and-commands-without-a-site")
ALLOWED_HOSTS = os.environ.get("POTOK_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("POTOK_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "axes",
    "csp",
    "django_htmx",
    "potok.operations.catalog",
    "potok.operations.people",
    "potok.operations.notices",
    "potok.operations.warehouse",
    "potok.operations.purchasing",
    "potok.operations.sales",
    "potok.operations.orders",
    "potok.operations.quality",
    "potok.operations.planning",
    "potok.operations.calculations",
    "potok.operations.lines",
    "potok.operations.shopfloor",
    "potok.web",
]

MIDDLEWARE = [
    "potok.server.request_log.RequestLog",
    "potok.server.metrics.RequestMetrics",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "potok.web.shell.access.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "potok.web.shell.errors.PageErrors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "potok.server.urls"
WSGI_APPLICATION = "potok.server.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "potok.web.shell.context.shell",
            ],
        },
    },
]

DATABASES = {
    "default": django_database(
        os.environ.get("DATABASE_URL", f"postgresql:///{DATABASE_NAME}"),
        pool=os.environ.get("POTOK_DB_POOL", "0") != "0",
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = round(float(os.environ.get("POTOK_SESSION_HOURS", "12")) * 3600)
SESSION_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "potok.web.shell.sign_in.locked_out"
AXES_IPWARE_META_PRECEDENCE_ORDER = ["REMOTE_ADDR"]

LANGUAGE_CODE = "ru"
TIME_ZONE = os.environ.get("POTOK_TIME_ZONE", "Europe/Moscow")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# Sites serve collected files, compressed and named by content; tests and single commands the sources.
COLLECTED = os.environ.get("POTOK_STATIC") == "collected"
STATIC_ROOT = DATA / "static" if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
#: A table of a calculation sends a field for each cell.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000

# Behind a proxy that ends TLS and sets X-Forwarded-Proto itself.
HTTPS = os.environ.get("POTOK_HTTPS") == "1"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

PGHISTORY_APPEND_ONLY = True
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history", related_query_name="history")
PGTRIGGER_MIGRATIONS = True
PROCRASTINATE_IMPORT_PATHS = [
    "potok.operations.orders.jobs",
    "potok.operations.planning.jobs",
    "potok.server.stalled_jobs",
]

LOGGING = logging_settings()
