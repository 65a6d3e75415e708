"""Pictures made fit to keep: upright, of a sensible size, without anything that says where they were taken."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.utils import timezone as school_time
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

from lvye.kit import say

from .plain import is_plain

MAX_SIDE = 2560  # pixels: a reading on a meter stays legible, a page stays light
THUMB_SIDE = 480
QUALITY = 85
THUMB_QUALITY = 80
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
READERS = ("JPEG", "PNG", "WEBP")  # the JPEG reader also takes MPO, a JPEG with a second picture inside
EXIF_IFD, TAKEN, TAKEN_OFFSET = 0x8769, 0x9003, 0x9011
# What Pillow's readers raise on files that are cut short or forged.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error)


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept: its bytes, its size in pixels, when it was taken if known."""

    content: bytes
    width: int
    height: int
    taken_at: datetime | None


def treated(file: IO[bytes], media_type: str, name: str, *, max_pixels: int) -> Picture:
    """Decode, turn upright, shrink and write anew. Raises ValidationError for a bomb or a broken picture.

    Nothing of the upload but its pixels is kept: no EXIF, GPS, XMP, comment or embedded preview. A JPEG that holds
    nothing else, made small on the phone, is kept as it came: it is whole from its first mark to its last, and to
    unpack its pixels only to look for a fault no browser makes took a third of the time a photo takes.
    """
    file.seek(0)
    content = file.read() if media_type == "image/jpeg" else b""
    file.seek(0)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the library that writes PDF turns it on for the whole program
    try:
        with Image.open(file, formats=READERS) as opened:
            _refuse_bomb(opened.size, name, max_pixels)
            if max(opened.size) <= MAX_SIDE and opened.mode == "RGB" and is_plain(content):
                return Picture(content, *opened.size, None)
            taken_at = _taken_at(opened)
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a big JPEG is decoded at a half, a quarter: memory stays small
            clean = _clean(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(name, max_pixels) from None
    except BROKEN:
        text = _("“%(name)s”打不开，可能没有传完整，请再传一次。")
        raise ValidationError(text % {"name": name}, code="broken") from None
    written = _written(clean, FORMATS[media_type], QUALITY)
    return Picture(written, clean.width, clean.height, taken_at)


def thumb(kept: Path) -> bytes:
    """The small picture of lists (JPEG) of one that was kept. In two steps, a third of the time of one; nobody sees it
    at this size. Raises FileNotFoundError where it is gone.
    """
    with Image.open(kept, formats=READERS) as image:
        image.draft("RGB", (THUMB_SIDE, THUMB_SIDE))
        small = image.reduce(max(1, max(image.size) // THUMB_SIDE))
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.HAMMING)
    fresh = Image.new(small.mode, small.size)
    fresh.paste(small)
    return _written(_on_white(fresh), "JPEG", THUMB_QUALITY)


def _refuse_bomb(size: tuple[int, int], name: str, max_pixels: int) -> None:
    """By the size the header claims, before a single pixel is unpacked."""
    if size[0] * size[1] > max_pixels:
        raise _too_many_pixels(name, max_pixels)


def _too_many_pixels(name: str, max_pixels: int) -> ValidationError:
    text = _("“%(name)s”的像素太多，最多 %(limit)s 万像素。请用手机的普通模式重拍，或截图后上传。")
    return ValidationError(text % {"name": name, "limit": say.number(max_pixels // 10_000)}, code="too_many_pixels")


def _taken_at(opened: Image.Image) -> datetime | None:
    """The moment of the photo by the camera's clock; without a zone it is the school's."""
    try:
        tags = opened.getexif().get_ifd(EXIF_IFD)
        moment = datetime.strptime(str(tags[TAKEN]).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - zone follows
        return moment.replace(tzinfo=_zone(str(tags.get(TAKEN_OFFSET, "")).strip("\0 ")))
    except BROKEN:  # cameras write all kinds of nonsense: then it is not known
        return None


def _zone(offset: str) -> tzinfo:
    """The zone of "+08:00"; the school's for no offset."""
    if len(offset) == 6 and offset[0] in "+-":
        ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
        return timezone(ahead if offset[0] == "+" else -ahead)
    return school_time.get_default_timezone()


def _clean(opened: Image.Image) -> Image.Image:
    """The pixels alone, upright, in sRGB, no longer than MAX_SIDE, in a new picture that knows nothing else."""
    opened.load()
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    image = opened if opened.mode == mode else opened.convert(mode)
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    with suppress(*BROKEN):  # a broken EXIF block: the picture stays as it lies
        ImageOps.exif_transpose(image, in_place=True)
    # The profile of a picture that was not RGB says nothing about the converted one.
    coloured = _srgb(image, opened.info.get("icc_profile")) if opened.mode in ("RGB", "RGBA") else image
    clean = Image.new(mode, coloured.size)
    clean.paste(coloured)
    return clean


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen shows them: phones photograph in wider spaces, and the profile is not kept."""
    if not profile:
        return image
    try:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, wide, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, *BROKEN):  # a profile that is no profile: the numbers as they are
        return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _written(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    # Somebody waits: the last tenth of size is not worth seconds.
    how = {"PNG": {"compress_level": 4}, "WEBP": {"quality": quality, "method": 2}}
    image.save(out, kind, **how.get(kind, {"quality": quality}))
    return out.getvalue()
