"""Label codes of cards, and the classes older books call by seven digits."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from lvye.kernel.places.api import fresh_codes, normal_code

from .models import CODE_LENGTH, Asset

DATA = Path(__file__).parent / "data"
ADDRESS = re.compile(r"/a/([^/?#]+)")


def asset_code_in(text: str) -> str:
    """The label code in what a scanner read (the address on a label) or a hand typed; "" for neither."""
    found = ADDRESS.search(text)
    return normal_code(found.group(1) if found else text, CODE_LENGTH)


def new_codes(count: int) -> list[str]:
    """So many codes no card has or had."""
    return fresh_codes(count, _taken, CODE_LENGTH)


def _taken(codes: Iterable[str]) -> Iterator[str]:
    wanted = list(codes)
    for start in range(0, len(wanted), 900):
        yield from Asset.objects.filter(code__in=wanted[start : start + 900]).values_list("code", flat=True)


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of the module's own tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _old() -> tuple[dict[str, str], dict[str, str]]:
    whole = {row["old"]: row["code"] for row in rows_of("codes_2010.csv")}
    groups = {row["old"]: row["code"] for row in rows_of("groups_2010.csv")}
    return whole, groups


def class_code_of(text: str) -> str:
    """The code of GB/T 14885-2022 for what a book wrote: itself, a shorter one filled up, or one of 2010; "" for none.

    A 2010 code (seven digits) is looked up; one that is not in the table goes by its first three digits, then two.
    """
    plain = re.sub(r"[\s\-.]", "", text.upper())
    if re.fullmatch(r"A\d{2,8}", plain) and len(plain) % 2:
        return plain.ljust(9, "0")
    if not re.fullmatch(r"\d{3,7}", plain):
        return ""
    whole, groups = _old()
    return whole.get(plain.ljust(7, "0")) or groups.get(plain[:3]) or ""
