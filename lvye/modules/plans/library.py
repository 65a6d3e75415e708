"""The shipped library: what a school's logistics does each year, and what its posts stand for. Data, in JSON beside.

A school takes from it what fits; nothing here is a rule of the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from lvye.kernel.terms.api import Period

HERE = Path(__file__).parent / "data"
FIRST_DAYS, LAST_DAYS = 7, 10


@dataclass(frozen=True)
class Seasonal:
    """One thing of the year. when: "opening" (before lessons begin), "closing" (before the holidays), "through"
    (the whole period), "holiday", or the month and day ("10-25") it is due. aims: as `services.Aim` takes them.
    """

    key: str
    what: str
    area: str
    when: str
    why: str
    post: str = ""
    basis: str = ""
    aims: tuple[Mapping[str, Any], ...] = field(default=())

    def due(self, span: Period, *, is_holiday: bool) -> date | None:
        """Its day within a period; None where it does not fall into it."""
        if self.when == "holiday":
            return span.ends_on - timedelta(days=FIRST_DAYS) if is_holiday else None
        if self.when in ("opening", "closing", "through"):
            if is_holiday:
                return span.ends_on if self.when == "opening" else None
            days = {"opening": span.begins_on + timedelta(days=FIRST_DAYS), "through": span.ends_on}
            return min(days.get(self.when, span.ends_on - timedelta(days=LAST_DAYS)), span.ends_on)
        month, day = (int(part) for part in self.when.split("-"))
        for year in range(span.begins_on.year, span.ends_on.year + 1):
            if span.holds(found := date(year, month, day)):
                return found
        return None


@dataclass(frozen=True)
class Standard:
    """The work standard of a post as a school may begin with."""

    post: str
    duties: str
    seat: str = ""
    quality: str = ""
    quantity: str = ""


def seasonals() -> list[Seasonal]:
    """The things of the year, in the reader's language."""
    return [
        Seasonal(
            key=one["key"], what=_said(one, "what"), area=one["area"], when=one["when"], why=_said(one, "why"),
            post=one.get("post", ""), basis=one.get("basis", ""), aims=tuple(one.get("aims", ())),
        )
        for one in _read("library.json")
    ]  # fmt: skip


def standards() -> list[Standard]:
    """The standards of the posts, in the school's language."""
    return [Standard(**one) for one in _read("standards.json")]


@cache
def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def _said(one: Mapping[str, Any], name: str) -> str:
    english = (get_language() or "").startswith("en")
    return str(one.get(f"{name}_en") or one[name]) if english else str(one[name])
