"""`make lock`: the newest packages that requirements*.in and package.json allow, locked with hashes, naming no host."""

from __future__ import annotations

import json
import os
from typing import Any

from scripts.steps import ROOT, VENV, quietly, say

ADVICE = "The message above names the package at fault."


def main() -> None:
    """Write requirements.txt, requirements-dev.txt and package-lock.json anew."""
    for name in ("requirements", "requirements-dev"):
        say(f"{name}.txt …")
        quietly(
            VENV / "bin" / "uv", "pip", "compile", f"{name}.in", "--output-file", f"{name}.txt", "--upgrade",
            "--generate-hashes", "--no-header", "--python-version", "3.11", "--quiet",
            *(("--constraint", "requirements.txt") if name.endswith("dev") else ()),
            advice=ADVICE, env={"UV_CUSTOM_COMPILE_COMMAND": "make lock"},
        )  # fmt: skip
    say("package-lock.json …")
    (ROOT / "package-lock.json").unlink(missing_ok=True)
    quietly("npm", "install", "--package-lock-only", "--ignore-scripts", advice=ADVICE)
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    _forget_hosts(lock)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + os.linesep)


def _forget_hosts(lock: dict[str, Any]) -> None:
    """Where a package was fetched from and where to send money are not part of what is locked."""
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)


if __name__ == "__main__":
    main()
