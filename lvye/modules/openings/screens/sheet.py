"""Papers: the packing and signature sheet of a distribution, and the needs list with boxes to sign."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.openings import queries
from lvye.modules.openings.models import Pack, PackStatus
from lvye.modules.openings.readiness import opening_term, readiness
from lvye.modules.openings.sight import ALL

from .board import handout_of


@needs(ALL)
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """One table for each class's pack, one for the teachers with a box to sign in each row. `?pack=`: only that one."""
    handout = handout_of(request, pk)
    packs = [one for one in queries.packs_of(handout) if one.status != PackStatus.DROPPED]
    chosen = request.GET.get("pack", "")
    if chosen:
        packs = [one for one in packs if str(one.pk) == chosen]
    classes = [one for one in packs if one.school_class_id]
    tables = [_pack_table(one) for one in classes]
    tables += _teachers([one for one in packs if not one.school_class_id])
    facts = [
        (_("学期"), str(handout.term)), (_("保管室"), str(handout.store)), (_("到手日期"), say.day(handout.due_on)),
        (_("人数"), _("%(classes)s 个班、%(pupils)s 名学生、%(teachers)s 位教师") % {
            "classes": handout.classes, "pupils": say.number(handout.pupils), "teachers": handout.teachers}),
    ]  # fmt: skip
    signs = [papers.Signature(who) for who in (_("发放人"), _("保管员"), _("总务处"))]
    url = reverse("openings:board", args=[handout.pk])
    return _paper(_("开学物资发放清单"), handout.number, facts, tables, signatures=signs, url=url)


def _pack_table(pack: Pack) -> papers.Table:
    rows = [[line.item.name, line.item.spec, _qty(line.qty), line.item.unit, ""] for line in pack.lines.all()]
    head = pack.school_class.head if pack.school_class else None
    words = _("%(name)s　%(n)s 人　班主任 %(head)s　领取人签字：　　　　　　日期：") % {
        "name": pack.name, "n": pack.heads, "head": head or "—"
    }  # fmt: skip
    columns = [_("物资"), _("规格"), _("数量"), _("单位"), _("实收")]
    return papers.Table(columns, rows, widths=(30, 25, 12, 10, 23), numeric={2}, caption=words)


def _teachers(packs: list[Pack]) -> list[papers.Table]:
    if not packs:
        return []
    rows = [
        [
            str(n),
            one.name,
            "、".join(f"{line.item.name} {_qty(line.qty)}{line.item.unit}" for line in one.lines.all()),
            "",
        ]
        for n, one in enumerate(packs, start=1)
    ]
    head = [_("序号"), _("教师"), _("领取物资"), _("签字")]
    return [papers.Table(head, rows, widths=(8, 16, 52, 24), numeric={0}, caption=_("教师领取签字"))]


@needs("openings.view_needslist")
@require_safe
def ready_paper(request: AuthedRequest) -> HttpResponse:
    """开学准备情况表: every item with what is wrong, a box beside each for who went and looked."""
    today = timezone.localdate()
    term = opening_term(today)
    items = readiness(term, today=today) if term else []
    said = {"done": _("好了"), "soon": _("要办"), "late": _("没好")}
    rows = [
        [str(n), one.title, said[one.kind], "；".join((one.words, *one.rows)), ""]
        for n, one in enumerate(items, start=1)
    ]
    head = [_("序号"), _("项目"), _("情况"), _("说明"), _("检查人签字")]
    done = sum(1 for one in items if one.kind == "done")
    facts = [
        (_("学期"), str(term) if term else _("还没有下一个学期")),
        (_("开学日期"), say.day(term.begins_on) if term else "—"),
        (_("准备好了"), _("%(done)s 项，共 %(of)s 项") % {"done": done, "of": len(items)}),
    ]  # fmt: skip
    table = papers.Table(head, rows, widths=(8, 18, 10, 44, 20), numeric={0})
    signs = [papers.Signature(who) for who in (_("总务主任"), _("教务处"), _("分管校长"))]
    return _paper(_("开学准备情况表"), "", facts, [table], signatures=signs, url=reverse("openings:ready"))


@needs("openings.view_needslist")
@require_safe
def needs_paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The needs list to be agreed to and bought by: what is to be bought, and of the rest that there is enough."""
    found: Any = get_object_or_404(registers["openings.needslist"].rows(request.user).select_related("term"), pk=pk)
    lines = found.lines.select_related("item").order_by("item__kind__sort", "item__name", "pk")
    rows = [
        [one.item.name, one.item.spec, one.item.unit, _("%(a)s（%(b)s—%(c)s）") % {
            "a": _qty(one.expected), "b": _qty(one.low), "c": _qty(one.high)}, str(one.get_sureness_display()),
         _qty(one.there), _qty(one.qty), one.note or one.why]
        for one in lines if one.qty
    ]  # fmt: skip
    head = [_("物资"), _("规格"), _("单位"), _("预计用量"), _("把握"), _("库存"), _("采购"), _("依据")]
    table = papers.Table(head, rows, widths=(13, 10, 6, 17, 9, 8, 8, 29), numeric={5, 6})
    enough = "、".join(one.item.name for one in lines if not one.qty)
    text = _("预计用量括号里是五次里有四次会落进的范围。") + (
        _("库存够用、不用买的：%(items)s。") % {"items": enough} if enough else ""
    )
    facts = [
        (_("学期"), str(found.term)), (_("预计学生"), say.number(found.pupils)),
        (_("拉单日期"), say.day(found.made_on)),
        (_("状态"), str(found.get_status_display())),
    ]  # fmt: skip
    signs = [papers.Signature(who) for who in (_("保管员"), _("总务主任"), _("分管校长"))]
    url = reverse("openings:needs", args=[found.pk])
    return _paper(
        _("下学期用品清单"), found.number, facts, [table] if rows else [], signatures=signs, url=url, text=text
    )


def _qty(number: Decimal) -> str:
    return say.qty(number)


def _paper(
    title: str, number: str, facts: list[tuple[str, str]], lines: list[papers.Table], **more: Any
) -> HttpResponse:
    """The form as PDF; `more`: signatures, url, text."""
    url = f"{settings.BASE_URL}{more.pop('url')}"
    content = papers.form_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=_("开学物资"), number=number,
        facts=facts, lines=lines, url=url, code=number, **more,
    )  # fmt: skip
    return papers.answer(content, f"{number} {title}.pdf")
