"""Drawing glyphs out of one font into another: a TrueType face from web-font slices or from a CFF collection.

The web packages hold a variable face cut into about a hundred slices, for browsers. Printing needs whole static files,
so set-up draws every character once at the weight wanted. The faces are under the SIL Open Font License; what is made
of them carries our own name, as that licence asks, and stays on the machine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# face: (folder of its web package, weight, family, style)
SOURCES = {
    "sans": ("noto-sans-sc", 400, "Lvye Sans", "Regular"),
    "sans-bold": ("noto-sans-sc", 700, "Lvye Sans", "Bold"),
    "serif": ("noto-serif-sc", 400, "Lvye Serif", "Regular"),
    "serif-bold": ("noto-serif-sc", 700, "Lvye Serif", "Bold"),
}
FILES = {name: f"{source[2].replace(' ', '')}-{source[3]}.ttf" for name, source in SOURCES.items()}
STABLE_TIME = 3_786_912_000  # the first of January 2024, in seconds since 1904 as fonts count
LICENCE = "SIL Open Font License 1.1, http://scripts.sil.org/OFL"


class Outlines:
    """Glyphs gathered from fonts of one design, to be written as a TrueType file."""

    def __init__(self, like: TTFont) -> None:
        self.units = like["head"].unitsPerEm
        self.ascent, self.descent = like["hhea"].ascent, like["hhea"].descent
        self.glyphs: dict[str, Any] = {}
        self.widths: dict[str, int] = {}
        self.characters: dict[int, str] = {}

    def take(self, font: TTFont, wanted: Collection[int] | None = None, *, weight: int | None = None) -> None:
        """Draw the wanted characters (all when None) that are not here yet; the first font also gives the empty box."""
        drawings = font.getGlyphSet(location={"wght": weight} if weight and "fvar" in font else None)
        if not self.glyphs:
            self._draw(".notdef", drawings, font.getGlyphOrder()[0])
        for character, glyph in font.getBestCmap().items():
            if character not in self.characters and (wanted is None or character in wanted):
                name = f"u{character:04X}"
                self._draw(name, drawings, glyph)
                self.characters[character] = name

    def _draw(self, name: str, drawings: Any, glyph: str) -> None:
        pen = TTGlyphPen(None)
        # Cubic outlines (CFF) become quadratic within a thousandth of the em; quadratic ones pass through unchanged.
        curves = Cu2QuPen(pen, self.units / 1000, reverse_direction="CFF " in drawings.font)
        drawings[glyph].draw(DecomposingFilterPen(curves, drawings))
        self.glyphs[name] = pen.glyph()
        self.widths[name] = round(drawings[glyph].width)

    def truetype(self, family: str, style: str = "Regular", *, weight: int = 400) -> bytes:
        """The gathered glyphs as a TrueType file of that name. The same glyphs give the same bytes."""
        builder = FontBuilder(self.units, isTTF=True)
        builder.setupGlyphOrder(list(self.glyphs))
        builder.setupCharacterMap(self.characters)
        builder.setupGlyf(self.glyphs)
        bearings = {name: getattr(glyph, "xMin", 0) for name, glyph in self.glyphs.items()}
        builder.setupHorizontalMetrics({name: (width, bearings[name]) for name, width in self.widths.items()})
        builder.setupHorizontalHeader(ascent=self.ascent, descent=self.descent)
        full = f"{family} {style}"
        names = {"familyName": family, "styleName": style, "uniqueFontIdentifier": full, "fullName": full}
        builder.setupNameTable(
            {**names, "psName": full.replace(" ", ""), "version": "Version 1.0", "licenseDescription": LICENCE}
        )
        builder.setupOS2(
            usWeightClass=weight,
            sTypoAscender=self.ascent,
            sTypoDescender=self.descent,
            usWinAscent=self.ascent,
            usWinDescent=-self.descent,
        )
        builder.setupPost(keepGlyphNames=False)
        builder.updateHead(created=STABLE_TIME, modified=STABLE_TIME)
        builder.font.recalcTimestamp = False
        out = BytesIO()
        builder.save(out)
        return out.getvalue()


def _slices(package: Path) -> Iterator[Path]:
    return iter(sorted((package / "files").glob("*-wght-normal.woff2")))


def _assemble_one(source: Path, target: Path, name: str) -> Path:
    folder, weight, family, style = SOURCES[name]
    drawn: Outlines | None = None
    for path in _slices(source / folder):
        with TTFont(path) as font:
            drawn = drawn or Outlines(like=font)
            drawn.take(font, weight=weight)
    if drawn is None:
        raise FileNotFoundError(f"no web-font slices under {source / folder}")
    out = target / FILES[name]
    half = out.with_suffix(".part")
    half.write_bytes(drawn.truetype(family, style, weight=weight))
    return half.replace(out)


def assemble(source: Path, target: Path) -> list[Path]:
    """Make the faces that are not in `target` yet from the web-font packages under `source`.

    `source` holds the folders noto-sans-sc and noto-serif-sc as npm lays them out. Takes about ten seconds a face, on
    as many processors as there are. Returns the files made; FileNotFoundError when a package is not there.
    """
    target.mkdir(parents=True, exist_ok=True)
    missing = [name for name, file in FILES.items() if not (target / file).is_file()]
    for name in missing:
        if not any(_slices(source / SOURCES[name][0])):
            raise FileNotFoundError(f"no web-font slices under {source / SOURCES[name][0]}")
    if not missing:
        return []
    for folder in {SOURCES[name][0] for name in missing}:
        licence = source / folder / "LICENSE"
        (target / f"{folder}-LICENSE.txt").write_bytes(licence.read_bytes())
    with ProcessPoolExecutor(min(len(missing), os.cpu_count() or 1)) as pool:
        return list(pool.map(_assemble_one, [source] * len(missing), [target] * len(missing), missing))
