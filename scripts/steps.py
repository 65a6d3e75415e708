"""What every program here shares: where things are, how it speaks, and when a step may be skipped."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LVYE = VENV / "bin" / "lvye"
LOG = VENV / "setup.log"


class StepFailedError(SystemExit):
    """A step could not be done; the message says what happened and what to do."""


def say(text: str) -> None:
    """One line of progress, at once."""
    print(f"==> {text}", flush=True)


def digest(paths: Sequence[Path], *also: str) -> str:
    """One hash over the names and contents of files, and any words that matter besides."""
    total = hashlib.sha256("\0".join(also).encode())
    for path in sorted(paths):
        total.update(os.path.relpath(path, ROOT).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def stands(stamp: Path, fingerprint: str) -> bool:
    """Whether the step that leaves this stamp was done for exactly these inputs."""
    return stamp.is_file() and stamp.read_text().strip() == fingerprint


@contextmanager
def step(text: str, stamp: Path, fingerprint: str) -> Iterator[None]:
    """Announce a step, time it, and leave its stamp when it succeeded."""
    say(f"{text} …")
    began = time.monotonic()
    stamp.unlink(missing_ok=True)
    yield
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint + "\n")
    if (took := time.monotonic() - began) > 2:
        say(f"    done 完成 ({took:.0f} s)")


def quietly(*command: str | Path, advice: str, env: dict[str, str] | None = None) -> None:
    """Run a command whose words go to the log; when it fails, show the end of them and what to do."""
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    log(ended.stdout)
    if ended.returncode:
        fail(f"`{' '.join(str(part) for part in command)}` failed", ended.stdout, advice)


def log(text: str) -> None:
    """Keep what a command said, for whoever looks into a failure."""
    if VENV.is_dir():
        with LOG.open("a", encoding="utf-8") as file:
            file.write(text)


def fail(what: str, output: str, advice: str) -> None:
    """End with a sentence that says what happened and what to do."""
    tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-15:])
    print(f"{tail}\n!!! {what}.\n!!! {advice}", file=sys.stderr, flush=True)
    raise StepFailedError(1)
