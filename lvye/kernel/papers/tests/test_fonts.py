"""Faces: where they are looked for, and making them from web-font slices."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from pytest_django import Settings

from lvye.kernel.papers import api, fonts, outlines
from lvye.kernel.papers.tests import make


@pytest.fixture(autouse=True)
def vendor(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.PAPERS_FONTS = tmp_path / "vendor"
    fonts.forget()
    yield tmp_path / "vendor"
    fonts.forget()


def slice_of(characters: str, path: Path) -> None:
    """A variable web font: a box for each character, 100 wide at weight 100 and 900 wide at weight 900."""
    pen = TTGlyphPen(None)
    for step, point in enumerate([(0, 0), (0, 700), (100, 700), (100, 0)]):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"g{ord(character)}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{ord(character)}" for character in characters})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Slice", "styleName": "Regular"})
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    wider = TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (800, 0), (800, 0), *[(0, 0)] * 4])
    builder.setupGvar({name: [wider] for name in names})
    builder.setupOS2()
    builder.setupPost()
    builder.font.flavor = "woff2"
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


def packages(root: Path) -> Path:
    for folder in ("noto-sans-sc", "noto-serif-sc"):
        slice_of("报A", root / folder / "files" / f"{folder}-101-wght-normal.woff2")
        slice_of("修A", root / folder / "files" / f"{folder}-102-wght-normal.woff2")
        (root / folder / "LICENSE").write_text("SIL Open Font License")
    return root


def right_edge(path: Path, character: str) -> int:
    with TTFont(path) as font:
        return int(font["glyf"][font.getBestCmap()[ord(character)]].xMax)


def test_faces_are_assembled_from_slices_at_their_weights(tmp_path: Path, vendor: Path) -> None:
    made = api.assemble_fonts(packages(tmp_path / "web"))
    assert sorted(path.name for path in made) == sorted(outlines.FILES.values())
    for character in "报修A":
        assert right_edge(vendor / "LvyeSans-Regular.ttf", character) == 400
        assert right_edge(vendor / "LvyeSerif-Bold.ttf", character) == 700
    assert (vendor / "noto-sans-sc-LICENSE.txt").read_text() == "SIL Open Font License"


def test_assembled_faces_go_before_those_of_the_machine_and_stay_as_they_are(tmp_path: Path, vendor: Path) -> None:
    web = packages(tmp_path / "web")
    api.assemble_fonts(web)
    assert fonts.face("serif").path == vendor / "LvyeSerif-Regular.ttf"
    before = (vendor / "LvyeSans-Bold.ttf").stat().st_mtime_ns
    (vendor / "LvyeSans-Regular.ttf").unlink()
    assert [path.name for path in api.assemble_fonts(web)] == ["LvyeSans-Regular.ttf"]
    assert (vendor / "LvyeSans-Bold.ttf").stat().st_mtime_ns == before


def test_papers_are_set_in_the_assembled_faces(tmp_path: Path) -> None:
    api.assemble_fonts(packages(tmp_path / "web"))
    assert make.texts(api.labels([make.label(title="报修")]))[0].startswith("报修")
    assert b"Lvye-Serif" in make.unpacked(api.official_pdf(**make.document()))
    assert api.chart_png("bar", [("报修", 3, "修")]).startswith(b"\x89PNG")


def test_a_missing_package_is_named_and_nothing_is_made(tmp_path: Path, vendor: Path) -> None:
    with pytest.raises(FileNotFoundError, match="noto-sans-sc"):
        api.assemble_fonts(tmp_path / "nothing")
    assert list(vendor.iterdir()) == []


def test_a_missing_weight_is_stood_in_for_but_reported(
    vendor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "SYSTEM", (str(tmp_path / "none"),))
    slice_of("报", tmp_path / "web" / "a.woff2")
    with TTFont(tmp_path / "web" / "a.woff2") as font:
        drawn = outlines.Outlines(like=font)
        drawn.take(font, weight=400)
    vendor.mkdir()
    (vendor / "LvyeSans-Regular.ttf").write_bytes(drawn.truetype("Lvye Sans"))
    assert fonts.face("serif-bold").name == "sans"
    assert [finding.ok for finding in api.doctor()[:4]] == [True, False, False, False]


def test_a_subset_holds_just_the_characters_asked_for() -> None:
    with TTFont(BytesIO(fonts.subset("sans", ["报修 304"]))) as font:
        assert set(font.getBestCmap()) == {ord(character) for character in "报修 304"}
        assert "glyf" in font
        assert font["glyf"][font.getBestCmap()[ord("报")]].numberOfContours > 0
