"""A signature as the script of the box to sign in sends it."""

from __future__ import annotations

import base64
import binascii

from django.core.files.base import ContentFile

PNG = "data:image/png;base64,"
MOST = 400_000


def drawn(text: str) -> ContentFile[bytes] | None:
    """What was drawn with a finger, as a picture; None where nothing was drawn."""
    if not text.startswith(PNG) or len(text) > MOST:
        return None
    try:
        return ContentFile(base64.b64decode(text[len(PNG) :], validate=True), name="signature.png")
    except binascii.Error:
        return None
