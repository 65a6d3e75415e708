"""The payroll sheet of a month: who gets how much, into the payout it belongs to."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kit.sheets import CellError, Raw, Row, as_choice, as_money, as_text

from .models import Payout
from .services import payrow_add

COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("姓名", "人员", "教职工", "教师姓名", "职工姓名"),
    "month": ("月份", "所属月份", "发放月份"),
    "kind": ("发放内容", "内容", "类别", "项目"),
    "amount": ("金额", "实发", "实发数", "实发合计", "应发", "应发合计", "单位缴费", "合计"),
    "note": ("说明", "备注"),
}  # fmt: skip
KINDS = {
    "公积金": "housing",
    "社保": "insurance",
    "五险": "insurance",
    "基本工资": "wages",
    "班主任津贴": "class_teacher",
}
MONTH = re.compile(r"(20\d\d)\D{0,2}(\d{1,2})")


def payrows_import(table: Table, *, actor: User) -> Outcome:
    """Enter the rows of a sheet; month and kind find the payout, which must be there. All or nothing."""
    outcome = Outcome(rows=len(table.rows))
    labels = {name: table.label(name) for name in COLUMNS}
    people: dict[str, list[Person]] = {}
    for person in Person.objects.all():
        people.setdefault(person.name, []).append(person)
    with records.attempt():
        for row in table.rows:
            said = _read(table, row, people, outcome)
            if said is None:
                continue
            try:
                payrow_add(actor=actor, **said)
                outcome.made += 1
            except ValidationError as problem:
                outcome.refuse_deed(row.number, problem, labels)
    return outcome


def _read(table: Table, row: Row, people: dict[str, list[Person]], outcome: Outcome) -> dict[str, Any] | None:
    before, said = len(outcome.problems), dict[str, Any]()
    parsers = {
        "person": lambda cell: _person(cell, people),
        "amount": _amount,
        "note": as_text,
        "kind": _kind,
        "month": _month,
    }
    for name, parse in parsers.items():
        value = table.value(row, name)
        try:
            said[name] = parse(value)
        except CellError as problem:
            outcome.refuse(row.number, table.label(name), value, [problem.reason])
    if len(outcome.problems) > before:
        return None
    kind, month = said.pop("kind"), said.pop("month")
    found = list(Payout.objects.filter(kind=kind, month=month))
    if len(found) != 1:
        text = (
            _("%(month)s 没有登记这项发放，先登记一条。")
            if not found
            else _("%(month)s 这项发放分了几批，请逐批录入。")
        )
        outcome.refuse(row.number, "", None, [text % {"month": month}])
        return None
    return {**said, "payout": found[0], "note": (said["note"] or "")[:80]}


def _person(cell: Raw, people: dict[str, list[Person]]) -> Person:
    name = re.sub(r"\s", "", as_text(cell) or "")
    found = people.get(name, [])
    if len(found) != 1:
        text = _("没有找到“%(name)s”") if not found else _("叫“%(name)s”的有 %(n)s 个，分不清是哪一个")
        raise CellError(text % {"name": name, "n": len(found)})
    return found[0]


def _amount(cell: Raw) -> Decimal:
    if (amount := as_money(cell)) is None:
        raise CellError(_("这里还没填。"))
    return amount


def _kind(cell: Raw) -> str:
    if (kind := as_choice(cell, Payout.Kind.choices, KINDS)) is None:
        raise CellError(_("这里还没填。"))
    return str(kind)


def _month(cell: Raw) -> str:
    found = MONTH.search(as_text(cell) or "")
    if found is None or not 1 <= int(found[2]) <= 12:
        raise CellError(_("月份写成 2026-03 的样子。"))
    return f"{found[1]}-{int(found[2]):02d}"
