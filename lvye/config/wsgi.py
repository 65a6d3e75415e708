"""The program as a WSGI application (granian serves it)."""

import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")

from django.core.handlers.wsgi import WSGIHandler

from lvye.config.start import serve_many, set_up

set_up()
serve_many()
application = WSGIHandler()

if os.environ.pop("LVYE_WORKER_INSIDE", ""):
    from lvye.kernel.jobs.api import worker_loop  # house: needs Django set up, as above

    threading.Thread(target=worker_loop, args=(threading.Event(),), name="lvye-worker", daemon=True).start()
