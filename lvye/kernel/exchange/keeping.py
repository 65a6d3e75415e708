"""A file between its dry run and its import: kept by its content for a day, named by a signed ticket."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core import signing

__all__ = ["Kept", "drop", "folder", "keep", "open_kept", "with_sheet"]

SALT = "lvye.exchange.kept"
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """A kept file, open, with what was said of it at its upload."""

    file: BinaryIO
    filename: str
    year: int | None
    sheet: str
    sha256: str

    def is_larger_than(self, size: int) -> bool:
        """In bytes."""
        return os.fstat(self.file.fileno()).st_size > size


def keep(pieces: Iterable[bytes], filename: str, register: str, user_id: int, year: int | None) -> str:
    """Keep an upload; returns the ticket that names it for this user and this register."""
    kept = folder()
    _sweep(kept)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=kept, prefix="new-", delete=False) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    name = digest.hexdigest()
    Path(file.name).replace(kept / name)
    return _ticket(name, filename, register, user_id, year, "")


def open_kept(ticket: str, register: str, user_id: int) -> Kept | None:
    """The file, or None when the ticket is not this user's, is too old, or the file is gone."""
    try:
        name, filename, for_register, for_user, year, sheet, _once = _signed(ticket)
    except (signing.BadSignature, ValueError):
        return None
    path = folder() / name
    if (for_register, for_user) != (register, user_id) or not path.is_file():
        return None
    return Kept(path.open("rb"), filename, year, sheet, name)


def with_sheet(ticket: str, sheet: str) -> str:
    """A ticket for another look at the same file, or another sheet of it. The caller has asked whose it is."""
    name, filename, register, user_id, year, _was, _once = _signed(ticket)
    return _ticket(name, filename, register, user_id, year, sheet)


def _ticket(*of: object) -> str:
    """Signed, and no two alike: what is done for one ticket is done once."""
    return signing.dumps([*of, secrets.token_hex(8)], salt=SALT)


def _signed(ticket: str) -> list[Any]:
    found: list[Any] = signing.loads(ticket, salt=SALT, max_age=KEPT_SECONDS)
    return found


def drop(ticket: str) -> None:
    """Forget a kept file; it has been brought in."""
    name = signing.loads(ticket, salt=SALT)[0]
    (folder() / name).unlink(missing_ok=True)


def folder() -> Path:
    """Where kept files lie."""
    found = Path(settings.LVYE_HOME) / "imports"
    found.mkdir(parents=True, exist_ok=True)
    return found


def _sweep(folder: Path) -> None:
    """Files nobody came back for."""
    oldest = time.time() - KEPT_SECONDS  # house: the age of a temporary file, not a day of the school
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
