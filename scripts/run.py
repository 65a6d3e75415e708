"""`make run`: set up, make the database and the demo school where there is none, and serve."""

from __future__ import annotations

import os

from scripts.setup import set_up
from scripts.steps import LVYE, ROOT, say


def main() -> None:
    """From a checkout to a page in the browser."""
    set_up()
    say("Database 数据库 …")
    os.chdir(ROOT)
    # One start of the program instead of three; it takes our place: Ctrl-C is its own.
    os.execv(LVYE, [str(LVYE), "serve", "--demo"])


if __name__ == "__main__":
    main()
