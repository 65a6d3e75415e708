"""QR codes as inline SVG: they scale, need no file and no style attribute."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    import segno


def qr(text: str) -> segno.QRCode:
    """The QR code every paper and label uses: error correction M, never a Micro QR (many phones cannot read those)."""
    import segno

    if not text:
        raise ValueError("a code needs something to say")
    return segno.make_qr(text, error="m")


def qr_svg(text: str, *, border: int = 2) -> SafeString:
    """A QR code as inline SVG, sized by CSS (`.lv-qr`). Its ground is white, so it reads on a dark page too."""
    out = BytesIO()
    qr(text).save(
        out,
        kind="svg",
        border=border,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        dark="#000",
        light="#fff",
        svgclass="lv-qr",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn by segno from modules only; the text is not in it


def code_back(url: str, *, code: str = "") -> SafeString:
    """The corner of a printed form: a small QR that opens the record, with the code in letters for those without a."""
    return render_to_string("papers/_code_back.html", {"svg": qr_svg(url), "code": code})
