"""A file between its dry run and its import: kept by its content for a day, named by a signed ticket."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core import signing

__all__ = ["Kept", "drop", "keep", "open_kept"]

SALT = "lvye.exchange.kept"
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """A kept file, open, with what was said of it at its upload."""

    file: BinaryIO
    filename: str
    year: int | None


def keep(pieces: Iterable[bytes], filename: str, register: str, user_id: int, year: int | None) -> str:
    """Keep an upload; returns the ticket that names it for this user and this register."""
    folder = _folder()
    _sweep(folder)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    name = digest.hexdigest()
    Path(file.name).replace(folder / name)
    return signing.dumps([name, filename, register, user_id, year], salt=SALT)


def open_kept(ticket: str, register: str, user_id: int) -> Kept | None:
    """The file, or None when the ticket is not this user's, is too old, or the file is gone."""
    try:
        name, filename, for_register, for_user, year = signing.loads(ticket, salt=SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    path = _folder() / name
    if (for_register, for_user) != (register, user_id) or not path.is_file():
        return None
    return Kept(path.open("rb"), filename, year)


def drop(ticket: str) -> None:
    """Forget a kept file; it has been brought in."""
    name = signing.loads(ticket, salt=SALT)[0]
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.LVYE_HOME) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sweep(folder: Path) -> None:
    """Files nobody came back for."""
    oldest = time.time() - KEPT_SECONDS  # house: the age of a temporary file, not a day of the school
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
