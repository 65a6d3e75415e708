"""`make test`: the suite on SQLite, the suite on a PostgreSQL server of its own, the browser journeys. Totals last."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from scripts import debian
from scripts.postgres import throw_away_server
from scripts.steps import PYTHON, ROOT, say

WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))
TOTALS = re.compile(r"^(\x1b\[[0-9;]*m)*=+ .*(\d+ (passed|failed|error|skipped)|no tests ran).* in [\d.:]+")
NO_TESTS = 5  # pytest's word for "none of this kind": right when only some tests were asked for
# worksteal: neighbours stay with one worker, so what a file makes for all of its tests is made once
WITHOUT_JOURNEYS = ("-n", WORKERS, "--dist", "worksteal", "-m", "not e2e and not scale")
FEW = 3  # more that fail together are no accident
ONE_BY_ONE = ("-n", "0", "-m", "e2e")
JOURNEYS = ("-n", WORKERS, "--dist", "loadfile", "-m", "e2e")  # each file has a served program of its own


@dataclass
class Outcome:
    """How one run of pytest ended: its code, its own last line, and the tests it names as failed."""

    title: str
    code: int = 0
    totals: str = "no totals: pytest did not get to the end"
    failed: list[str] = field(default_factory=list)
    shaky: list[str] = field(default_factory=list)  # failed once, passed when walked again alone: to be looked into


def run(title: str, kind: tuple[str, ...], asked: list[str], database: str = "") -> Outcome:
    """One run of pytest over one kind of tests (or those asked for), shown as it goes."""
    say(f"{title} …")
    outcome = Outcome(title)
    command = [str(PYTHON), "-m", "pytest", f"--color={'yes' if sys.stdout.isatty() else 'no'}", *kind, *asked]
    env = os.environ | {"LVYE_DATABASE_URL": database}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start the program a hundred times: it is compiled once
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, errors="replace") as pytest:
        for line in pytest.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if TOTALS.match(line):
                outcome.totals = line.rstrip("\n")
            if line.startswith(("FAILED ", "ERROR ")):
                outcome.failed.append(line.rstrip("\n"))
    outcome.code = 0 if asked and pytest.returncode == NO_TESTS else pytest.returncode
    return outcome


def walked_again(first: Outcome, asked: Callable[[list[str]], Outcome]) -> Outcome:
    """A few journeys that failed, each walked once more in a school of its own: a real fault fails again.

    A browser on a busy machine is the one part of the suite that can trip over time alone. What passes then is told
    as shaky at the end of the run, under the failures, so that somebody mends it.
    """
    names = [line.split()[1] for line in first.failed if line.startswith("FAILED ")]
    if not first.code or len(names) != len(first.failed) or not 0 < len(names) <= FEW:
        return first
    again = asked(names)
    if again.code or f"{len(names)} passed" not in again.totals:
        return first
    return Outcome(first.title, 0, first.totals, [], first.failed)


def run_all(*, fast: bool, words: list[str]) -> list[Outcome]:
    """Each run in its turn; one that fails does not keep the others from being run."""
    if fast:
        return [run("SQLite", WITHOUT_JOURNEYS, words)]
    debian.install(debian.TESTS, needed=True)
    outcomes = [run("SQLite", WITHOUT_JOURNEYS, words)]
    with throw_away_server() as address:
        outcomes.append(run("PostgreSQL", WITHOUT_JOURNEYS, words, database=address))
    walked = run("Browser journeys 浏览器", JOURNEYS, words)
    outcomes.append(walked_again(walked, lambda names: run(f"{walked.title}, once more", ONE_BY_ONE, names)))
    return outcomes


def report(outcomes: list[Outcome], seconds: float) -> int:
    """What failed, then pytest's own totals, run by run."""
    for outcome in outcomes:
        if outcome.code:
            print(f"\n!!! {outcome.title}: pytest ended with {outcome.code}", *outcome.failed, sep="\n")
        if outcome.shaky:
            print(f"\n!!! {outcome.title}: failed at first and passed when walked again", *outcome.shaky, sep="\n")
    print(f"\n==> {len(outcomes)} runs in {seconds / 60:.1f} min: {', '.join(each.title for each in outcomes)}")
    for outcome in outcomes:
        print(outcome.totals)
    return int(any(outcome.code for outcome in outcomes))


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)  # so that the server is stopped on the way out


def main() -> int:
    """The command line. What follows `--` goes to pytest."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--fast", action="store_true", help="SQLite alone, without the browser")
    arguments.add_argument("words", nargs="*", help="for pytest")
    asked = arguments.parse_args()
    signal.signal(signal.SIGTERM, _end)
    began = time.monotonic()
    return report(run_all(fast=asked.fast, words=asked.words), time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
