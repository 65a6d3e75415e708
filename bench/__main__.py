"""`python -m bench [--rows N]`: fills a scratch school and measures; prints ratios within this one run.

The database is a scratch one under LVYE_BENCH_HOME (kept between runs), or the empty database that
LVYE_DATABASE_URL names. Exit code 1 if a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

parser = argparse.ArgumentParser(prog="bench", description=__doc__)
parser.add_argument("--rows", type=int, default=1_000_000, help="how many jobs (default 1,000,000)")
parser.add_argument("--small", type=int, default=10_000, help="the small school lists are compared with")
parser.add_argument(
    "--only",
    default="",
    help="comma-separated names of groups: lists,search,report,export,figures,start,prose,counts,stores,rosters,"
    "duties,phones,menus,traces,canteen",
)
options = parser.parse_args()

home = Path(os.environ.get("LVYE_BENCH_HOME") or Path(tempfile.gettempdir()) / "lvye-bench")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")
os.environ["LVYE_ALLOWED_HOSTS"] = "testserver,127.0.0.1"
os.environ["LVYE_HOME"] = str(home / str(options.rows))

if __name__ == "__main__":
    import django

    django.setup()
    from bench.groups import run

    sys.exit(run(options.rows, options.small, [name for name in options.only.split(",") if name]))
