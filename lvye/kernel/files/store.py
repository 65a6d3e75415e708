"""Bytes on disk, named by what they are: LVYE_HOME/files/ab/cdef…, each written once and whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

THUMB = ".thumb"
PART = ".part"
CHUNK = 1 << 20


def root() -> Path:
    """The folder that holds all files (what a backup copies); made when missing."""
    folder = Path(settings.LVYE_HOME) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(sha256: str) -> Path:
    """Where content of this hash lies."""
    return root() / sha256[:2] / sha256[2:]


def thumb_of(sha256: str) -> Path:
    """Where its thumbnail lies (pictures only)."""
    return path_of(sha256).with_suffix(THUMB)


def keep(content: bytes) -> str:
    """Put content on disk and return its SHA-256; what is there already is left as it is."""
    sha256 = hashlib.sha256(content).hexdigest()
    _put(path_of(sha256), content)
    return sha256


def thumb(sha256: str, draw: Callable[[Path], bytes]) -> Path:
    """Where its thumbnail lies, drawn of the picture when first looked at: who sends photos does not wait for it.

    Raises FileNotFoundError where the picture is gone.
    """
    small = thumb_of(sha256)
    if not small.exists():
        _put(small, draw(path_of(sha256)), lasting=False)
    return small


def holds(sha256: str) -> bool:
    """Whether content of this hash lies here; asking keeps it from being swept for another day."""
    try:
        os.utime(path_of(sha256))
    except FileNotFoundError:
        return False
    return True


def _put(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Whole or not at all; lasting: on the disk before it returns. Touching what is there tells `sweep` that somebody
    is about to use it.
    """
    try:
        os.utime(path)
        if path.stat().st_size == len(content):
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=PART, delete=False) as part:
        fresh = Path(part.name)
        try:
            part.write(content)
            part.flush()
            if lasting:
                os.fsync(part.fileno())
            fresh.chmod(0o640)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def hash_of(path: Path) -> str:
    """The SHA-256 of what lies there, read in pieces; empty when nothing does."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def stray(known: set[str], *, before: datetime) -> Iterator[Path]:
    """Files no row knows and nobody has touched since `before`: left by deeds that were undone."""
    for path in root().glob("??/*"):
        sha256 = path.parent.name + path.name.removesuffix(THUMB)
        if sha256 not in known and path.is_file() and _untouched(path, before):
            yield path


def drop(path: Path, *, before: datetime) -> bool:
    """Take a stray file away, unless it was touched in the meantime (then it is put back)."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.aside")
    path.rename(aside)
    if not _untouched(aside, before):
        aside.rename(path)
        return False
    aside.unlink()
    return True


def _untouched(path: Path, before: datetime) -> bool:
    return path.stat().st_mtime < before.timestamp()
