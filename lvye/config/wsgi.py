"""The program as a WSGI application (granian serves it)."""

import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if os.environ.pop("LVYE_WORKER_INSIDE", ""):
    from lvye.kernel.jobs.api import worker_loop  # house: needs Django set up, as above

    threading.Thread(target=worker_loop, args=(threading.Event(),), name="lvye-worker", daemon=True).start()
