"""Documents and pictures to print."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

from lvye.kernel.papers.api import Appendix, Heading, Label, Note, Paragraph, Picture, Run, Table

FIGURE = "https://lvye.example/figures/repairs.done?term=2025-2"


def png(width: int = 90, height: int = 40) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (230, 242, 234)).save(out, "PNG")
    return out.getvalue()


def blocks() -> list[Any]:
    return [
        Heading(1, "主要工作"),
        Heading(2, "维修保障"),
        Paragraph([Run("办结 "), Run("3,287 件", FIGURE), Run("，"), Run("按期", bold=True), Run("占多数。")]),
        Heading(3, "水"),
        Heading(4, "漏水"),
        Table(["楼", "盏"], [["教学楼", [Run("47", FIGURE)]], ["实验楼", "16"]], [3, 1], {1}, "各楼换修灯具"),
        Picture(png(), 120, "换灯最多在教学楼"),
        Heading(1, "存在不足"),
        Note("注：数字截至期末。"),
    ]


def document(**changes: Any) -> dict[str, Any]:
    values = {
        "title": "青禾实验学校\n后勤工作总结",
        "org": "青禾实验学校总务处",
        "blocks": blocks(),
        "signed_on": date(2026, 7, 12),
    }
    return {**values, **changes}


def appendix(title: str = "数据依据") -> Appendix:
    return Appendix(title, [Heading(1, "口径"), Paragraph("按办结日。")])


def label(**changes: str) -> Label:
    values = {
        "code": "7K3M9Q",
        "url": "https://lvye.example/c/7K3M9Q",
        "title": "教学楼 304教室",
        "subtitle": "扫码报修",
        "org": "青禾实验学校",
    }
    return Label(**{**values, **changes})


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF read back."""
    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    found = []
    with opened(content) as document:
        for page in document:
            words = page.get_textpage()
            found.append(words.get_text_bounded().replace("\r\n", "\n"))
            words.close()
            page.close()
    return found


def unpacked(content: bytes) -> bytes:
    """Everything in the streams of a PDF, for what no reader shows: addresses of links, names of faces."""
    return b"".join(zlib.decompress(stream) for stream in re.findall(rb"stream\n(x.*?)\nendstream", content, re.DOTALL))


def pictures(content: bytes, scale: float = 4) -> list[Image.Image]:
    """Each page as it looks."""
    found = []
    with opened(content) as document:
        for page in document:
            bitmap = page.render(scale=scale)
            found.append(bitmap.to_pil().copy())
            bitmap.close()
            page.close()
    return found


def sizes_mm(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    with opened(content) as document:
        return [
            tuple(round(side / 72 * 25.4) for side in document.get_page_size(index)) for index in range(len(document))
        ]  # type: ignore[misc]
