"""Papers of money in the layout schools sign: 付款申请, 报销单, 记账凭证."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, school_name
from lvye.kit import say
from lvye.modules.finance import services
from lvye.modules.finance.models import Claim, Payment, Voucher

from .common import mine_of


def form_of(record: Any, title: str, **parts: Any) -> HttpResponse:
    """A record as a form to sign, with the code that leads back to it."""
    key = record._meta.label_lower
    content = papers.form_pdf(
        title=title,
        school=school_name(),
        printed_on=timezone.localdate(),
        register=str(record._meta.verbose_name),
        number=record.number,
        url=f"{settings.BASE_URL}{reverse(f'{key}:detail', args=[record.pk])}",
        code=record.number,
        **parts,
    )
    return papers.answer(content, f"{record.number}.pdf")


def signed(*records_: Any) -> list[papers.Signature]:
    """A box for each who agreed in the program, filled in."""
    return [
        papers.Signature(turn.name, str(turn.decided_by or ""), timezone.localdate(turn.decided_at))
        for turn in services.signatures(*records_)
        if turn.decided_at
    ]


def _boxes(*papers_: Any, requester: Any, on: date | None) -> list[papers.Signature]:
    done = signed(*papers_)
    empty = [] if done else [papers.Signature(_("部门负责人")), papers.Signature(_("分管校长"))]
    return [papers.Signature(_("经办人"), str(requester), on), *done, *empty]


@allowed("view")
def payment(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A payment request; ?as=print is the paper."""
    found: Payment = mine_of(request, reg.key, pk)
    if request.GET.get("as") == "print":
        return payment_paper(found)
    context = detail_context(reg, found, request.user)
    return render(request, "registers/detail.html", context)


def payment_paper(found: Payment) -> HttpResponse:
    """付款申请单."""
    line, invoices = found.budget_line, list(found.invoices.order_by("pk"))
    facts = [
        (_("申请日期"), say.day(found.asked_on) if found.asked_on else ""),
        (_("状态"), str(found.get_status_display())),
        (_("收款单位（人）"), found.payee), (_("开户行和账号"), found.payee_bank),
        (_("付款事由"), found.what),
        (_("预算项目"), line.label if line else _("往来款，不占预算")),
        (_("资金来源") if line else _("冲往来科目"), str(line.get_fund_display() if line else found.account)),
        (_("依据单据"), str(found.about_record or "")),
        (_("金额（小写）"), say.money(found.amount)), (_("金额（大写）"), say.money_upper(found.amount)),
    ]  # fmt: skip
    rows = [[one.number, one.seller, say.day(one.issued_on), f"{one.amount:,.2f}"] for one in invoices]
    heads = [_("发票号码"), _("销售方"), _("开票日期"), _("金额（元）")]
    tables = [papers.Table(heads, rows, widths=(3, 4, 2, 2), numeric={3}, caption=_("发票"))] if rows else []
    boxes = _boxes(found, *Claim.objects.filter(payment=found), requester=found.requester, on=found.asked_on)
    cashier = papers.Signature(_("出纳付款"), str(found.paid_by or ""), found.paid_on)
    return form_of(
        found, _("付款申请单"), facts=facts, lines=tables,
        signatures=[*boxes, papers.Signature(_("会计审核")), cashier],
    )  # fmt: skip


@allowed("view")
def claim(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A claim; ?as=print is the paper."""
    found: Claim = mine_of(request, reg.key, pk)
    if request.GET.get("as") == "print":
        return claim_paper(found)
    context = detail_context(reg, found, request.user)
    return render(request, "registers/detail.html", context)


def claim_paper(found: Claim) -> HttpResponse:
    """报销单."""
    lines = list(found.lines.select_related("invoice").order_by("pk"))
    rows = [
        [say.date(one.on), one.what, one.invoice.number if one.invoice else one.no_invoice, f"{one.amount:,.2f}"]
        for one in lines
    ]
    heads = [_("日期"), _("内容"), _("发票号码"), _("金额（元）")]
    facts = [
        (_("报销人"), str(found.person)), (_("填报日期"), say.day(found.made_on)),
        (_("类别"), str(found.get_kind_display())), (_("事由"), found.what),
        (_("预算项目"), found.budget_line.label), (_("附单据"), _("%(n)s 张") % {"n": found.invoices.count()}),
        (_("金额（小写）"), say.money(found.amount)), (_("金额（大写）"), say.money_upper(found.amount)),
    ]  # fmt: skip
    pay = found.payment
    cashier = papers.Signature(_("出纳"), str(pay.paid_by or "") if pay else "", pay.paid_on if pay else None)
    return form_of(
        found, _("报销单"), facts=facts,
        lines=[papers.Table(heads, rows, widths=(2, 5, 4, 2), numeric={3})],
        signatures=[
            *_boxes(found, requester=found.person, on=found.made_on), papers.Signature(_("会计审核")), cashier,
            papers.Signature(_("领款人")),
        ],
    )  # fmt: skip


def voucher_paper(found: Voucher) -> HttpResponse:
    """记账凭证, the two systems one under the other."""
    rows = [
        [
            one.account.code, one.account.name, str(one.account.get_system_display()),
            f"{one.debit:,.2f}" if one.debit else "", f"{one.credit:,.2f}" if one.credit else "",
        ]
        for one in services.entries_of(found)
    ]  # fmt: skip
    heads = [_("科目编码"), _("科目名称"), _("核算体系"), _("借方（元）"), _("贷方（元）")]
    facts = [
        (_("日期"), say.day(found.on)), (_("账套"), str(found.book)), (_("摘要"), found.summary),
        (_("附单据"), _("%(n)s 张") % {"n": found.papers}), (_("合计"), say.money(found.total)),
        (_("冲销"), found.reverses.number if found.reverses else ""),
    ]  # fmt: skip
    return form_of(
        found, _("记账凭证"), facts=[(label, value) for label, value in facts if value],
        lines=[papers.Table(heads, rows, widths=(2, 4, 2, 2, 2), numeric={3, 4})],
        signatures=[
            papers.Signature(_("制单"), str(found.made_by), found.on),
            papers.Signature(_("记账"), str(found.posted_by or "")), papers.Signature(_("出纳")),
            papers.Signature(_("会计主管")),
        ],
    )  # fmt: skip
