"""Which stretches of a document speak of what is to come: plans, intentions, budgets under a heading that says so."""

# house: words of headings, looked up, not shown

from __future__ import annotations

import re
from dataclasses import dataclass

PLANS = re.compile(
    r"计划|打算|设想|展望|努力(?:的)?方向|下一?步|下一?阶段|下一?学期|下一?学年|下一?年|明年|今后|改进(?:措施|方向)|工作思路|工作安排|重点任务|预算|拟[建购投申]"
)
PAST = re.compile(r"总结|回顾|完成情况|执行情况|落实情况|开展情况|汇报|述职|成绩|已完成|做了|主要工作|报告|决算|篇\d")
ANNOUNCED = re.compile(
    r"(?:预算|(?<!按照)(?<!根据)(?:工作)?计划|打算|设想|申报项目|努力方向|努力的方向|拟[^。,]{0,12})如下:|努力(?:的)?方向:"
    r"|(?<![即大])(?:将|计划|打算|拟)[^。\n,:]{0,20}(?:如下|以下|下列)[^。\n,:]{0,8}:"
)
_RANKS = (
    (1, re.compile(r"\s*[一二三四五六七八九十]{1,3}[、.)）]")),
    (2, re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\s*[fF]?(?:\d{1,2}[、.)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])")),
)
TITLE = re.compile(
    r"(?:总结|计划|汇报|报告|方案|简报|月报|范本|打算|设想|方向)(?:[(（][^)）]*[)）]|篇?[\d一二三四五六七八九十]*)$|篇\d"
)
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the plain text that speaks of plans."""

    start: int
    end: int


def zones(text: str) -> list[Zone]:
    """All stretches under a heading of plans, or behind a sentence that announces them."""
    result: list[Zone] = []
    opened: _Opened | None = None
    at = 0
    lines = text.split("\n")
    for number, raw in enumerate(lines):
        rank = _rank(raw)
        plans = rank is not None and bool(PLANS.search(raw)) and not PAST.search(raw)
        if opened and _closes(opened, rank, lines, number, plans):
            result.append(Zone(opened.start, at))
            opened = None
        if opened:
            opened.items += _marked(raw)
        if plans and rank is not None and not opened:
            opened = _Opened(at, rank)
        match = ANNOUNCED.search(raw)
        if match and not opened and not PAST.search(match[0]):
            opened = _Opened(at + match.end(), 1, announced=True)
        at += len(raw) + 1
    if opened:
        result.append(Zone(opened.start, len(text)))
    return result


@dataclass(slots=True)
class _Opened:
    """A stretch that has begun: where, under a heading of what rank, and how many list items it has seen."""

    start: int
    rank: int
    announced: bool = False
    items: int = 0


def _closes(opened: _Opened, rank: int | None, lines: list[str], number: int, plans: bool) -> bool:
    """A heading of the same rank ends a stretch; what a sentence announced ends with its list."""
    if rank is not None and rank <= opened.rank and not plans:
        return True
    raw = lines[number]
    if not opened.announced or not opened.items or _marked(raw) or not raw.strip() or "|" in raw:
        return False
    following = next((line for line in lines[number + 1 : number + 4] if _marked(line)), "")
    return not following or bool(_FIRST.match(following))


_FIRST = re.compile(r"\s*[(（]?(?:1(?!\d)|一(?![二三四五六七八九十])|①)")


def _marked(line: str) -> bool:
    return "|" not in line and any(mark.match(line) for _, mark in _RANKS)


def _rank(line: str) -> int | None:
    """The rank of a heading, 0 for a title; None for a line of text."""
    body = line.strip()
    if not body or len(body) > _LONGEST or re.search(r"[。;!?]", body) or body.count(",") > 1:
        return None
    for rank, mark in _RANKS:
        if mark.match(body):
            return rank if len(body) <= _LONGEST - 6 or rank == 1 else None
    return 0 if TITLE.search(body) and not re.search("[,了]", body) else None


def inside(found: list[Zone], at: int) -> bool:
    """Whether an offset lies in one of the stretches."""
    return any(zone.start <= at < zone.end for zone in found)
