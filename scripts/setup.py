"""`make setup`: all this checkout needs, into .venv, node_modules and lvye/static/vendor. What stands is skipped.

Runs on a bare Python 3.11, so it uses nothing but its library.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from scripts import debian, vendor
from scripts.steps import LVYE, PYTHON, ROOT, VENV, StepFailedError, digest, fail, log, quietly, say, stands, step

NETWORK = (
    "Check the network, or name a mirror in pip's own settings (pip config set global.index-url …), and start again."
)
STAMPS = VENV / "stamps"


def set_up(*, dev: bool = False) -> None:
    """Make the checkout ready to run; with `dev`, ready to be tested and checked."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls this may have an older one
        raise StepFailedError(f"!!! Python 3.11 or newer is needed, this is {sys.version.split()[0]} 需要 Python 3.11")
    began = time.monotonic()
    _virtual_environment()
    _packages("requirements-dev.txt" if dev else "requirements.txt")
    debian.install(debian.PAPER, needed=False)
    vendor.bring(dev=dev)
    _the_program()
    _catalogues()
    say(f"Set up 准备就绪 ({time.monotonic() - began:.1f} s)")


def _virtual_environment() -> None:
    pip = VENV / "bin" / "pip"
    at_home = pip.is_file() and str(PYTHON) in pip.read_text(errors="replace")
    if at_home and PYTHON.exists():  # made here, not copied from elsewhere, and its Python is still there
        return
    debian.install((debian.VENV_MAKER,), needed=True)
    say("Virtual environment 虚拟环境 .venv …")
    quietly(sys.executable, "-m", "venv", "--clear", VENV, advice="Remove the folder .venv and start again.")


def _packages(lock_name: str) -> None:
    """The locked packages, each checked against its hash. The development lock contains the other."""
    locks = [ROOT / lock_name, ROOT / "requirements-dev.txt"]
    if any(stands(STAMPS / lock.name, digest([lock])) for lock in locks):
        return
    lock = locks[0]
    total = sum(1 for line in lock.read_text().splitlines() if "==" in line and line[0].isalnum())
    with step(f"Python packages 安装 Python 组件: {total}", STAMPS / lock.name, digest([lock])):
        _pip_install(lock, total)


def _pip_install(lock: Path, total: int) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["--require-hashes", "-r", str(lock)]
    said, seen = [], 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied:")):
                seen += 1
                if seen % 20 == 0:
                    say(f"    {seen}/{total}")
            elif line.startswith("Installing collected packages"):
                say("    unpacking 解包 …")
    log("".join(said))
    if pip.returncode:
        fail("pip could not install the locked packages", "".join(said), NETWORK)


PROGRAM = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from lvye.config.cli import main

sys.exit(main())
"""


def _the_program() -> None:
    """The console script `lvye` for this checkout.

    What `pip install -e .` would leave, without the build packages it would fetch for it. The shell's line lets the
    path hold spaces.
    """
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))
    path, text = packages / "lvye.pth", PROGRAM.format(python=PYTHON)
    if path.exists() and LVYE.exists() and LVYE.read_text() == text:
        return
    path.write_text(f"{ROOT}\n")
    LVYE.write_text(text)
    LVYE.chmod(0o755)


def _catalogues() -> None:
    catalogues = sorted((ROOT / "lvye").rglob("*.po"))
    wanted = digest(catalogues)
    if stands(STAMPS / "catalogues", wanted) and all(path.with_suffix(".mo").exists() for path in catalogues):
        return
    with step(f"Catalogues 翻译: {len(catalogues)}", STAMPS / "catalogues", wanted):
        quietly(PYTHON, "-m", "scripts.messages", "compile", advice="The catalogue named above has a mistake.")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", action="store_true", help="also what tests and checks need")
    set_up(dev=arguments.parse_args().dev)
