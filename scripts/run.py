"""`make run`: set up, make the database and the demo school where there is none, and serve."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from scripts.setup import set_up
from scripts.steps import LVYE, PYTHON, ROOT, StepFailedError, digest, quietly, say, stands, step


def main() -> None:
    """From a checkout to a page in the browser."""
    set_up()
    say("Database 数据库 …")
    _lvye("migrate")
    _static_files()
    _lvye("demo", "--if-empty")
    os.execv(LVYE, [str(LVYE), "serve"])  # the program takes our place: Ctrl-C is its own


def _lvye(*words: str) -> None:
    if code := subprocess.run([str(LVYE), *words], cwd=ROOT, check=False).returncode:
        print(f"!!! `lvye {' '.join(words)}` failed. `.venv/bin/lvye doctor` says what is wrong and how to mend it.")
        raise StepFailedError(code)


def _static_files() -> None:
    """Gather what the pages load, named by content, so that browsers may keep it for ever."""
    gathered = Path(os.environ.get("LVYE_HOME") or ROOT / "var").resolve() / "static"
    sources = [path for folder in (ROOT / "lvye").rglob("static") for path in folder.rglob("*") if path.is_file()]
    wanted = digest([*sources, ROOT / "requirements.txt"])
    if stands(gathered / ".stamp", wanted):
        return
    with step("Styles and scripts 样式与脚本", gathered / ".stamp", wanted):
        quietly(
            PYTHON, ROOT / "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0",
            advice="Start `make setup` again; if it stays, the file named above is at fault.",
        )  # fmt: skip


if __name__ == "__main__":
    main()
