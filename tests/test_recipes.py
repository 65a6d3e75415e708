"""The recipes of CONTRIBUTING.md are followed to the letter, in a copy of the repository, and the result is proved."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.engineless

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(?:^`(?P<path>[\w./-]+)`\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = ".venv/bin/python "
COPIED = ("lvye", "lints", "scripts", "tests", "bench")
SINGLE = ("conftest.py", "manage.py", "pyproject.toml", "requirements.txt", ".importlinter")


@dataclass(frozen=True)
class Block:
    """One code block of a recipe: a whole file, a change to one, or commands."""

    kind: str
    path: str
    text: str


def recipes() -> dict[str, list[Block]]:
    """The blocks of each recipe, by its heading, in the order of the page."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    part = page.split("\n## Recipes\n")[1].split("\n## ")[0]
    found: dict[str, list[Block]] = {}
    for section in part.split("\n### ")[1:]:
        title, _line, body = section.partition("\n")
        found[title] = [Block(m["kind"], m["path"] or "", m["text"]) for m in BLOCK.finditer(body)]
    return found


def apply(block: Block, home: Path) -> None:
    """Do what a block says; an unclear or stale one fails."""
    target = home / block.path
    if block.kind in ("python", "html"):
        assert block.path, f"a block without a file above it: {block.text[:60]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")
    elif block.kind == "diff":
        text = target.read_text(encoding="utf-8")
        for hunk in re.split(r"^@@\n", block.text, flags=re.MULTILINE):
            lines = hunk.splitlines()
            old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
            new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
            assert text.count(old) == 1, f"{block.path}: the spot is there {text.count(old)} times:\n{old}"
            text = text.replace(old, new)
        target.write_text(text, encoding="utf-8")
    else:
        for line in block.text.splitlines():
            run(line, home)


def run(line: str, home: Path) -> None:
    """A command of a recipe, run in the copy by the Python that runs this test."""
    assert line.startswith(PYTHON), f"a recipe runs {line!r}"
    words = re.findall(r"\"[^\"]*\"|\S+", line.removeprefix(PYTHON))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LVYE_", "PYTEST_", "DJANGO_"))}
    env |= {"LVYE_HOME": str(home / "var"), "PYTHONPATH": str(home)}
    command = [sys.executable, *(word.strip('"') for word in words)]
    ended = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{line}\n{ended.stdout[-6000:]}{ended.stderr[-3000:]}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The repository without its history, in which anything may be changed."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("the recipes do not depend on the engine: proved on SQLite")
    home = tmp_path_factory.mktemp("repository")
    skipped = shutil.ignore_patterns("__pycache__", "vendor")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, home / folder, ignore=skipped)
    for file in SINGLE:
        shutil.copyfile(ROOT / file, home / file)
    (home / ".venv").symlink_to(ROOT / ".venv")
    vendor = ROOT / "lvye/static/vendor"
    if vendor.exists():
        (home / "lvye/static/vendor").symlink_to(vendor)
    yield home
    shutil.rmtree(home, ignore_errors=True)


def test_the_six_recipes_are_there_and_each_ends_in_its_proof() -> None:
    found = recipes()
    added = [f"Add a {what}" for what in ("register", "step", "figure", "panel", "paper")]
    assert list(found) == [*added, "Make a form work without network"]
    for title, blocks in found.items():
        commands = "".join(block.text for block in blocks if block.kind == "sh")
        own_tests = [block.path for block in blocks if "/tests/test_" in block.path]
        assert "pytest" in commands or own_tests, title


def test_following_the_recipes_to_the_letter_makes_a_module_that_passes(copy: Path) -> None:
    for blocks in recipes().values():
        for block in blocks:
            apply(block, copy)


@pytest.mark.parametrize(
    "change",
    [
        Block("diff", "pyproject.toml", "-nothing like this\n+stands there\n"),
        Block("diff", "manage.py", " import os\n import os\n"),
    ],
)
def test_a_stale_change_in_a_recipe_is_noticed(copy: Path, change: Block) -> None:
    with pytest.raises(AssertionError, match="the spot is there 0 times"):
        apply(change, copy)


def test_a_command_that_fails_in_a_recipe_is_noticed(copy: Path) -> None:
    with pytest.raises(AssertionError, match="nowhere"):
        run(".venv/bin/python -m pytest -q nowhere/at_all.py", copy)
