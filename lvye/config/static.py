"""Static files gathered for serving, and only when one of them has changed: compressing them takes seconds."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather_static() -> bool:
    """Gather and compress all static files unless nothing changed since the last time; returns whether it did."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _digest()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(now)
    return True


def _digest() -> str:
    """Names, sizes and times of every static file there is."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            status = file.stat()
            found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return found.hexdigest()
