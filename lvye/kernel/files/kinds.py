"""What a file really is, by its content; the name it was given proves nothing."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import IO

import filetype
from django.core.exceptions import ValidationError
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from .models import PICTURES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
TEXT = "text/plain"
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    PDF: ".pdf",
    DOCX: ".docx",
    XLSX: ".xlsx",
    TEXT: ".txt",
}
SAME = {"image/apng": "image/png"}  # of a moving picture the first frame is kept
HEAD = 8192  # what filetype reads
MAX_ENTRIES = 5000  # parts of a Word or Excel file; a table of pictures has some hundreds

# What people send by mistake, most telling word first; the rest is named by its family or as unknown.
NAMES = {
    "application/x-msdownload": gettext_noop("Windows 程序"),
    "application/x-executable": gettext_noop("程序"),
    "application/zip": gettext_noop("ZIP 压缩包"),
    "application/x-rar-compressed": gettext_noop("RAR 压缩包"),
    "application/x-7z-compressed": gettext_noop("7z 压缩包"),
    "application/gzip": gettext_noop("压缩包"),
    "application/x-tar": gettext_noop("压缩包"),
    "application/rtf": gettext_noop("RTF 文档"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": gettext_noop("PowerPoint 文件"),
    "image/gif": gettext_noop("GIF 动图"),
    "image/bmp": gettext_noop("BMP 图片"),
    "image/tiff": gettext_noop("TIFF 图片"),
    "image/vnd.adobe.photoshop": gettext_noop("Photoshop 文件"),
    PDF: gettext_noop("PDF 文档"),
    DOCX: gettext_noop("Word 文档"),
    XLSX: gettext_noop("Excel 表格"),
    TEXT: gettext_noop("文本文件"),
    "image/jpeg": gettext_noop("JPEG 照片"),
    "image/png": gettext_noop("PNG 图片"),
    "image/webp": gettext_noop("WebP 图片"),
}
FAMILIES = {
    "image": gettext_noop("图片（少见的格式）"),
    "video": gettext_noop("视频"),
    "audio": gettext_noop("录音"),
    "font": gettext_noop("字体"),
}
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevx", b"mif1", b"msf1")

ALLOWED_WORDS = gettext_lazy("照片（JPEG、PNG、WebP）、PDF、Word（docx）、Excel（xlsx）和文本")


def media_type_of(file: IO[bytes], name: str, *, pictures_only: bool) -> str:
    """The media type of what is allowed in; raises ValidationError saying what the file really is.

    The file is left at its beginning. `name` is only repeated in the sentence.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise ValidationError(_("“%(name)s”是空的，请重新选一个文件。") % {"name": name})
    _refuse_by_sight(head, name)
    found = _sniffed(file, head, name)
    file.seek(0)
    if pictures_only and found not in PICTURES:
        text = _("这里要照片，“%(name)s”其实是%(what)s。请拍照，或从相册里选一张。")
        raise ValidationError(text % {"name": name, "what": word_for(found)}, code="not_a_picture")
    if found not in ENDINGS:
        text = _("“%(name)s”其实是%(what)s，这里不收。能收的有：%(allowed)s。")
        raise ValidationError(
            text % {"name": name, "what": word_for(found), "allowed": ALLOWED_WORDS}, code="wrong_type"
        )
    return found


def word_for(media_type: str) -> str:
    """What a clerk calls this kind of file."""
    plain = NAMES.get(media_type) or FAMILIES.get(media_type.partition("/")[0]) or gettext_noop("认不出的文件")
    return _(plain)


def safe_name(name: str, media_type: str) -> str:
    """The name it is kept and downloaded under: no path, no odd signs, the ending of what it really is."""
    stem = PurePath(str(name).replace("\\", "/")).stem.strip()[:80]
    try:
        stem = get_valid_filename(stem) if stem else ""
    except ValueError:  # Django's own word for "nothing left"; SuspiciousFileOperation is one
        stem = ""
    return (stem.strip("._-") or "file") + ENDINGS[media_type]


def _refuse_by_sight(head: bytes, name: str) -> None:
    """Kinds that deserve a sentence of their own, because there is a way out."""
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        text = _(
            "“%(name)s”是 HEIC 照片，这里打不开。苹果手机请到“设置 › 相机 › 格式”选“兼容性最佳”再拍；"
            "安卓手机在相机设置里关掉“高效图片”。已经拍好的，截个图上传也行。"
        )
        raise ValidationError(text % {"name": name}, code="heic")
    if head.startswith(OLD_OFFICE):
        text = _("“%(name)s”是旧版 Word 或 Excel 文件，请打开后“另存为” docx 或 xlsx 再上传。")
        raise ValidationError(text % {"name": name}, code="old_office")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP) or any(mark in start[:1024] for mark in (b"<script", b"<html", b"<svg", b"<iframe")):
        text = _("“%(name)s”其实是网页或矢量图，可能带有程序，不能收。请截图或另存为 PDF。")
        raise ValidationError(text % {"name": name}, code="markup")


def _sniffed(file: IO[bytes], head: bytes, name: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file, name)
    kind = filetype.guess(head)
    if kind is not None:
        return SAME.get(kind.mime, str(kind.mime))
    return TEXT if _reads_as_text(file) else "application/octet-stream"


def _zipped(file: IO[bytes], name: str) -> str:
    """Word and Excel files are zips with a table of content types; the parts are listed, never unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValidationError(_("“%(name)s”没有传完整，请再传一次。") % {"name": name}, code="broken") from None
    if "[Content_Types].xml" not in parts or len(parts) > MAX_ENTRIES:
        return "application/zip"
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        text = _("“%(name)s”里带有宏，不能收。请“另存为”不带宏的 docx 或 xlsx。")
        raise ValidationError(text % {"name": name}, code="macro")
    if "word/document.xml" in parts:
        return DOCX
    if "xl/workbook.xml" in parts:
        return XLSX
    if "ppt/presentation.xml" in parts:
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    return "application/zip"


def _reads_as_text(file: IO[bytes]) -> bool:
    """UTF-8 or GB 18030 without control signs: a list typed in Notepad."""
    file.seek(0)
    content = file.read()
    if any(byte < 9 or 13 < byte < 32 for byte in set(content)):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
