"""Settings of every installation; what differs between them comes from the environment."""

from __future__ import annotations

from pathlib import Path

from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

import lvye.config.sqlite  # noqa: F401 - first of all: the SQLite that will be used
from lvye.config.env import database, mail, read_environment
from lvye.config.settings.sign_in import *  # noqa: F403

ENV = read_environment()
PACKAGE = Path(__file__).resolve().parents[2]

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
BASE_URL = ENV.base_url
LVYE_HOME = ENV.home
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
DATABASES = {"default": database(ENV.database_url, ENV.home)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

KERNEL = [
    f"lvye.kernel.{name}"
    for name in (
        "accounts",
        "audit",
        "records",
        "registers",
        "jobs",
        "rules",
        "outbox",
        "terms",
        "places",
        "people",
        "files",
        "notices",
        "deadlines",
        "offers",
        "papers",
        "exchange",
        "figures",
        "approvals",
        "rosters",
        "duties",
        "chains",
        "setup",
    )
]
MODULES = [
    f"lvye.modules.{name}"
    for name in (
        "finance",
        "partners",
        "assets",
        "stores",
        "counts",
        "procurement",
        "repairs",
        "security",
        "fire",
        "grounds",
        "works",
        "menus",
        "canteen",
        "meals",
        "shop",
        "inspections",
        "training",
        "openings",
        "worklog",
        "plans",
        "history",
        "summaries",
    )
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    *KERNEL,
    *MODULES,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lvye.kernel.outbox.middleware.InTurnMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lvye.kernel.setup.middleware.FirstRunMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lvye.kernel.accounts.middleware.GivenPasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lvye.config.urls"
WSGI_APPLICATION = "lvye.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(PACKAGE / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lvye.kernel.registers.frame.page_frame",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [str(PACKAGE / "locale")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
STATICFILES_DIRS = [str(PACKAGE / "static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = ENV.home / "files"  # never served by address: kernel.files hands files out

# Uploads: the hard stop at the door; the finer limit is the rule files.max_mb.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "lvye.kernel.files.api.MeasuringHandler",  # what is too big never reaches the disk
]

# Pages may load nothing but our own files; no inline script, no inline style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.secure
SECURE_HSTS_SECONDS = 31536000 if ENV.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.secure
PROXIES = ENV.proxies
# Browsers offer passkeys over https and on localhost alone; where the school uses https, nothing else is taken.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.secure else None

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ENV.home / "mail"
DEFAULT_FROM_EMAIL = "lvye@localhost"
globals().update(mail(ENV.email_url))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"lvye": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
