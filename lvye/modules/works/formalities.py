"""The papers a work needs, by its kind and size: the list a school begins with and may change work by work."""

# house: names of papers, as they are kept in the database

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lvye.kernel.rules import api as rules

from .models import BUILDS, Gate, ProjectKind

HOUSES = (*BUILDS, ProjectKind.RENOVATE, ProjectKind.SAFETY)
TENDER = "中标通知书"
GUARD = "施工围挡和师生安全方案"
# paper, before which deed, of which kinds (none: all)
NEEDED: tuple[tuple[str, Gate, tuple[str, ...]], ...] = (
    ("上级立项批复", Gate.START, (*BUILDS, ProjectKind.SAFETY)),
    ("建设用地和规划许可", Gate.START, BUILDS),
    ("地质勘查报告", Gate.START, BUILDS),
    ("房屋安全鉴定报告", Gate.START, (ProjectKind.SAFETY,)),
    ("设计图纸", Gate.START, (*HOUSES, ProjectKind.WATER)),
    ("施工许可证", Gate.START, BUILDS),
    ("施工用水用电安排", Gate.START, BUILDS),
    ("施工安全协议", Gate.START, ()),
    (GUARD, Gate.START, ()),
    ("竣工图和隐蔽工程记录", Gate.ACCEPT, (*HOUSES, ProjectKind.WATER)),
    ("消防验收或备案", Gate.ACCEPT, (*BUILDS, ProjectKind.SAFETY)),
    ("室内空气检测报告", Gate.ACCEPT, (*BUILDS, ProjectKind.RENOVATE)),
    ("水质检测、化粪池卫生验收", Gate.ACCEPT, (ProjectKind.WATER,)),
    ("面层材料检测报告", Gate.ACCEPT, (ProjectKind.ROAD,)),
    ("质量保修书", Gate.ACCEPT, ()),
    ("结算书和工程量清单", Gate.SETTLE, ()),
    ("结算审核报告", Gate.SETTLE, BUILDS),
)


def papers_for(kind: str, estimate: Decimal, *, on: date) -> Iterator[tuple[str, Gate]]:
    """The papers a work of this kind and size begins with, each with the deed it must be there for."""
    for name, gate, kinds in NEEDED:
        if not kinds or kind in kinds:
            yield name, gate
    if estimate >= Decimal(rules.value("works.tender_line", on=on)):
        yield TENDER, Gate.START
