"""Valid records of this package, and real pictures and papers to upload."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from PIL import ExifTags, Image

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files.api import Attachment, attach
from lvye.kernel.places.tests import make as places

SERIAL = "SERIAL-0042-ANNEX"
_numbers = count(1)


def attachment(**values: Any) -> Attachment:
    """A photo on a place of its own, unless told which record."""
    record: Model = values.pop("record", None) or places.place()
    upload = values.pop("upload", None) or photo()
    return attach(record, upload, actor=values.pop("actor", None) or system_user(), **values)


def photo(name: str = "IMG_0001.jpg", **values: Any) -> SimpleUploadedFile:
    """A phone's photo as it is uploaded; no two are the same."""
    return SimpleUploadedFile(name, jpeg(**values), "image/jpeg")


def jpeg(
    size: tuple[int, int] = (800, 600),
    *,
    orientation: int = 1,
    taken: str = "2026:03:02 14:05:09",
    offset: str = "",
    colour: tuple[int, int, int] | None = None,
    kind: str = "JPEG",
    **more: Any,
) -> bytes:
    """A picture that says where, when and with what it was taken, as phones' do.

    The left half is white; without a colour the right half is black with this picture's number in light squares.
    """
    image = Image.new("RGB", size, colour or "black")
    image.paste("white", (0, 0, size[0] // 2, size[1]))
    for bit, mark in enumerate(f"{next(_numbers):b}") if colour is None else ():
        left, top = size[0] // 2 + 16 * (bit % 8), 16 * (bit // 8)
        image.paste("grey" if mark == "1" else "black", (left, top, left + 16, top + 16))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = SERIAL
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        details[ExifTags.Base.OffsetTimeOriginal] = offset
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    where[ExifTags.GPS.GPSLatitudeRef] = "N"
    where[ExifTags.GPS.GPSLatitude] = (30.0, 27.0, 11.5)
    where[ExifTags.GPS.GPSLongitudeRef] = "E"
    where[ExifTags.GPS.GPSLongitude] = (114.0, 52.0, 33.25)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def png_bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """A few hundred bytes that claim to be a picture of many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def zipped(*names: str) -> bytes:
    """A zip with these parts in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")  # without a time: the same bytes each run
    return out.getvalue()


def docx(*more: str) -> bytes:
    """The least that is a Word file."""
    return zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml", *more)


def xlsx(*more: str) -> bytes:
    """The least that is an Excel file."""
    return zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", *more)


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def paper(name: str = "发票.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A paper as it is uploaded."""
    return SimpleUploadedFile(name, content)
