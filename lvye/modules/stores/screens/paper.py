"""The documents on paper, in the layout schools sign: 入库单 领用单 借用单 退还单 调拨单 盘点表."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.stores import services
from lvye.modules.stores.models import GiveBack, Issue, Loan, Paper, Receipt, Stocktake, Transfer
from lvye.modules.stores.sight import VALUE

LOOK = "stores.view_item"
KINDS = ("receipt", "issue", "loan", "giveback", "transfer", "stocktake")
Facts = list[tuple[str, str]]


@needs(LOOK)
def paper(request: AuthedRequest, kind: str, pk: int) -> HttpResponseBase:
    """A document as PDF, for who may see it."""
    record = _found(request, kind, pk)
    see_value = request.user.has_perm(VALUE)
    facts, signs = _head(record)
    table = _counted(record) if isinstance(record, Stocktake) else _lines(record, see_value)
    content = papers.form_pdf(
        title=_title(record), school=school_name(), printed_on=timezone.localdate(),
        register=str(record._meta.verbose_name), number=record.number or _("草稿"),
        facts=[(label, words) for label, words in facts if words], lines=[table], signatures=signs,
        url=f"{settings.BASE_URL}{reverse(f'stores.{kind}:detail', args=[pk])}", code=record.number or str(pk),
    )  # fmt: skip
    return papers.answer(content, f"{record.number or pk}.pdf")


@needs(LOOK)
def open_paper(request: AuthedRequest, kind: str, pk: int) -> HttpResponseBase:
    """From a line of the ledger to its document."""
    _found(request, kind, pk)
    return redirect(f"stores.{kind}:detail", pk)


def _found(request: AuthedRequest, kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    reg = registers[f"stores.{kind}"]
    if not request.user.has_perm(reg.permission("view")):
        raise PermissionDenied
    return get_object_or_404(reg.rows(request.user), pk=pk)


def _title(record: Paper | Stocktake) -> str:
    if isinstance(record, GiveBack):
        title = _("归还单") if record.loan_id else _("退库单")
    elif isinstance(record, Issue):
        title = _("物资领用单（出库单）")
    else:
        title = str(record._meta.verbose_name)
    return _("%(title)s（红冲）") % {"title": title} if isinstance(record, Paper) and record.is_reversal else title


def _head(record: Any) -> tuple[Facts, list[papers.Signature]]:
    common: Facts = [(_("保管室"), record.store.name), (_("日期"), say.day(record.happened_on))]
    if not isinstance(record, Stocktake) and record.is_reversal:
        common += [(_("红冲哪张单"), record.reverses.number), (_("红冲原因"), record.why)]
    keeper = papers.Signature(_("保管员"), _name(record.posted_by), record.happened_on if record.posted_by else None)
    heads: dict[type[Any], Any] = {
        Receipt: _receipt, Issue: _issue, Loan: _loan, GiveBack: _giveback, Transfer: _transfer, Stocktake: _stocktake,
    }  # fmt: skip
    facts, signs = heads[type(record)](record, keeper)
    return [*common, *facts, (_("备注"), record.note)], signs


def _receipt(one: Receipt, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    people = [str(person) for person in (one.accepted_by, one.second_accepted_by) if person]
    facts = [
        (_("来源"), str(one.get_source_display())), (_("供货单位、送货人"), one.delivered_by),
        (_("送货单号、发票号"), one.paper_number), (_("验收人"), "、".join(people)),
    ]  # fmt: skip
    return facts, [
        papers.Signature(_("送货人")),
        papers.Signature(_("验收人")),
        keeper,
        papers.Signature(_("总务主任")),
    ]


def _issue(one: Issue, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    facts = [
        (_("领用对象"), one.to_name), (_("部门"), str(one.department or "")),
        (_("用在哪里"), one.to_place.full_name if one.to_place else ""), (_("用途"), one.purpose),
        (_("签字"), str(one.get_signed_display()) if one.signed else ""),
    ]  # fmt: skip
    signed = timezone.localdate(one.signed_at) if one.signed_at else None
    taker = papers.Signature(_("领取人"), str(one.taken_by or "") if one.signed else "", signed)
    return facts, [taker, keeper, papers.Signature(_("总务主任"))]


def _loan(one: Loan, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    facts = [
        (_("借用人"), one.person.name), (_("使用班级"), str(one.to_class or "")), (_("应还日期"), say.day(one.due_on)),
        (_("用途"), one.purpose),
    ]  # fmt: skip
    return facts, [papers.Signature(_("借用人")), keeper, papers.Signature(_("归还验收"))]


def _giveback(one: GiveBack, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    of = one.issue or one.loan
    return [(_("原单"), of.number if of else ""), (_("送回人"), str(one.brought_by or ""))], [
        papers.Signature(_("送回人")), keeper,
    ]  # fmt: skip


def _transfer(one: Transfer, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    facts = [(_("调入保管室"), one.to_store.name)]
    return facts, [keeper, papers.Signature(_("调入保管员")), papers.Signature(_("总务主任"))]


def _stocktake(one: Stocktake, keeper: papers.Signature) -> tuple[Facts, list[papers.Signature]]:
    facts = [(_("范围"), str(one.kind) if one.kind else _("全部物资"))]
    return facts, [papers.Signature(_("盘点人"), _name(one.proposed_by)), papers.Signature(_("监盘人")),
                   papers.Signature(_("审核过账"), _name(one.posted_by))]  # fmt: skip


def _lines(record: Paper, see_value: bool) -> papers.Table:
    header = [_("序号"), _("物资"), _("规格"), _("批次"), _("单位"), _("数量")]
    priced = see_value and isinstance(record, Receipt)
    header += [_("单价（元）")] if priced else []
    header += [_("金额（元）")] if see_value else []
    rows = []
    total = Decimal(0)
    lines = services.lines_of(record)
    for n, line in enumerate(lines, 1):
        state = f"（{line.get_state_display()}）" if isinstance(record, GiveBack) and line.state != "good" else ""
        row = [str(n), line.item.name + state, line.item.spec, line.lot.code if line.lot else "", line.unit,
               say.qty(line.unit_qty)] + ([f"{line.price:,.2f}"] if priced else [])  # fmt: skip
        rows.append([*row, f"{line.value:,.2f}" if line.value is not None else ""] if see_value else row)
        total += line.value or 0
    if see_value:
        rows.append(["", _("合计"), *([""] * (len(header) - 3)), f"{total:,.2f}"])
    widths = [0.7, 4, 2.4, 1.8, 1, 1.3] + ([1.4] if priced else []) + ([1.8] if see_value else [])
    return papers.Table(header, rows, widths=widths, numeric=set(range(5, len(header))))


def _counted(count: Stocktake) -> papers.Table:
    header = [_("物资"), _("规格"), _("批次"), _("单位"), _("账面数"), _("实盘数"), _("差异"), _("原因")]
    rows = []
    for line in count.lines.select_related("item", "lot").order_by("pk"):
        found = line.counted_qty
        rows.append([
            line.item.name, line.item.spec, line.lot.code if line.lot else "", line.item.unit, say.qty(line.book_qty),
            "" if found is None else say.qty(found), "" if found is None else say.qty(found - line.book_qty), line.why,
        ])  # fmt: skip
    return papers.Table(header, rows, widths=[3, 2, 1.6, 1, 1.3, 1.3, 1.3, 2.5], numeric={4, 5, 6})


def _name(user: User | None) -> str:
    return user.name if user else ""
