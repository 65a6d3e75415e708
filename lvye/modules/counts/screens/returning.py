"""The form for the authority, as PDF with boxes to sign and as a sheet to fill theirs from."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.exchange.api import write_xlsx
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit import say
from lvye.modules.counts.models import Count
from lvye.modules.counts.returns import Difference, Part, Return, return_of
from lvye.modules.counts.sight import ALL

from .phone import count_of
from .sheet import facts_of, paper_of, scope_of

MOST_NAMED = 400


@needs(ALL)
@require_safe
def form(request: AuthedRequest, pk: int) -> HttpResponse:
    """固定资产清查盘点表 as PDF."""
    count = count_of(request, pk)
    found = return_of(count)
    heads = [
        _("门类"), _("账面数"), _("账面原值"), _("实盘数"), _("实盘原值"), _("盘盈数"), _("盘盈金额"), _("盘亏数"),
        _("盘亏金额"),
    ]  # fmt: skip
    tables = [
        papers.Table(
            heads, [[part.name, *_cells(part)] for part in (*found.parts, found.total)],
            widths=(14, 7, 13, 7, 13, 6, 11, 6, 11), numeric=set(range(1, 9)), caption=_("汇总（元）"),
        )
    ]  # fmt: skip
    if found.differences:
        tables.append(_named(found))
    who = (_("单位负责人"), _("财务负责人"), _("资产管理负责人"), _("盘点人"), _("制表"))
    text = _("本单位对以上清查结果的真实性、完整性负责。")
    signs = [papers.Signature(one) for one in who]
    return paper_of(count, _("固定资产清查盘点表"), _facts(count, found), tables, signs, text=text)


def _facts(count: Count, found: Return) -> list[tuple[str, str]]:
    whole = found.total
    words = {"over": whole.over.qty, "less": whole.less.qty, "money": say.money(whole.less.value)}
    facts = [*facts_of(count), (_("结果"), _("盘盈 %(over)s 件，盘亏 %(less)s 件、%(money)s") % words)]
    if found.bare:
        facts.append((_("还没写原因的"), _("%(n)s 项，请手填") % {"n": found.bare}))
    return facts


def _named(found: Return) -> papers.Table:
    rows = [
        [one.number, one.name, one.place, f"{one.qty:+d}", f"{one.value:.2f}", one.cause]
        for one in found.differences[:MOST_NAMED]
    ]
    heads = [_("资产编号"), _("名称"), _("地点"), _("盈（＋）亏（－）"), _("金额（元）"), _("原因")]
    more = len(found.differences) - MOST_NAMED
    caption = _("盘盈盘亏明细") + (_("（另有 %(n)s 项见表格）") % {"n": more} if more > 0 else "")
    return papers.Table(heads, rows, widths=(13, 15, 18, 9, 10, 20), numeric={3, 4}, caption=caption)


def _cells(part: Part) -> list[str]:
    amounts = (part.book, part.real, part.over, part.less)
    return [text for one in amounts for text in (str(one.qty), f"{one.value:.2f}")]


@needs(ALL)
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same as XLSX: the sums first, then every difference, whole."""
    count = count_of(request, pk)
    found = return_of(count)
    heads = [
        _("项目"), _("资产编号"), _("名称"), _("地点"), _("账面数"), _("账面原值"), _("实盘数"), _("实盘原值"),
        _("盘盈数"), _("盘盈金额"), _("盘亏数"), _("盘亏金额"), _("原因"),
    ]  # fmt: skip
    rows = [[part.name, "", "", "", *_numbers(part), ""] for part in (*found.parts, found.total)]
    rows += [_line(one) for one in found.differences]
    kept = BytesIO()
    write_xlsx(kept, heads, rows)
    name = f"{_('固定资产清查盘点表')}-{school_name()}-{count.number}-{scope_of(count)}.xlsx"
    return papers.answer(kept.getvalue(), name)


def _numbers(part: Part) -> list[object]:
    return [value for one in (part.book, part.real, part.over, part.less) for value in (one.qty, one.value)]


def _line(one: Difference) -> list[object]:
    over, less = max(0, one.qty), max(0, -one.qty)
    return [
        _("盘盈") if over else _("盘亏"), one.number, one.name, one.place, "", "", "", "", over or "",
        one.value if over else "", less or "", one.value if less else "", one.cause,
    ]  # fmt: skip
