"""Label codes of devices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lvye.kernel.places.api import fresh_codes, normal_code

from .models import CODE_LENGTH, Device

ADDRESS = re.compile(r"/f/([^/?#]+)")


def device_code_in(text: str) -> str:
    """The label code in what a scanner read (the address on a label) or a hand typed; "" for neither."""
    found = ADDRESS.search(text)
    return normal_code(found.group(1) if found else text, CODE_LENGTH)


def new_codes(count: int) -> list[str]:
    """So many codes no device has or had."""
    return fresh_codes(count, _taken, CODE_LENGTH)


def _taken(codes: Iterable[str]) -> Iterator[str]:
    yield from Device.objects.filter(code__in=list(codes)).values_list("code", flat=True)


def device_by_code(text: str) -> Device | None:
    """The device a label belongs to, whatever way its code was read or written; None for none."""
    code = device_code_in(text)
    if not code:
        return None
    rows = Device.objects.select_related("place__building", "place__parent", "keeper", "asset")
    return rows.filter(code=code).first()
