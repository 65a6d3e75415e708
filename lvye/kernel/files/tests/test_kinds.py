"""The kind of a file is what it contains; a wrong one is called by its real name, with the way out."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.files.kinds import DOCX, PDF, TEXT, XLSX, media_type_of, safe_name
from lvye.kernel.files.tests import make

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100


def kind(content: bytes, name: str = "文件", *, pictures_only: bool = False) -> str:
    return media_type_of(io.BytesIO(content), name, pictures_only=pictures_only)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (make.jpeg(), "image/jpeg"),
        (make.jpeg(kind="PNG"), "image/png"),
        (make.jpeg(kind="WEBP"), "image/webp"),
        (make.PDF, PDF),
        (make.docx(), DOCX),
        (make.xlsx(), XLSX),
        ("灯管三根，已换。\n".encode(), TEXT),
        ("灯管三根，已换。\r\n".encode("gb18030"), TEXT),
        ("\ufeff名称,数量\n灯管,3\n".encode(), TEXT),
    ],
)
def test_what_is_allowed_is_known_by_its_content(content: bytes, media_type: str) -> None:
    assert kind(content, "随便什么名字.exe") == media_type


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ" + b"\0" * 300, "照片.jpg", "其实是Windows 程序"),
        (b"\x7fELF" + b"\2" * 300, "照片.png", "其实是程序"),
        (make.zipped("a.txt"), "报价.docx", "其实是ZIP 压缩包"),
        (b"Rar!\x1a\x07\x01\x00" + b"\0" * 300, "报价.pdf", "其实是RAR 压缩包"),
        (b"GIF89a" + b"\0" * 300, "照片.jpg", "其实是GIF 动图"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 300, "现场.jpg", "其实是视频"),
        (b"ID3\x03" + b"\0" * 300, "现场.jpg", "其实是录音"),
        (bytes(range(256)) * 4, "照片.jpg", "其实是认不出的文件"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "照片.jpg", "其实是网页或矢量图"),
        (b'\xef\xbb\xbf  <svg xmlns="http://www.w3.org/2000/svg" onload="x()">', "图.png", "其实是网页或矢量图"),
        (b'<?xml version="1.0"?><svg/>', "图.jpg", "其实是网页或矢量图"),
        ("说明\n<script>alert(1)</script>".encode(), "说明.txt", "其实是网页或矢量图"),
        (OLD_WORD, "合同.docx", "旧版 Word 或 Excel 文件，请打开后“另存为” docx"),
        (make.docx("word/vbaProject.bin"), "合同.docx", "带有宏"),
        (make.docx()[:60], "合同.docx", "没有传完整"),
        (HEIC, "IMG_1.HEIC", "“设置 › 相机 › 格式”选“兼容性最佳”"),
        (HEIC, "IMG_1.jpg", "HEIC"),
        (b"", "空.jpg", "是空的"),
    ],
)
def test_what_is_not_allowed_is_called_by_its_real_name(content: bytes, name: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kind(content, name)
    assert said in refused.value.messages[0]
    assert name in refused.value.messages[0]


def test_where_a_photo_is_wanted_a_paper_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"这里要照片，“x\.jpg”其实是PDF 文档"):
        kind(make.PDF, "x.jpg", pictures_only=True)
    assert kind(make.jpeg(), "x.pdf", pictures_only=True) == "image/jpeg"


@pytest.mark.parametrize(
    ("given", "media_type", "kept"),
    [
        ("IMG_1.JPG", "image/png", "IMG_1.png"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\报修\\三楼 灯.jpeg", "image/jpeg", "三楼_灯.jpg"),
        ('a"b\r\nX-Evil: 1.pdf', PDF, "abX-Evil_1.pdf"),
        ("invoice.pdf.html", PDF, "invoice.pdf.pdf"),
        ("...", PDF, "file.pdf"),
        ("", PDF, "file.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_tells_the_real_kind(given: str, media_type: str, kept: str) -> None:
    assert safe_name(given, media_type) == kept
