"""Backup and restore: one archive with the database, the files and a manifest that proves them.

The manifest holds the number of rows of every table, the end of the audit chain and each file's hash; a restore
compares all of it before it says that it is done.
"""

# house: what backup and restore say is for a terminal

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from tqdm import tqdm

from lvye.kernel.audit.api import verify

FORMAT = 1
DATABASE = "database"
MANIFEST = "manifest.json"
FILES = "files"


def make_backup(target: Path) -> dict[str, Any]:
    """Write the archive; it appears under its name only when it is whole. Returns the manifest."""
    if target.exists():
        raise ValidationError(f"{target} 已经有了；备份不覆盖旧文件，请换一个名字。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DATABASE
        with transaction.atomic():  # dump and manifest see the same moment
            _dump(dump)
            files = _files()  # a file that comes later belongs to a record that comes later
            manifest = _manifest(files) | {"database": _hash(dump)}
        partial = Path(folder) / "archive"
        with tarfile.open(partial, "w:gz", compresslevel=5) as archive:
            _add_text(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            archive.add(dump, DATABASE)
            for path in tqdm(files, delay=2, unit="文件"):
                archive.add(path, f"{FILES}/{path.relative_to(settings.MEDIA_ROOT)}")
        partial.replace(target)
    return manifest


def restore_backup(source: Path) -> dict[str, Any]:
    """Bring an archive back. Raises ValidationError if the place is not empty or the archive does not hold."""
    if not source.is_file():
        raise ValidationError(f"没有找到备份文件 {source}")
    _refuse_full_place()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = _unpacked(source, folder)
        if manifest.get("engine") != connection.vendor:
            raise ValidationError(
                f"这个备份来自 {manifest.get('engine')}，现在用的是 {connection.vendor}，不能直接恢复。"
            )
        _load(folder / DATABASE)
        kept = folder / FILES
        if kept.exists():
            shutil.copytree(kept, settings.MEDIA_ROOT, dirs_exist_ok=True)
    _prove(manifest)
    return manifest


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """The archive's content in `folder`, whole and unchanged as its manifest says; the manifest."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        if manifest["format"] != FORMAT:
            raise ValidationError(f"{source} 是另一个版本的绿叶做的备份，请用那个版本恢复，再升级。")
        whole = _hash(folder / DATABASE) == manifest["database"] and manifest["file_hashes"] == {
            str(path.relative_to(folder / FILES)): _hash(path) for path in _files(folder / FILES)
        }
    except (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError):
        raise ValidationError(f"{source} 不是绿叶的备份文件，或者已经损坏。") from None
    if not whole:
        raise ValidationError(f"{source} 已经损坏，里面的数据和备份时不一样。什么也没有恢复，请换一份备份。")
    return manifest


def _dump(target: Path) -> None:
    """A consistent copy, taken inside a transaction that the manifest shares."""
    if connection.vendor == "sqlite":
        # The transaction holds the write lock; a second connection copies what is committed.
        source = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")


def _load(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connections.close_all()
        place = Path(str(settings.DATABASES["default"]["NAME"]))
        place.parent.mkdir(parents=True, exist_ok=True)
        for leftover in (place, Path(f"{place}-wal"), Path(f"{place}-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copyfile(dump, place)
        return
    _postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(dump))


def _postgres(tool: str, *words: str) -> None:
    """One of PostgreSQL's own tools, with this installation's database."""
    found = shutil.which(tool)
    if found is None:
        raise ValidationError(f"这台机器上没有 {tool}；请安装 postgresql-client。")
    given = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = os.environ | {name: str(given[key]) for name, key in named.items() if given[key]}
    done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ValidationError(f"{tool} 没有成功：{done.stderr.strip()[-300:]}")


def _manifest(found: list[Path]) -> dict[str, Any]:
    counts = _counts()
    files = {str(path.relative_to(settings.MEDIA_ROOT)): _hash(path) for path in found}
    return {
        "format": FORMAT,
        "engine": connection.vendor,
        "rows": sum(counts.values()),
        "files": len(files),
        "tables": counts,
        "file_hashes": files,
        "audit": verify().digest,
    }


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if "_fts" not in t and "session" not in t]
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


def _prove(manifest: dict[str, Any]) -> None:
    now = _manifest(_files())
    for name in ("tables", "file_hashes", "audit"):
        if now[name] != manifest[name]:
            raise ValidationError(f"恢复后的{name}和备份时不一样，请不要使用这份数据，换一份备份再试。")


def _refuse_full_place() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        used = False
        if {"accounts_user", "audit_entry"} <= set(tables):
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM audit_entry) OR EXISTS (SELECT 1 FROM accounts_user WHERE NOT is_system)"
            )
            used = bool(cursor.fetchone()[0])
    if used:
        raise ValidationError("这里已经有数据。恢复只能在空的地方进行：请换一个 LVYE_HOME 或空的数据库。")
    if connection.vendor == "postgresql" and tables:
        raise ValidationError("数据库里已经有表。请建一个空的数据库再恢复。")
    if any(_files()):
        raise ValidationError(f"{settings.MEDIA_ROOT} 里已经有文件。恢复只能在空的地方进行。")


def _files(folder: Path | None = None) -> list[Path]:
    root = folder or Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
