"""Backup and restore: what comes back is what was there, proved; what does not hold is refused, and nothing happens."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.installation import IS_POSTGRES, Installation, told

COUNTS = """
import json
from django.db import connection
with connection.cursor() as cursor:
    names = connection.introspection.table_names(cursor)
    found = {}
    for name in sorted(n for n in names if "_fts" not in n and "session" not in n):
        cursor.execute(f"SELECT count(*) FROM {name}")
        found[name] = cursor.fetchone()[0]
print(json.dumps(found))
"""
FOUND = """
from lvye.kernel.accounts.api import User
from lvye.kernel.records.api import matching
from lvye.kernel.places.api import Place
print(matching(Place.objects.all(), "cc").count(), User.objects.filter(username="director").exists())
"""
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def archive(demo_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo."""
    target = tmp_path_factory.mktemp("backup") / "school.lvye"
    done = demo_installation.run("backup", target)
    assert done.returncode == 0, done.stderr
    assert "个文件" in done.stdout
    return target


@pytest.fixture
def place(nothing: Installation) -> Installation:
    """An empty place to restore into."""
    return nothing


def members_of(archive: Path) -> Members:
    with tarfile.open(archive) as opened:
        return {m.name: opened.extractfile(m).read() for m in opened if m.isfile()}  # type: ignore[union-attr]


def packed(target: Path, members: Members) -> Path:
    with tarfile.open(target, "w:gz") as opened:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            opened.addfile(entry, io.BytesIO(content))
    return target


def hashes(home: Path) -> dict[str, str]:
    files = home / "files"
    found = (path for path in files.rglob("*") if path.is_file())
    return {str(path.relative_to(files)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_what_comes_back_has_the_same_rows_files_trail_and_words(
    demo_installation: Installation, archive: Path, place: Installation
) -> None:
    done = place.run("restore", archive)
    assert done.returncode == 0, done.stderr
    assert "逐表核对无误" in done.stdout
    counts = json.loads(place.inside(COUNTS))
    assert counts == json.loads(demo_installation.inside(COUNTS))
    assert counts["repairs_job"] > 100
    assert hashes(place.home) == hashes(demo_installation.home)
    assert hashes(place.home)
    assert place.run("audit", "verify").stdout == demo_installation.run("audit", "verify").stdout
    found = place.inside(FOUND)
    assert found == demo_installation.inside(FOUND)
    assert found.endswith(" True\n")
    assert not found.startswith("0 ")
    figures = [one.run("figures", "last", "--json").stdout for one in (place, demo_installation)]
    assert figures[0] == figures[1]
    assert place.run("migrate").returncode == 0
    doctor = place.run("doctor").stdout
    for line in ("数据库结构是最新的", "链条完整", "✓ 文件齐全", "触发器齐全"):
        assert line in doctor


def test_the_archive_says_what_is_in_it(archive: Path, demo_installation: Installation) -> None:
    members = members_of(archive)
    manifest = json.loads(members["manifest.json"])
    assert set(manifest) == {
        "format", "engine", "rows", "files", "tables", "file_hashes", "audit", "database",
    }  # fmt: skip
    assert manifest["rows"] == sum(manifest["tables"].values())
    assert manifest["files"] == len(manifest["file_hashes"]) == len(members) - 2
    assert manifest["tables"] == json.loads(demo_installation.inside(COUNTS))
    assert manifest["audit"] in demo_installation.run("audit", "verify").stdout
    assert "secret_key" not in "".join(members)


def test_a_backup_is_taken_while_the_school_works(demo: Installation, tmp_path: Path) -> None:
    """Somebody writes all the while; the archive holds one moment, and restores."""
    demo.inside(
        "import threading\n"
        "from pathlib import Path\n"
        "from lvye.config.backup import make_backup\n"
        "from lvye.kernel.accounts.api import system_user\n"
        "from lvye.kernel.places.api import place_create\n"
        "actor, stop, made = system_user(), threading.Event(), []\n"
        "def work():\n"
        "    while not stop.is_set():\n"
        "        made.append(place_create(f'新楼{len(made)}', kind='building', actor=actor))\n"
        "writer = threading.Thread(target=work)\n"
        "writer.start()\n"
        f"make_backup(Path({str(tmp_path / 'busy.lvye')!r}))\n"
        "stop.set(); writer.join()\n"
        "assert made\n"
    )
    elsewhere = Installation.at(tmp_path / "elsewhere")
    try:
        done = elsewhere.run("restore", tmp_path / "busy.lvye")
        assert done.returncode == 0, done.stderr
        assert elsewhere.run("audit", "verify").returncode == 0
    finally:
        elsewhere.gone()


def test_a_backup_overwrites_nothing_and_leaves_no_half(empty: Installation, tmp_path: Path) -> None:
    target = tmp_path / "school.lvye"
    target.write_text("别的东西")
    assert "备份不覆盖旧文件" in told(empty.run("backup", target))
    assert target.read_text() == "别的东西"
    assert [path for path in tmp_path.iterdir() if path != empty.home] == [target]


def test_a_lost_file_is_no_reason_to_go_without_a_backup(demo: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    file = min(path for path in (demo.home / "files").rglob("*") if path.is_file() and not path.suffix)
    file.unlink()
    file.symlink_to(tmp_path / "gone")  # is_file() is False: not there any more
    done = demo.run("backup", folder / "x.lvye")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.iterdir()] == ["x.lvye"]
    assert "个丢失" in demo.run("doctor").stdout


def test_a_full_place_is_not_restored_into(demo: Installation, archive: Path) -> None:
    before = demo.run("audit", "verify").stdout
    assert "这里已经有数据" in told(demo.run("restore", archive))
    assert demo.run("audit", "verify").stdout == before


def test_files_that_lie_in_a_place_are_not_mixed_with_others(place: Installation, archive: Path) -> None:
    stray = place.home / "files" / "stray.txt"
    stray.parent.mkdir(parents=True)
    stray.write_text("x")
    assert "已经有文件" in told(place.run("restore", archive))


@pytest.mark.skipif(IS_POSTGRES, reason="on PostgreSQL a database with tables is never restored into")
def test_a_migrated_place_nobody_has_used_may_be_restored_into(empty: Installation, archive: Path) -> None:
    empty.run("export", "places.place", empty.home / "x.csv")  # makes a system user, no more
    assert empty.run("restore", archive).returncode == 0


@pytest.mark.skipif(not IS_POSTGRES, reason="SQLite's file is replaced as a whole")
def test_a_database_with_tables_is_not_restored_into(empty: Installation, archive: Path) -> None:
    assert "请建一个空的数据库" in told(empty.run("restore", archive))


def manifest_with(members: Members, **changed: Any) -> Members:
    manifest = json.loads(members["manifest.json"]) | changed
    return members | {"manifest.json": json.dumps(manifest).encode()}


def with_flipped_byte(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def any_file(members: Members) -> str:
    return next(name for name in members if name.startswith("files/"))


BROKEN: dict[str, Callable[[Members], Members]] = {
    "the database was changed": lambda m: m | {"database": with_flipped_byte(m["database"])},
    "the database is missing": lambda m: {name: content for name, content in m.items() if name != "database"},
    "a file was changed": lambda m: m | {any_file(m): m[any_file(m)] + b"x"},
    "a file is missing": lambda m: {name: content for name, content in m.items() if name != any_file(m)},
    "a file came in": lambda m: m | {"files/aa/more": b"x"},
    "the manifest is missing": lambda m: {name: content for name, content in m.items() if name != "manifest.json"},
    "the manifest is no manifest": lambda m: m | {"manifest.json": b"[]"},
    "the manifest is not even text": lambda m: m | {"manifest.json": b"\xff\xfe"},
    "it is of another format": lambda m: manifest_with(m, format=99),
    "it climbs out of its folder": lambda m: m | {"../../outside": b"x"},
}


CUT = (0.0, 0.3, 0.99)
TRIED = """
import contextlib, io, json
from lvye.config import cli
found = {{}}
for what, path in json.loads({archives!r}).items():
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = cli.main(["restore", path])
    found[what] = [code, out.getvalue(), said.getvalue()]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def refusals(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each archive that does not hold, and what was said when it was to be restored: all into one place, one by one.

    Had one left anything, the next would be told that the place is not empty.
    """
    folder, members = tmp_path_factory.mktemp("broken"), members_of(archive)
    tried = {what: packed(folder / f"{at}.lvye", BROKEN[what](members)) for at, what in enumerate(BROKEN)}
    for part in CUT:
        tried[str(part)] = folder / f"cut{part}.lvye"
        tried[str(part)].write_bytes(archive.read_bytes()[: int(archive.stat().st_size * part)])
    place = Installation.at(folder / "nothing")
    archives = json.dumps({what: str(path) for what, path in tried.items()})
    found = json.loads(place.inside(TRIED.format(archives=archives)))
    untouched(place)
    place.gone()
    return {what: told(subprocess.CompletedProcess((), *ended)) for what, ended in found.items()}


@pytest.mark.parametrize("what", BROKEN)
def test_an_archive_that_does_not_hold_is_refused_before_anything_is_written(
    refusals: dict[str, str], what: str
) -> None:
    assert any(words in refusals[what] for words in ("已经损坏", "另一个版本")), refusals[what]


@pytest.mark.parametrize("part", CUT)
def test_an_archive_that_was_cut_off_is_refused(refusals: dict[str, str], part: float) -> None:
    assert "已经损坏" in refusals[str(part)]


def test_the_archive_of_another_engine_is_refused(place: Installation, archive: Path, tmp_path: Path) -> None:
    other = "sqlite" if IS_POSTGRES else "postgresql"
    foreign = packed(tmp_path / "foreign.lvye", manifest_with(members_of(archive), engine=other))
    assert f"这个备份来自 {other}" in told(place.run("restore", foreign))
    untouched(place)


def test_an_archive_whose_manifest_lies_about_its_rows_is_not_passed_off_as_restored(
    place: Installation, archive: Path, tmp_path: Path
) -> None:
    members = members_of(archive)
    tables = json.loads(members["manifest.json"])["tables"]
    lying = packed(tmp_path / "lying.lvye", manifest_with(members, tables=tables | {"repairs_job": 1}))
    assert "请不要使用这份数据" in told(place.run("restore", lying))


def untouched(place: Installation) -> None:
    """No table, no file: as it was."""
    assert not (place.home / "files").exists()
    assert place.tables() == 0
