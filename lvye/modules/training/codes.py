"""The code on the wall of a training."""

from __future__ import annotations

import re

from django.urls import reverse

from lvye.kernel.places.api import normal_code

from .models import Session
from .models.training import CODE_LENGTH

ADDRESS = re.compile(r"/t/([^/?#]+)")


def session_by_code(text: str) -> Session | None:
    """The training a code belongs to, whatever way it was read or written; None for none."""
    found = ADDRESS.search(text)
    code = normal_code(found.group(1) if found else text, CODE_LENGTH)
    if not code:
        return None
    return Session.objects.select_related("place", "teacher", "post").filter(code=code).first()


def read_code(text: str) -> str:
    """The path a scanned label leads to; "" for none of ours."""
    found = ADDRESS.search(text)
    code = normal_code(found.group(1), CODE_LENGTH) if found else ""
    return reverse("training:wall", args=[code]) if code else ""
