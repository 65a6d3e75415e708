"""Which Chinese faces paper is set in, where they come from, and what to do when one is missing.

Four faces serve everything: sans and serif, each regular and bold. They are looked for in the vendor folder first
(there `assemble` puts them from the font packages that set-up fetches), then among the fonts of the machine. PDF,
charts and labels all ask here. Word is different: it names the faces of the standard and the reader's machine
supplies them.
"""

from __future__ import annotations

import ctypes.util
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTCollection, TTFont

from lvye.kernel.papers import outlines
from lvye.kernel.papers.values import Finding, NoFontError

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor" / "fonts"
SYSTEM = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# File names known to hold simplified Chinese, best first; only asked when no vendor face is there.
KNOWN = {
    "sans": ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular", "SourceHanSansSC-Regular", "wqy-microhei", "msyh.ttc",
             "PingFang.ttc", "simhei.ttf", "wqy-zenhei", "DroidSansFallback"),
    "sans-bold": ("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold", "SourceHanSansSC-Bold", "msyhbd.ttc"),
    "serif": ("NotoSerifCJK-Regular.ttc", "NotoSerifSC-Regular", "SourceHanSerifSC-Regular", "simsun.ttc", "Songti.ttc",
              "uming.ttc"),
    "serif-bold": ("NotoSerifCJK-Bold.ttc", "NotoSerifSC-Bold", "SourceHanSerifSC-Bold"),
}  # fmt: skip
STAND_IN = {"sans-bold": "sans", "serif": "sans", "serif-bold": "serif"}
# What WeasyPrint loads by name; without these no PDF but labels can be made.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig", "gobject-2.0")
DEBIAN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True)
class Face:
    """One face in a file. `index` chooses among those a collection (.ttc) holds."""

    name: str
    path: Path
    index: int = 0


def vendor_dir() -> Path:
    """Where assembled faces stand: the setting PAPERS_FONTS, otherwise the git-ignored vendor folder."""
    return Path(getattr(settings, "PAPERS_FONTS", None) or VENDOR)


def _system_files() -> Iterator[Path]:
    for place in SYSTEM:
        for folder, _dirs, names in os.walk(Path(place).expanduser()):
            yield from (Path(folder) / name for name in names if name.lower().endswith((".ttf", ".ttc", ".otf")))


def _simplified(path: Path) -> int:
    """Index of the simplified-Chinese face in a collection; Noto's first one is Japanese and draws some otherwise."""
    if path.suffix.lower() != ".ttc":
        return 0
    with TTCollection(path, lazy=True) as collection:
        for index, font in enumerate(collection.fonts):
            name = font["name"].getDebugName(1) or ""
            if "SC" in name.split() and "Mono" not in name:
                return index
    return 0


@lru_cache(maxsize=1)
def _machine() -> dict[str, Path]:
    """File names of the machine's fonts in lower case, each with its path."""
    return {path.name.lower(): path for path in sorted(_system_files(), reverse=True)}


def _on_machine(name: str) -> Face | None:
    for wanted in KNOWN[name]:
        for file, path in _machine().items():
            if file.startswith(wanted.lower()):
                return Face(name, path, _simplified(path))
    return None


@lru_cache(maxsize=8)
def find(name: str) -> Face | None:
    """The face called sans, sans-bold, serif or serif-bold, without stand-in; None when this machine has none."""
    own = vendor_dir() / outlines.FILES[name]
    return Face(name, own) if own.is_file() else _on_machine(name)


def face(name: str) -> Face:
    """The face, or the nearest that writes Chinese (bold → regular, serif → sans). NoFontError when there is none."""
    wanted: str | None = name
    while wanted:
        if found := find(wanted):
            return found
        wanted = STAND_IN.get(wanted)
    raise NoFontError(_("这台机器上没有中文字体。%(mend)s") % {"mend": mend_fonts()})


def forget() -> None:
    """Look again: fonts were added or the vendor folder changed."""
    find.cache_clear()
    _machine.cache_clear()


def subset(name: str, texts: Iterable[str]) -> bytes:
    """A small TrueType file with just the characters of `texts`, from whatever format the face has.

    ReportLab embeds TrueType outlines only; Noto CJK is CFF in a collection. A character the face lacks is left out and
    shows as the face's empty box.
    """
    found = face(name)
    characters = {ord(character) for text in texts for character in text} | {0x20}
    with TTFont(found.path, fontNumber=found.index, lazy=True) as font:
        drawn = outlines.Outlines(like=font)
        drawn.take(font, characters)
        return drawn.truetype(f"lvye-{name}")


def mend_fonts() -> str:
    """The sentence that says how to get Chinese faces."""
    return _("请运行 make setup，它会取来并装配字体；或安装系统字体：apt-get install fonts-noto-cjk")


def _libraries() -> Finding:
    missing = [name for name in LIBRARIES if not ctypes.util.find_library(name)]
    if missing:
        mend = _("请安装：apt-get install %(packages)s") % {"packages": DEBIAN}
        return Finding(False, _("不能生成 PDF：缺少系统库 %(names)s。") % {"names": "、".join(missing)}, mend)
    return Finding(True, _("PDF 排版库齐全。"))


def doctor() -> list[Finding]:
    """What printing needs here: each of the four faces and the libraries PDF is made with."""
    findings = []
    for name in KNOWN:
        if found := find(name):
            findings.append(Finding(True, _("中文字体 %(name)s：%(path)s") % {"name": name, "path": found.path}))
        else:
            findings.append(Finding(False, _("缺少中文字体 %(name)s。") % {"name": name}, mend_fonts()))
    return [*findings, _libraries()]
