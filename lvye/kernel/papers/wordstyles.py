"""The page and the styles of GB/T 9704-2012 in a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lvye.kernel.papers.wordxml import FANGSONG, HEITI, KAITI, LINK_STYLE, SONGTI, TITLE, el, page_number, set_fonts

BODY_PT, LINE_PT, TITLE_PT, TITLE_LINE_PT, SMALL_PT, SMALL_LINE_PT, NUMBER_PT = 16, 28, 22, 34, 12, 18, 14
# 28 characters of 16 pt are 448 pt and the line has 442.2: each stands 5 twips (a quarter of a point) closer.
CLOSER = -5


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks: face, size and line height in points, alignment, first-line indent in characters."""

    east: str
    size: float = BODY_PT
    line: float = LINE_PT
    align: str = "both"
    indent: int = 0
    keep_next: bool = False
    exact: bool = True
    before: float = 0
    outline: int | None = None


HEADING_FACES = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
# Word's own styles where it has them: the reader's navigation pane and table of contents work.
LOOKS = {
    "Normal": Look(FANGSONG),
    "Title": Look(TITLE, TITLE_PT, TITLE_LINE_PT, "center", keep_next=True),
    "Subtitle": Look(KAITI, align="center"),
    "Body Text": Look(FANGSONG, indent=2),
    "Heading 1": Look(HEITI, indent=2, keep_next=True, outline=0),
    "Heading 2": Look(KAITI, indent=2, keep_next=True, outline=1),
    "Heading 3": Look(FANGSONG, indent=2, keep_next=True, outline=2),
    "Heading 4": Look(FANGSONG, indent=2, keep_next=True, outline=3),
    "Caption": Look(HEITI, SMALL_PT, SMALL_LINE_PT, "center", before=6),
    "LvyeNote": Look(FANGSONG, SMALL_PT, SMALL_LINE_PT),
    "LvyeMark": Look(HEITI, align="left", keep_next=True),
    "LvyePicture": Look(FANGSONG, BODY_PT, SMALL_LINE_PT, "center", keep_next=True, exact=False, before=6),
    "LvyeCell": Look(FANGSONG, SMALL_PT, SMALL_LINE_PT, "left"),
    "LvyeCellNumber": Look(FANGSONG, SMALL_PT, SMALL_LINE_PT, "right"),
    "LvyeCellHead": Look(HEITI, SMALL_PT, SMALL_LINE_PT, "center", keep_next=True),
    "Footer": Look(SONGTI, NUMBER_PT, NUMBER_PT, "right"),
}


def set_page(document: Any) -> None:
    """A4, head 37 mm, binding edge 28 mm, text 156 × 225 mm for 22 lines of 28 characters, page number 7 mm below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.right_margin, section.bottom_margin = (
        Mm(37),
        Mm(28),
        Mm(26),
        Mm(35),
    )
    section.header_distance, section.footer_distance, section.gutter = Mm(15), Mm(25.5), Mm(0)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # The pitch of the lines, 28 pt. Not a grid of characters: office suites disagree about its measure (see CLOSER).
    section._sectPr.append(el("docGrid", type="lines", linePitch=LINE_PT * 20))


def set_page_numbers(document: Any) -> None:
    """「— 1 —」 in 14 pt Song at the outer edge, one character in: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        properties = paragraph.get_or_add_pPr()
        for child in list(properties):
            properties.remove(child)
        properties.extend(
            [
                el("pStyle", val="Footer"),
                el("ind", **{f"{side}Chars": "100", side: str(NUMBER_PT * 20)}),
                el("jc", val=align),
            ]
        )
        paragraph.extend(page_number())


def _paragraph_properties(look: Look) -> list[Any]:
    """In the order the schema demands."""
    made = []
    if look.keep_next:
        made.append(el("keepNext"))
    # Widow control would leave pages of 21 lines.
    made.append(el("widowControl", val="0"))
    if look.line != LINE_PT:
        made.append(el("snapToGrid", val="0"))
    rule = "exact" if look.exact else "atLeast"
    made.append(el("spacing", before=round(look.before * 20), after="0", line=round(look.line * 20), lineRule=rule))
    if look.indent:
        made.append(el("ind", firstLineChars=look.indent * 100, firstLine=round(look.indent * look.size * 20)))
    else:
        made.append(el("ind", firstLineChars="0", firstLine="0"))
    made.append(el("jc", val=look.align))
    if look.outline is not None:
        made.append(el("outlineLvl", val=look.outline))
    return made


def _apply(style: Any, look: Look) -> None:
    element = style.element
    for tag in ("w:pPr", "w:rPr"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    text = el("rPr")
    set_fonts(text, look.east)
    size = round(look.size * 2)
    text.extend([el("b", val="0"), el("i", val="0"), el("color", val="000000")])
    text.append(el("spacing", val=CLOSER if look.size == BODY_PT else 0))
    text.extend(
        [el("kern", val="0"), el("sz", val=size), el("szCs", val=size), el("lang", val="en-US", eastAsia="zh-CN")]
    )
    element.append(el("pPr", *_paragraph_properties(look)))
    element.append(text)


def _link_style(styles: Any) -> None:
    style = styles.add_style("Lvye Link", WD_STYLE_TYPE.CHARACTER)
    style.element.set(qn("w:styleId"), LINK_STYLE)
    style.element.append(el("rPr", el("u", val="single", color="8C8C8C")))


def set_styles(document: Any) -> None:
    """Give Word's styles the look of the standard and add the few it lacks."""
    styles = document.styles
    for fonts in styles.element.iter(qn("w:rPrDefault")):
        set_fonts(fonts.find(qn("w:rPr")), FANGSONG)
    for name, look in LOOKS.items():
        try:
            style = styles[name]
        except KeyError:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
        _apply(style, look)
    _link_style(styles)
    styles["Normal"].font.size = Pt(BODY_PT)
