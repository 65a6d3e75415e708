"""`python -m bench.sheets [--rows N]`: a property book of N rows tried and brought in; prints seconds and peak memory.

While it is, somebody else goes on writing; how long he had to wait for one deed at most is printed too.

Each stage runs in a program of its own, so that the memory it prints is its own. The database is a scratch one under
LVYE_BENCH_HOME, or the empty database that LVYE_DATABASE_URL names.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

STAGES = ("set-up", "write the sheet", "dry run", "import", "undo")
HEADER = [
    "资产编号",
    "资产名称",
    "分类代码",
    "规格型号",
    "数量",
    "单价",
    "金额",
    "取得日期",
    "使用年限",
    "存放地点",
    "备注",
]
THINGS = ("台式计算机", "办公桌", "办公椅", "投影仪")
CODES = ("A02010105", "A05010201", "A05010301", "A02020200")


def rows_of(count: int) -> Iterator[list[Any]]:
    """A title, a header, the rows, and the totals row schools put below."""
    total = Decimal(0)
    for number in range(count):
        price = Decimal(100 + number % 900)
        qty = 1 + number % 3
        total += price * qty
        day = dt.date(2010, 1, 1) + dt.timedelta(days=number % 5000)
        age = f"{5 + number % 5}年{number % 12}个月"
        code = CODES[number % len(CODES)]
        name, spec, room = THINGS[number % len(THINGS)], f"型号{number % 700}", f"{1 + number % 40}01室"
        yield [f"B{number:07d}", name, code, spec, qty, price, price * qty, day, age, room, ""]
    yield ["合计", "", "", "", "", "", total, "", "", "", ""]


class Others:
    """Somebody else who goes on writing small deeds while a sheet is worked at; how long he waited for one at most."""

    def __init__(self) -> None:
        self.longest, self.deeds, self._stop = 0.0, 0, threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Others:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._stop.set()
        self._thread.join()

    def __str__(self) -> str:
        return f"another writer did {self.deeds} deeds and waited {self.longest:.1f} s at most"

    def _write(self) -> None:
        from django.db import connection

        from lvye.kernel.accounts.api import system_user
        from lvye.kernel.people.api import Department
        from lvye.kernel.records import api as records

        stamp = time.time_ns()
        while not self._stop.wait(0.2):
            begun = time.perf_counter()
            records.create(Department, actor=system_user("import"), name=f"{stamp}-{self.deeds}")
            self.longest, self.deeds = max(self.longest, time.perf_counter() - begun), self.deeds + 1
        connection.close()


def stage(name: str, rows: int, home: Path) -> None:
    """Do one stage and print what it took."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.exchange.api import ImportBatch, bring_in, dry_run, undo, write_xlsx
    from lvye.kernel.registers.api import registers

    sheet = home / "book.xlsx"
    begun = time.perf_counter()
    worked = time.process_time()
    note = ""
    if name == "set-up":
        call_command("migrate", verbosity=0)
        from lvye.modules.assets.api import classes_prepare

        classes_prepare(actor=system_user("import"))
        note = connection.vendor
    elif name == "write the sheet":
        with sheet.open("wb") as out:
            write_xlsx(out, HEADER, rows_of(rows))
    elif name == "undo":
        undo(ImportBatch.objects.latest("pk"), actor=system_user("import"))
    else:
        act = dry_run if name == "dry run" else bring_in
        with sheet.open("rb") as file, Others() as others:
            outcome = act(registers["assets.asset"], file, sheet.name, actor=system_user("import"))
        note = f"{outcome.rows:,} rows, {outcome.made:,} made, {len(outcome.problems)} refused; {others}"
        for problem in outcome.problems[:3]:
            print(problem, flush=True)
    seconds = time.perf_counter() - begun
    worked = time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:16} {seconds:7.1f} s {worked:7.1f} s of work {memory:6} MB   {note}", flush=True)


def main() -> int:
    """Run the stages one after the other, each in its own program."""
    parser = argparse.ArgumentParser(prog="bench.sheets", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--stage", choices=STAGES)
    options = parser.parse_args()
    base = Path(os.environ.get("LVYE_BENCH_HOME") or Path(tempfile.gettempdir()) / "lvye-bench")
    home = base / "sheets"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")
    os.environ["LVYE_HOME"] = str(home)
    if options.stage:
        stage(options.stage, options.rows, home)
        return 0
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    print(f"{options.rows:,} rows, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}", flush=True)
    for name in STAGES:
        command = [sys.executable, "-m", "bench.sheets", "--rows", str(options.rows), "--stage", name]
        if subprocess.run(command, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
