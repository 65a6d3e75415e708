"""The head of a record's page: the main step and at most two more as buttons, everything else behind one button."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

SHOWN = 3
GRAVE = "no"
PAPER = "print"


@dataclass(frozen=True)
class Deed:
    """One button or line of the menu: a link, or (post) a step taken at once."""

    label: str
    url: str
    icon: str = ""
    tone: str = ""
    post: bool = False
    rank: int = 0

    @property
    def asked(self) -> bool:
        """Whether the page asks once more before it is done."""
        return self.post and self.tone == GRAVE

    @property
    def sign(self) -> str:
        """The picture of its line in the menu."""
        return self.icon or ("x" if self.tone == GRAVE else "go")


@dataclass(frozen=True)
class Head:
    """What stands open, and what the menu holds."""

    shown: list[Deed]
    more: list[Deed]


def of_steps(steps: Iterable[Mapping[str, Any]]) -> Head:
    """The steps of a record that says where it stands: beside the holder's name."""
    return _split([_step(step) for step in steps], [])


def of_record(page: Mapping[str, Any]) -> Head:
    """The head of the page: steps (unless they stand beside the holder), deeds of others, change; then its papers."""
    has_card = bool(page.get("stepper") or page.get("holder"))
    offers = [Deed(str(one["label"]), one["url"], one["icon"], rank=2) for one in page.get("offers") or ()]
    deeds = [] if has_card else [_step(step) for step in page.get("steps") or ()]
    deeds += [one for one in offers if one.icon != PAPER]
    if page.get("edit_url"):
        deeds.append(Deed(_("修改"), page["edit_url"], "edit", rank=3))
    papers = [one for one in offers if one.icon == PAPER]
    if not deeds and papers:
        deeds = [papers.pop(0)]
    if page.get("print_url"):
        papers.append(Deed(_("打印"), page["print_url"], PAPER))
    papers += [Deed(str(link["label"]), link["url"], link["icon"]) for link in page.get("extra_links") or ()]
    return _split(deeds, papers)


def _step(step: Mapping[str, Any]) -> Deed:
    tone = step["tone"]
    rank = {"main": 0, GRAVE: 4}.get(tone, 1)
    return Deed(str(step["label"]), step["url"], tone=tone, post=not step["asks"], rank=rank)


def _split(deeds: list[Deed], papers: list[Deed]) -> Head:
    """The first three stand open; a menu of one line is none: that line stands open too."""
    ordered = sorted(deeds, key=lambda deed: deed.rank)
    shown, more = ordered[:SHOWN], ordered[SHOWN:] + papers
    if len(more) == 1 and (len(shown) < SHOWN or not papers):
        return Head(shown + more, [])
    return Head(shown, more)
