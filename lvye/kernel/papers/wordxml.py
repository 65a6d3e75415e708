"""The small pieces of WordprocessingML that python-docx has no words for, or writes too slowly."""

# house: names of typefaces
from __future__ import annotations

import zipfile
from collections.abc import Sequence
from copy import copy
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lvye.kernel.papers.blocks import Run, Table

TEXT_WIDTH_TWIPS = 8844  # 156 mm
# A hyperlink is a thin grey line under text in the text's own colour: the page keeps its official look.
LINK_STYLE = "LvyeLink"
# Faces of the standard, with the names other machines know them by; Word looks through these when the first is missing.
SONGTI, FANGSONG, KAITI, HEITI, TITLE = "宋体", "仿宋", "楷体", "黑体", "方正小标宋简体"
ALSO_KNOWN = {
    SONGTI: "SimSun",
    FANGSONG: "仿宋_GB2312,FangSong,FangSong_GB2312,STFangsong",
    KAITI: "楷体_GB2312,KaiTi,KaiTi_GB2312,STKaiti",
    HEITI: "SimHei,STHeiti",
    TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,FZXiaoBiaoSong-B05,华文中宋,STZhongsong",
}
LATIN = "Times New Roman"
STABLE_TIME = (1980, 1, 1, 0, 0, 0)


def el(tag: str, *children: Any, **attributes: object) -> Any:
    """An element w:tag with w: attributes and children."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def set_fonts(properties: Any, east: str, latin: str = LATIN) -> None:
    """Name the faces in a w:rPr and forget the theme's, which would win over them."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = el("rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin)
    properties.insert(1 if properties.find(qn("w:rStyle")) is not None else 0, fonts)


def _text(run: Any, text: str) -> None:
    for index, line in enumerate(text.split("\n")):
        if index:
            run.append(el("br"))
        for part, piece in enumerate(line.split("\t")):
            if part:
                run.append(el("tab"))
            element = el("t")
            element.text = piece
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(element)


def word_run(run: Run) -> Any:
    """A w:r. The hint makes quotation marks and dashes, which both scripts share, come from the Chinese face."""
    properties = el("rPr")
    if run.href:
        properties.append(el("rStyle", val=LINK_STYLE))
    properties.append(el("rFonts", hint="eastAsia"))
    if run.bold:
        properties.append(el("b"))
    element = el("r", properties)
    _text(element, run.text)
    return element


def fill(paragraph: Any, runs: Sequence[Run], part: Any) -> None:
    """Append runs to a w:p, links as hyperlinks with a relationship of `part`."""
    for run in runs:
        element = word_run(run)
        if run.href:
            target = part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = el("hyperlink", element, history="1")
            link.set(qn("r:id"), target)
            element = link
        paragraph.append(element)


def paragraph(style: str, runs: Sequence[Run], part: Any, *extra: Any) -> Any:
    """A w:p in the style of that id; `extra` are further paragraph properties, in the schema's order."""
    element = el("p", el("pPr", el("pStyle", val=style), *extra))
    fill(element, runs, part)
    return element


def page_number() -> list[Any]:
    """The runs of 「— 1 —」 with the number as a field."""

    def part(*children: Any) -> Any:
        return el("r", el("rPr", el("rFonts", hint="eastAsia")), *children)

    code = el("instrText")
    code.text = " PAGE "
    return [
        word_run(Run("— ")),
        part(el("fldChar", fldCharType="begin")),
        part(code),
        part(el("fldChar", fldCharType="separate")),
        word_run(Run("1")),
        part(el("fldChar", fldCharType="end")),
        word_run(Run(" —")),
    ]


def _cell(width: int, content: Any) -> Any:
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), el("vAlign", val="center")), content)


def _borders() -> Any:
    lines = [el(side, val="single", sz="4", space="0", color="auto")
             for side in ("top", "left", "bottom", "right", "insideH", "insideV")]  # fmt: skip
    return el("tblBorders", *lines)


def word_table(table: Table, part: Any) -> Any:
    """A w:tbl over the whole text width; its head repeats on every page and no row breaks across pages."""
    widths = [round(share * TEXT_WIDTH_TWIPS) for share in table.shares]
    margins = el("tblCellMar", *(el(side, w="50", type="dxa") for side in ("top", "left", "bottom", "right")))
    properties = el("tblPr", el("tblW", w=sum(widths), type="dxa"), el("jc", val="center"), _borders(),
                    el("tblLayout", type="fixed"), margins)  # fmt: skip
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    head = el("tr", el("trPr", el("cantSplit"), el("tblHeader")))
    for (name, _share, _numeric), width in zip(table.columns, widths, strict=True):
        head.append(_cell(width, paragraph("LvyeCellHead", [Run(name)], part)))
    rows = [head]
    for index, cells in enumerate(table.cells, start=1):
        row = el("tr", el("trPr", el("cantSplit")))
        # A short table stays on one page: each row asks to stand with the next.
        keep = [el("keepNext")] if table.is_short and index < len(table.rows) else []
        for (runs, is_numeric), width in zip(cells, widths, strict=True):
            style = "LvyeCellNumber" if is_numeric else "LvyeCell"
            row.append(_cell(width, paragraph(style, runs, part, *(copy(element) for element in keep))))
        rows.append(row)
    return el("tbl", properties, grid, *rows)


def font_table() -> bytes:
    """word/fontTable.xml: each face of the standard with its other names."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    faces = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{names}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, names in ALSO_KNOWN.items()
    )
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {space}>{faces}{latin}</w:fonts>'.encode()
    )


def stable_zip(document: bytes) -> bytes:
    """The same package with every time stamp fixed, so that equal documents are equal bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, STABLE_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(item.filename))
    return out.getvalue()
