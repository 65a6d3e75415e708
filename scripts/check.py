"""`make check`: what can be said about the code without running the school. All checks run, then they are counted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from scripts import debian
from scripts.steps import ROOT, VENV

PYTHON_WORDS = (str(VENV / "bin" / "python"),)
# A school behind https, as docs describe it; nothing here is anybody's secret.
PRODUCTION = {
    "LVYE_SECRET_KEY": "check-" + "0123456789abcdef" * 4,
    "LVYE_BASE_URL": "https://lvye.example",
    "LVYE_ALLOWED_HOSTS": "lvye.example",
    "LVYE_DEBUG": "",
    "LVYE_DATABASE_URL": "",
}


@dataclass(frozen=True)
class Check:
    """A name, the words of a command, and what its surroundings must say."""

    name: str
    words: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


def _program(name: str, *words: str) -> tuple[str, ...]:
    return (str(VENV / "bin" / name), *words)


CHECKS = (
    Check("ruff", _program("ruff", "check", "--quiet", ".")),
    Check("ruff format", _program("ruff", "format", "--check", "--quiet", ".")),
    Check("house rules", (*PYTHON_WORDS, "-m", "lints.house_rules")),
    Check("layers and front doors", _program("lint-imports", "--no-cache")),
    Check("templates", _program("djlint", "lvye", "--lint", "--quiet")),
    Check("repository", (*PYTHON_WORDS, "-m", "lints.repository")),
    Check("catalogues", (*PYTHON_WORDS, "-m", "scripts.messages", "check")),
    Check("migrations", (*PYTHON_WORDS, "manage.py", "makemigrations", "--check", "--dry-run")),
    Check("check --deploy", (*PYTHON_WORDS, "manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("mypy", _program("mypy")),
)


def run(check: Check, home: str) -> bool:
    """Whether a check is content; what it says is shown only when it is not."""
    began = time.monotonic()
    env = os.environ | {"LVYE_HOME": home} | check.env
    ended = subprocess.run(
        check.words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    word = "FAILED" if ended.returncode else "ok"
    print(f"==> {check.name}: {word} ({time.monotonic() - began:.1f} s)", flush=True)
    if ended.returncode:
        print(ended.stdout.rstrip(), flush=True)
    return not ended.returncode


def main() -> int:
    """Run all; names on the command line choose some."""
    debian.install(debian.CATALOGUES, needed=True)
    chosen = [check for check in CHECKS if not sys.argv[1:] or check.name in sys.argv[1:]]
    with tempfile.TemporaryDirectory(prefix="lvye-check-") as home:
        failed = [check.name for check in chosen if not run(check, home)]
    print(f"==> {len(chosen) - len(failed)} of {len(chosen)} checks passed" + "".join(f"; {name}" for name in failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
