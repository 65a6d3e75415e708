"""A school's old property book, brought in from its sheet as one set: all rows or none, and nothing guessed unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Prepared, Table
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.assets.models import Asset, AssetClass
from lvye.modules.assets.queries import classes_by_code

from .cards import cards_make
from .sheet import Known, Reader, names, without_empty

AT_ONCE = 2000  # cards held in memory between the sheet and the database


def assets_import(table: Table, *, today: date, actor: User) -> Prepared:
    """Read a property book, to be brought in; what cannot be read is refused by row, column, value and reason.

    Old seven-digit codes are mapped to the present list and kept on the card. A place, person or department that is
    not known is kept in the card's note and told. One number may stand once, in the sheet and in the school.
    """
    outcome = Outcome("assets.asset", rows=len(table.rows))
    reader = Reader(table, outcome, Known.of(classes_by_code()), today)
    rows = without_empty(reader.read(row) for row in table.rows)
    _refuse_twice(table, outcome)
    _refuse_lifeless(table, rows, outcome)
    if not outcome.problems:
        _tell(reader, rows, outcome)
    return Prepared(outcome, lambda: _bring_in(rows, actor))


def _bring_in(rows: list[dict[str, Any]], actor: User) -> None:
    with records.deed():
        _refuse_known(rows)
        for begin in range(0, len(rows), AT_ONCE):
            cards_make(rows[begin : begin + AT_ONCE], actor=actor, reason=_("导入"), check=False)


def _refuse_known(rows: list[dict[str, Any]]) -> None:
    """Somebody made a card of that number since the sheet was read."""
    known = _known({row["old_number"] for row in rows if row.get("old_number")})
    if known:
        raise ValidationError(_("这些编号的卡片刚刚有人建了：%(names)s。") % {"names": "、".join(sorted(known)[:10])})


def _known(numbers: Iterable[str]) -> set[str]:
    wanted, known = list(numbers), set[str]()
    for begin in range(0, len(wanted), 900):
        rows = Asset.objects.filter(old_number__in=wanted[begin : begin + 900])
        known |= set(rows.values_list("old_number", flat=True))
    return known


def _refuse_twice(table: Table, outcome: Outcome) -> None:
    """An old number that stands twice in the sheet, or on a card of the school already."""
    if "old_number" not in table.columns:
        return
    cells = [(row, str(table.value(row, "old_number") or "").strip()) for row in table.rows]
    counts = Counter(text for _row, text in cells if text)
    known = _known(counts)
    for row, text in cells:
        if counts[text] > 1:
            outcome.refuse(row.number, table.label("old_number"), text, [_("这个编号在表里出现了不止一次")])
        elif text in known:
            outcome.refuse(row.number, table.label("old_number"), text, [_("这个编号的卡片已经有了")])


def _refuse_lifeless(table: Table, rows: list[dict[str, Any]], outcome: Outcome) -> None:
    """A class without a life of its own needs one in the sheet."""
    if outcome.problems:
        return
    for row, values in zip(table.rows, rows, strict=True):
        found: AssetClass = values["asset_class"]
        if found.depreciates and found.life_months is None and "life_months" not in values:
            text = _("“%(name)s”没有规定折旧年限，请写更细的分类或写上使用年限") % {"name": found.name}
            outcome.refuse(row.number, table.label("asset_class"), found.code, [text])


def _tell(reader: Reader, rows: list[dict[str, Any]], outcome: Outcome) -> None:
    """What the person should know of rows that were taken with a doubt, and what came in all."""
    if reader.unplaced:
        words = {"n": len(reader.unplaced), "names": names(reader.unplaced)}
        outcome.notes.append(_("有 %(n)s 个存放地点没有找到，原文记在备注里：%(names)s。") % words)
    if reader.unowned:
        words = {"n": len(reader.unowned), "names": names(reader.unowned)}
        outcome.notes.append(_("有 %(n)s 个人名或部门没有找到，原文记在备注里：%(names)s。") % words)
    if reader.by_default:
        words = {"n": sum(reader.by_default.values()), "names": names(reader.by_default)}
        outcome.notes.append(_("有 %(n)s 行没有写分类，按名称归类：%(names)s。") % words)
    if reader.not_known:
        words = {"n": sum(reader.not_known.values()), "names": names(reader.not_known)}
        outcome.notes.append(_("有 %(n)s 行写的分类不认识，按名称归类，请核对：%(names)s。") % words)
    if reader.by_month:
        text = _("有 %(n)s 行的取得日期只写到月，按当月1日登记。")
        outcome.notes.append(text % {"n": say.number(reader.by_month)})
    if reader.mapped:
        text = _("有 %(n)s 行是2010版七位代码，已换成2022版，原代码留在卡片上。")
        outcome.notes.append(text % {"n": say.number(reader.mapped)})
    total = sum(row["value"] for row in rows)
    words = {"rows": say.number(len(rows)), "qty": say.number(sum(row["qty"] for row in rows)), "sum": say.money(total)}
    outcome.notes.append(_("共 %(rows)s 张卡片、%(qty)s 件，价值合计 %(sum)s。") % words)
