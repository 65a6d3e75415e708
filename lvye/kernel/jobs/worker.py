"""The worker: looks again and again what is due, until it is told to stop."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections, connections
from django.utils import timezone

from .services import run_due

PAUSE = 20.0  # seconds between two looks
log = logging.getLogger("lvye.jobs")


def worker_loop(stop: threading.Event, *, pause: float = PAUSE) -> None:
    """Run what is due every `pause` seconds until `stop` is set; a job under way is finished first.

    For `lvye worker`, and as a thread of `lvye serve`: any number of workers may run beside each other. A database
    that is away for a while does not end it. Closes the thread's own connections when it stops.
    """
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                run_due(timezone.now())
            except Exception:  # the database may be away: say so and look again
                log.exception("the worker could not look for jobs")
                connections.close_all()
            stop.wait(pause)
    finally:
        connections.close_all()
