"""The program as a WSGI application (granian serves it)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - settings must be named first

application = get_wsgi_application()
