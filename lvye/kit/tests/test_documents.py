"""Documents as schools send them: what they say, or a sentence why they cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from lvye.kit.documents import Limits, UnreadableError, text_of
from lvye.kit.documents.reading import ENCRYPTED, OLE

SAID = "本学期更换灯管八十四根，疏通下水道两次。"


def word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages: str, password: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        if page:
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "grey")), 72, 600)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_word_file_is_read_paragraph_by_paragraph_and_its_tables_row_by_row() -> None:
    made = text_of(word("一、维修", SAID, table=[["物件", "数量"], ["水龙头", "18"]]), "总结.docx")
    assert made.kind == "docx"
    assert made.text.split("\n") == ["一、维修", SAID, "物件\t数量", "水龙头\t18"]


def test_a_cell_that_covers_several_columns_is_read_once() -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=3).rows[0]
    row.cells[0].merge(row.cells[1]).text = "合计"
    row.cells[2].text = "102"
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue(), "表.docx").text.strip() == "合计\t102"


def test_a_pdf_is_read_page_by_page_and_says_which_pages_are_pictures() -> None:
    made = text_of(pdf(SAID, "", "第三页还有一句话，说食堂。"), "总结.pdf")
    assert made.kind == "pdf"
    assert made.pages == 3
    assert SAID in made.text
    assert "说食堂" in made.text
    assert made.warnings == ("第 2 页没有读出文字，可能是图片。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    made = text_of(f"{SAID}\r\n完\r".encode(encoding), "总结.txt")
    assert (made.kind, made.text) == ("txt", f"{SAID}\n完\n")


def test_what_a_file_is_follows_from_its_content_not_from_its_name() -> None:
    assert text_of(word(SAID), "总结.pdf").kind == "docx"
    assert text_of(pdf(SAID), "总结.txt").kind == "pdf"
    assert text_of(SAID.encode(), "总结.docx").kind == "txt"


def test_the_same_bytes_have_the_same_mark_whatever_they_are_called() -> None:
    content = word(SAID)
    assert text_of(content, "甲.docx").sha256 == text_of(content, "乙.docx").sha256


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "empty", "是空的"),
    "blanks": (lambda: b" \n\t ", "empty", "是空的"),
    "a Word file without a word": (lambda: word(""), "empty", "里没有文字"),
    "an old Word file": (lambda: OLE + b"\0" * 600, "old_word", "另存为 .docx"),
    "a Word file under a password": (lambda: OLE + b"\0" * 600 + ENCRYPTED, "locked", "去掉密码"),
    "a PDF under a password": (lambda: pdf(SAID, password="secret"), "locked", "去掉密码"),
    "a scan": (lambda: pdf("", ""), "scan", "扫描件"),
    "a Word file cut short": (lambda: word(SAID)[:2000], "broken", "没有传完整"),
    "a PDF of nothing": (lambda: b"%PDF-1.7\n", "broken", "没有传完整"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unknown", "不是能读的文档"),
    "a spreadsheet": (lambda: zipped("xl/workbook.xml"), "unknown", "不是能读的文档"),
    "rich text": (lambda: b"{\\rtf1\\ansi hello}", "unknown", "不是能读的文档"),
    "fifty megabytes": (lambda: "修".encode() * (50 * 1024 * 1024 // 3), "too_big", "最多 20 MB"),
    "a long novel": (lambda: "修灯。".encode() * 200_000, "too_long", "最多读 500,000 字"),
    "a Word file that is no Word file": (lambda: zipped("word/document.xml"), "broken", "没有传完整"),
}


def zipped(name: str, content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("make", "code", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_what_to_do(make: Callable[[], bytes], code: str, says: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        text_of(make(), "总结.doc")
    assert refused.value.code == code
    assert says in refused.value.messages[0]


def test_a_word_file_that_would_unpack_to_much_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped("word/document.xml", b" " * 3_000_000)
    with pytest.raises(UnreadableError, match="展开后有 2 MB，最多 1 MB") as refused:
        text_of(bomb, "总结.docx", Limits(unpacked_bytes=1024 * 1024))
    assert refused.value.code == "too_big"


def test_a_pdf_of_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableError, match="超过 2 页"):
        text_of(pdf(SAID, SAID, SAID), "总结.pdf", Limits(pages=2))


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", OLE]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, head: bytes) -> None:
    try:
        said = text_of(head + content, "文件").text
    except UnreadableError as refused:
        said = refused.messages[0]
    assert said.strip()
