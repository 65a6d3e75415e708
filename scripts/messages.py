"""The English catalogues: compiled in set-up, brought up to the code on request, proved complete in the check."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polib

from scripts import debian
from scripts.steps import ROOT, VENV

PACKAGE = ROOT / "lvye"
HAN = re.compile(r"[\u4e00-\u9fff]")
Key = tuple[str | None, str, str]


def compile_all() -> list[str]:
    """Write each .po as the .mo that Django reads. Returns complaints."""
    complaints = []
    for path in sorted(PACKAGE.rglob("*.po")):
        try:
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        except (OSError, UnicodeDecodeError) as problem:
            complaints.append(f"{path.relative_to(ROOT)}: {problem}")
    return complaints


def update(package: Path) -> list[str]:
    """Let makemessages write the texts in `package` into the catalogues: each app its own, the rest the frame's."""
    for folder in (package, *(path.parent for path in package.glob("*/*/apps.py"))):
        (folder / "locale").mkdir(exist_ok=True)
    command = [str(VENV / "bin" / "django-admin"), "makemessages", "-l", "en", "--no-location", "--no-obsolete"]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ended = subprocess.run(command, cwd=package, env=surroundings, capture_output=True, text=True, check=False)
    return [ended.stderr.strip()] if ended.returncode else []


def complaints() -> Iterator[str]:
    """What is missing, empty, doubtful or left over, catalogue by catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "lvye"
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo", "tests"))
        if problems := update(fresh):
            yield from problems
            return
        for path in sorted(fresh.rglob("*.po")):
            ours = PACKAGE / path.relative_to(fresh)
            name = ours.relative_to(ROOT)
            if not ours.exists():
                yield f"{name}: no such catalogue, but there are texts for it"
                continue
            yield from (f"{name}: {problem}" for problem in compare(polib.pofile(str(ours)), polib.pofile(str(path))))
            yield from _wrong_places(ours)


def compare(ours: polib.POFile, found: polib.POFile) -> Iterator[str]:
    """How a catalogue differs from the texts found in the code."""
    standing = {_key(entry): entry for entry in ours if not entry.obsolete}
    wanted = {_key(entry) for entry in found if not entry.obsolete}
    for key in sorted(wanted, key=str):
        entry = standing.get(key)
        if entry is None:
            yield f"not in the catalogue: {key[1]!r}"
        elif entry.fuzzy or not entry.translated():
            yield f"not translated: {key[1]!r}"
        elif HAN.search(entry.msgid) and entry.msgid == entry.msgstr:
            yield f"the translation is the Chinese text itself: {key[1]!r}"
    yield from (f"no longer in the code: {key[1]!r}" for key in sorted(standing.keys() - wanted, key=str))
    yield from (f"obsolete: {entry.msgid!r}" for entry in ours.obsolete_entries())


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def _wrong_places(path: Path) -> Iterator[str]:
    """Places for values (%(name)s) that differ between a text and its translation: gettext's own check."""
    ended = subprocess.run(
        ["msgfmt", "--check-format", "-o", os.devnull, str(path)], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        yield ended.stderr.replace(str(ROOT) + "/", "").strip()


def main() -> int:
    """The command line: compile, update or check."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("verb", choices=("compile", "update", "check"))
    verb = arguments.parse_args().verb
    if verb != "compile":
        debian.install(debian.CATALOGUES, needed=True)
    verbs: dict[str, Callable[[], list[str]]] = {
        "compile": compile_all,
        "update": lambda: update(PACKAGE),
        "check": lambda: list(complaints()),
    }
    found = verbs[verb]()
    for complaint in found:
        print(complaint)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
