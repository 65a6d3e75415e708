import io
import zipfile

import pytest

from lvye.kit.sheets import Limits, SheetError, read_table

from .sheets import csv_file, xlsx
from .xls import xls

EXPECTED = {"what": ["内容"], "qty": ["数量"]}


def package(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def compound(inside: str) -> bytes:
    """The old Microsoft container, as far as its name goes."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + inside.encode("utf-16-le")


def refused(content: bytes, name: str = "登记.xlsx", **limits: int) -> str:
    with pytest.raises(SheetError) as caught:
        read_table(io.BytesIO(content), name, EXPECTED, limits=Limits(**limits))
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "其实是JPEG 图片，不是表格"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG 图片"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF 文件"),
        (b"\x00\x00\x00\x18ftypheic\x00", "照片或录像"),
        (b"Rar!\x1a\x07\x01\x00", "RAR 压缩包"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "Windows 程序"),
        (b"\x00\x01\x02\x03 junk", "认不出的文件"),
        (b"", "是空的"),
        (b"\xef\xbb\xbf\r\n  ", "是空的"),
        (package(word__document_xml="x"), "Word 文档"),
        (package(content_xml="x"), "ZIP 压缩包"),
        (package(a="x"), "ZIP 压缩包"),
        (b"PK\x03\x04 cut off", "坏了，打不开"),
        (compound("WordDocument"), "Word 文档"),
        (compound("EncryptedPackage"), "设了打开密码"),
        (compound("Nothing"), "认不出的 Office 文件"),
        (compound("Workbook"), "读不出来"),
        ("<html><table><tr><td>内容</td></tr></table>".encode(), "网页格式"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "网页格式"),
        ("<html>".encode("utf-16"), "网页格式"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "网页格式"),
        (package(xl__workbook_xml="x").replace(b"xl/workbook_xml", b"xl/workbook.xml"), "读不出来"),
        (b"a,b\n\x01\x02\x03\x04\x05\x06\x07\n", "不是能读的文字表格"),
        (b"\x81\xff\xfe\xfd,\xff\xff", "不是能读的文字表格"),
    ],
)
def test_a_wrong_file_under_a_right_name_is_told_what_it_is(content, says):
    sentence = refused(content)
    assert says in sentence
    assert "登记.xlsx" in sentence


def test_a_sheet_without_the_header_is_told_what_was_looked_for_and_what_was_seen():
    sentence = refused(xlsx(["姓名", "班级"], ["甲", "一班"]).getvalue())
    assert "内容、数量" in sentence
    assert "姓名、班级" in sentence


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    assert "最多能读 1 MB" in refused(b"a" * (1024 * 1024 + 1), file_bytes=1024 * 1024)


def test_a_package_that_unpacks_to_a_mountain_is_refused():
    bomb = io.BytesIO(xlsx(["内容", "数量"], ["灯", 1]).getvalue())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 5_000_000)
    assert "解开后超过 1 MB" in refused(bomb.getvalue(), unpacked_bytes=1024 * 1024)


def test_a_package_that_lies_about_its_size_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        archive.writestr("xl/sharedStrings.xml", b"a" * 1_000_000)
    content = stream.getvalue().replace((1_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert "读不出来" in refused(content)


def test_a_cell_at_the_far_corner_is_refused_before_memory_is_taken():
    def far(sheet, book):
        sheet.write(1_048_575, 16_383, "x")

    assert "XFD1048576" in refused(xlsx(["内容", "数量"], ["灯", 1], draw=far).getvalue())


def test_an_old_sheet_that_claims_all_its_room_is_refused_before_memory_is_taken():
    assert "IV65536" in refused(xls(["内容", "数量"], ["灯", 1], far=(65_536, 256)).getvalue(), "登记.xls")


def test_cells_without_their_address_are_counted_too():
    wide = '<row r="300000"><c t="str"><v>x</v></c></row>'
    good = xlsx(["内容", "数量"], ["灯", 1]).getvalue()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", wide.encode() + b"</sheetData>")
            target.writestr(member.filename, content)
    assert "B300000" in refused(stream.getvalue())


def test_more_rows_than_can_be_read_are_refused():
    assert "最多能读 3 行" in refused(csv_file("内容,数量\n" + "灯,1\n" * 3).getvalue(), "a.csv", rows=3)


def test_a_quote_that_does_not_close_is_told_where():
    content = csv_file('内容,数量\n灯,1\n"门,' + "很" * 140_000).getvalue()
    assert "第 3 行读不下去" in refused(content, "a.csv")
