"""What a file is, by its content; its name is only a claim."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .errors import SheetError

__all__ = ["Kind", "kind_of", "wide_text"]

Kind = Literal["xlsx", "xls", "csv"]
HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = (
    (b"%PDF", gettext_lazy("PDF 文件")),
    (b"\xff\xd8\xff", gettext_lazy("JPEG 图片")),
    (b"\x89PNG", gettext_lazy("PNG 图片")),
    (b"GIF8", gettext_lazy("GIF 图片")),
    (b"BM", gettext_lazy("BMP 图片")),
    (b"RIFF", gettext_lazy("WebP 图片或音像文件")),
    (b"Rar!", gettext_lazy("RAR 压缩包")),
    (b"7z\xbc\xaf", gettext_lazy("7z 压缩包")),
    (b"\x1f\x8b", gettext_lazy("gzip 压缩包")),
    (b"{\\rtf", gettext_lazy("RTF 文档")),
    (b"MZ", gettext_lazy("Windows 程序")),
    (b"SQLite format 3", gettext_lazy("数据库文件")),
)
OFFICE = (  # a file inside the package → what the package is
    ("word/", gettext_lazy("Word 文档")),
    ("ppt/", gettext_lazy("PowerPoint 幻灯片")),
    ("xl/workbook.bin", gettext_lazy("二进制的 Excel 工作簿（.xlsb）")),
    ("content.xml", gettext_lazy("OpenDocument 文件（.ods）")),
    ("Index/", gettext_lazy("Numbers 表格")),
)


def kind_of(stream: BinaryIO, filename: str) -> Kind:
    """xlsx, xls or csv. Raises SheetError with what the file really is, and what to do."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise SheetError(_("“%(name)s”是空的，没有内容可读。") % {"name": filename})
    if head.startswith(b"PK"):
        return _package(stream, filename)
    if head.startswith(OLE):
        return _compound(stream, filename)
    if head[4:8] == b"ftyp":
        raise _other(filename, _("照片或录像"))
    for signature, what in SIGNATURES:
        if head.startswith(signature) and (signature not in {b"BM", b"MZ"} or b"\x00" in head[:64]):
            raise _other(filename, str(what))
    _refuse_markup(head, filename)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and wide_text(head) is None:
        raise _other(filename, _("认不出的文件"))
    return "csv"


def wide_text(head: bytes) -> str | None:
    """The UTF-16 without a mark these first bytes are written in, None when they are no such text."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = head[: len(head) // 2 * 2].decode(name)
        except UnicodeDecodeError:
            continue
        if any(sign in text for sign in ",\t;") and all(char.isprintable() or char in "\r\n\t" for char in text):
            return name
    return None


def _package(stream: BinaryIO, filename: str) -> Kind:
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise SheetError(
            _("“%(name)s”坏了，打不开（可能没有下载或传输完整）。请在电脑上打开另存一份再传。") % {"name": filename}
        ) from problem
    finally:
        stream.seek(0)
    if "xl/workbook.xml" in names:
        return "xlsx"
    for inside, what in OFFICE:
        if any(name.startswith(inside) for name in names):
            raise _other(filename, str(what))
    raise _other(filename, _("ZIP 压缩包"))


def _compound(stream: BinaryIO, filename: str) -> Kind:
    """The old Microsoft container: its directory names what is inside, in UTF-16."""
    content = stream.read()
    stream.seek(0)

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise SheetError(_("“%(name)s”设了打开密码，读不了。请打开后取消密码，另存一份再传。") % {"name": filename})
    if holds("WordDocument"):
        raise _other(filename, _("Word 文档"))
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise _other(filename, _("认不出的 Office 文件"))


def _refuse_markup(head: bytes, filename: str) -> None:
    """Many systems "export to Excel" a web page called .xls; its cells cannot be trusted to be a table."""
    begin = head.lstrip(b"\xef\xbb\xbf \r\n\t").replace(b"\x00", b"").lstrip(b"\xff\xfe").lower()
    web = begin.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<div", b"<style", b"mime-version"))
    if web or begin.startswith(b"<?xml"):
        raise SheetError(
            _("“%(name)s”其实是网页格式的表格，多半是从别的系统导出的。请用 WPS 或 Excel 打开，另存为 .xlsx 再传。")
            % {"name": filename}
        )


def _other(filename: str, what: str) -> SheetError:
    values = {"name": filename, "what": what}
    return SheetError(_("“%(name)s”其实是%(what)s，不是表格。请上传 .xlsx、.xls 或 .csv 文件。") % values)
