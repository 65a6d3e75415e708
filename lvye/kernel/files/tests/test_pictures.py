"""What becomes of a picture: nothing tells where it was taken, it stands upright, it is not too big."""

from __future__ import annotations

import datetime as dt
import importlib
import io
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageCms

from lvye.kernel.files.pictures import MAX_SIDE, THUMB_SIDE, Picture, thumb, treated
from lvye.kernel.files.tests import make

LIMIT = 65_000_000


def kept(content: bytes, media_type: str = "image/jpeg") -> Picture:
    return treated(io.BytesIO(content), media_type, "照片.jpg", max_pixels=LIMIT)


def small_of(made: Picture) -> bytes:
    with NamedTemporaryFile() as file:
        file.write(made.content)
        file.flush()
        return thumb(Path(file.name))


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_no_place_no_camera_and_no_time_stay_in_the_picture(kind: str, media_type: str) -> None:
    sent = make.jpeg(kind=kind)
    assert opened(sent).getexif().get_ifd(0x8825), "the picture sent must know its place, or the test proves nothing"
    assert make.SERIAL.encode() in sent
    made = kept(sent, media_type)
    for content in (made.content, small_of(made)):
        image = opened(content)
        assert not dict(image.getexif())
        assert not image.getexif().get_ifd(0x8825)
        assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
        for secret in (make.SERIAL.encode(), b"Exif", b"2026:03:02"):
            assert secret not in content


def test_comments_and_xmp_go_as_well() -> None:
    sent = make.jpeg(comment=b"taken at home, door 7", xmp=b"<x:xmpmeta>GPSLatitude</x:xmpmeta>")
    assert b"door 7" in sent
    assert b"GPSLatitude" in sent
    made = kept(sent)
    assert b"door 7" not in made.content
    assert b"GPSLatitude" not in made.content


def test_text_in_a_png_goes_as_well() -> None:
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_text("Location", "30.45,114.87")
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "PNG", pnginfo=note)
    assert b"30.45,114.87" in out.getvalue()
    assert b"30.45,114.87" not in kept(out.getvalue(), "image/png").content


@pytest.mark.parametrize(
    ("orientation", "size", "white"),
    [
        (1, (800, 600), "left"),
        (3, (800, 600), "right"),
        (6, (600, 800), "top"),
        (8, (600, 800), "bottom"),
    ],
)
def test_a_picture_held_sideways_stands_upright(orientation: int, size: tuple[int, int], white: str) -> None:
    made = kept(make.jpeg(orientation=orientation, colour=(200, 0, 0)))
    assert (made.width, made.height) == size
    image = opened(made.content)
    assert image.size == size
    across, down = size
    spot = {
        "left": (across // 4, down // 2),
        "right": (across * 3 // 4, down // 2),
        "top": (across // 2, down // 4),
        "bottom": (across // 2, down * 3 // 4),
    }
    assert min(image.getpixel(spot.pop(white))) > 230
    assert sum(min(image.getpixel(point)) < 60 for point in spot.values()) >= 1


def test_a_big_picture_is_shrunk_and_a_small_one_left_as_it_is() -> None:
    big = kept(make.jpeg((5200, 3900)))
    assert (big.width, big.height) == (MAX_SIDE, MAX_SIDE * 3 // 4)
    assert max(opened(small_of(big)).size) == THUMB_SIDE
    small = kept(make.jpeg((320, 200)))
    assert (small.width, small.height) == (320, 200)
    assert opened(small_of(small)).size == (320, 200)


def test_the_thumbnail_of_a_clear_picture_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 600), (255, 0, 0, 0)).save(out, "PNG")
    made = kept(out.getvalue(), "image/png")
    assert opened(made.content).mode == "RGBA"
    small = opened(small_of(made))
    assert small.format == "JPEG"
    assert min(small.getpixel((100, 100))) > 250


def test_a_palette_picture_and_a_grey_one_are_kept_too() -> None:
    for mode in ("P", "L", "1", "LA"):
        out = io.BytesIO()
        Image.new(mode, (50, 40)).save(out, "PNG")
        assert kept(out.getvalue(), "image/png").width == 50


def test_the_colours_of_a_profile_are_turned_and_the_profile_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = kept(make.jpeg(icc_profile=profile, colour=(200, 30, 30)))
    image = opened(made.content)
    assert "icc_profile" not in image.info
    red, green, _blue = image.getpixel((700, 300))
    assert red > 180
    assert green < 60
    assert kept(make.jpeg(icc_profile=b"no profile at all")).width == 800


def test_the_moment_is_read_before_it_is_stripped() -> None:
    assert timezone.localtime(kept(make.jpeg()).taken_at) == dt.datetime(
        2026, 3, 2, 14, 5, 9, tzinfo=timezone.get_default_timezone()
    )
    abroad = kept(make.jpeg(offset="+00:00")).taken_at
    assert abroad == dt.datetime(2026, 3, 2, 14, 5, 9, tzinfo=dt.UTC)
    assert kept(make.jpeg(taken="0000:00:00 00:00:00")).taken_at is None
    assert kept(make.jpeg(taken="yesterday")).taken_at is None


@pytest.mark.parametrize(("width", "height"), [(40_000, 40_000), (9000, 9000), (200_000, 400)])
def test_a_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    with pytest.raises(ValidationError, match="像素太多，最多 6,500 万像素"):
        kept(make.png_bomb(width, height), "image/png")


@pytest.mark.parametrize("length", [3, 40, 400, None])
def test_a_picture_cut_short_is_refused_in_words(length: int | None) -> None:
    content = make.jpeg()
    with pytest.raises(ValidationError, match="没有传完整"):
        kept(content[: length or len(content) * 3 // 4])


def test_a_picture_cut_short_is_refused_also_after_a_pdf_was_printed() -> None:
    """WeasyPrint tells the whole program to show what there is of a picture."""
    importlib.reload(importlib.import_module("weasyprint.images"))
    content = make.jpeg()
    with pytest.raises(ValidationError, match="没有传完整"):
        kept(content[: len(content) * 3 // 4])


def test_a_broken_exif_block_costs_nothing_but_itself() -> None:
    sent = make.jpeg(orientation=6)
    at = sent.index(b"Exif\0\0") + 6
    broken = sent[:at] + b"\xff" * 60 + sent[at + 60 :]
    made = kept(broken)
    assert made.taken_at is None
    assert make.SERIAL.encode() not in made.content


def test_the_same_picture_becomes_the_same_bytes() -> None:
    sent = make.jpeg()
    assert kept(sent).content == kept(sent).content


def canvas(**more: object) -> bytes:
    """A JPEG as a phone's canvas writes it."""
    out = io.BytesIO()
    Image.effect_noise((160, 120), 60).convert("RGB").save(out, "JPEG", quality=82, **more)
    return out.getvalue()


def test_a_photo_a_phone_has_made_small_is_kept_as_it_came_unless_it_holds_anything_else() -> None:
    plain = canvas()
    assert kept(plain).content == plain
    assert opened(small_of(kept(plain))).size == (160, 120)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    behind = plain + b"PK\x03\x04 a second file \xff\xd9"
    between = canvas(progressive=True)
    for other in (
        between,
        canvas(comment=b"door 7"),
        canvas(icc_profile=profile),
        canvas(exif=b"Exif\x00\x00MM"),
        behind,
    ):
        assert kept(other).content != other
        assert b"second file" not in kept(other).content
    with pytest.raises(ValidationError, match="没有传完整"):
        kept(plain[: len(plain) // 2])
