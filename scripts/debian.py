"""Packages of Debian that pip and npm cannot bring: what is missing is installed, with one line that says so."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.steps import StepFailedError, fail, say

FONTS = Path("/usr/share/fonts")
APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


@dataclass(frozen=True)
class Package:
    """One package of Debian, how to see that it stands, and what it is for."""

    name: str
    stands: Callable[[], bool]
    purpose: str


def _library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _file(folder: Path, pattern: str) -> Callable[[], bool]:
    return lambda: folder.is_dir() and next(folder.rglob(pattern), None) is not None


VENV_MAKER = Package(
    "python3.11-venv", lambda: importlib.util.find_spec("ensurepip") is not None, "virtual environment"
)
PAPER = (
    Package("libpango-1.0-0", _library("libpango-1.0.so.0"), "PDF"),
    Package("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0"), "PDF"),
    Package("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0"), "PDF"),
    Package("fonts-wqy-microhei", _file(FONTS, "wqy-microhei.ttc"), "Chinese on paper and in charts"),
)
CATALOGUES = (Package("gettext", _program("xgettext"), "catalogues"),)
TESTS = (
    Package("postgresql", _file(Path("/usr/lib/postgresql"), "initdb"), "the second database"),
    Package("chromium", _program("chromium"), "browser journeys"),
    Package("fonts-noto-cjk", _file(FONTS, "NotoSansCJK-Regular.ttc"), "Chinese in the browser"),
    Package("poppler-utils", _program("pdftotext"), "reading PDFs back"),
    *CATALOGUES,
)


def install(packages: tuple[Package, ...], *, needed: bool) -> None:
    """Install what is missing. Without the means: end when it is `needed`, else say what will not work."""
    missing = [package for package in packages if not package.stands()]
    if not missing:
        return
    names = " ".join(package.name for package in missing)
    why = "; ".join(dict.fromkeys(package.purpose for package in missing))
    means = _means()
    if means is None:
        _without(names, why, needed=needed)
        return
    say(f"Installing from Debian's packages 正在安装系统软件包: {names} ({why}) …")
    for command in (
        [*means, *APT, "update"],
        [*means, *APT, "install", "-y", "--no-install-recommends", *names.split()],
    ):
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if ended.returncode and "install" in command:
            if needed:
                fail("Debian's packages could not be installed", ended.stdout, f"Install them by hand: {names}")
            _without(names, why, needed=False)


def _means() -> list[str] | None:
    """The words before apt-get: none for root, sudo for others, None where there is no way."""
    if shutil.which("apt-get") is None:
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", *quiet] if shutil.which("sudo") else None


def _without(names: str, why: str, *, needed: bool) -> None:
    say(f"Missing 缺少: {names}. Without them no {why}. Install them with your system's package manager.")
    if needed:
        raise StepFailedError(1)
