"""Procurement on paper: 采购申请, 比价表, 订单, 验收单."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.approvals import api as approvals
from lvye.kernel.papers import api as papers
from lvye.kernel.records.api import Record
from lvye.kernel.registers.api import school_name
from lvye.kit import say

from .models import Acceptance, Order, OrderStatus, Quote, Request
from .services import valid_quotes

Facts = list[tuple[str, str]]


def _url(record: Record) -> str:
    return f"{settings.BASE_URL}{reverse(f'{record._meta.label_lower}:detail', args=[record.pk])}"


def _said(facts: Facts) -> Facts:
    return [(label, value) for label, value in facts if value]


def _signed(record: Record) -> list[papers.Signature]:
    """A box for each who agreed, filled in."""
    turns = approvals.Turn.objects.filter(asking__in=approvals.history_of(record).values("pk"), status="agreed")
    return [
        papers.Signature(turn.name, turn.decided_by.name, turn.decided_at.date())
        for turn in turns.select_related("decided_by").order_by("decided_at", "pk")
        if turn.decided_by and turn.decided_at
    ]


def request_form(request: Request, *, today: date) -> bytes:
    """采购申请: what is wanted and why, how it is bought, who agreed."""
    rows = [
        [line.name, line.spec, f"{say.qty(line.qty)}{line.unit}", say.money(line.price), say.money(line.sum)]
        for line in request.lines.order_by("pk")
    ]
    rows.append([_("合计"), "", "", "", say.money(request.estimate)])
    origin = request.origin
    facts = _said([
        (_("申请部门"), str(request.department or "")), (_("申请人"), str(request.person or request.requester)),
        (_("申请日期"), say.day(request.asked_on)), (_("类别"), request.category.name),
        (_("申请理由"), request.why), (_("为了"), str(origin or "")),
        (_("预算项目"), str(request.budget_line)), (_("列在采购计划"), str(request.plan_line or _("计划外"))),
        (_("预计金额"), say.money(request.estimate)), (_("大写"), say.money_upper(request.estimate)),
        (_("采购方式"), str(request.get_way_display())), (_("方式依据"), request.way_words),
        (_("换方式的理由"), request.way_why), (_("学校现有"), request.stands), (_("为什么还买"), request.despite),
        (_("紧急的原因"), request.emergency_why),
    ])  # fmt: skip
    signed = _signed(request)
    blank = [papers.Signature(_("部门负责人")), papers.Signature(_("主管领导")), papers.Signature(_("校长"))]
    content: bytes = papers.form_pdf(
        title=_("采购申请"), school=school_name(), printed_on=today, register=_("采购申请"), number=request.number,
        facts=facts,
        lines=[
            papers.Table(
                [_("品名"), _("规格要求"), _("数量"), _("预计单价"), _("预计金额")], rows, widths=[3, 3, 1.5, 2, 2],
                numeric={2, 3, 4},
            )
        ],
        signatures=[papers.Signature(_("申请人"), str(request.person or request.requester), request.asked_on),
                    *(signed or blank)],
        url=_url(request), code=request.number,
    )  # fmt: skip
    return content


def comparison(request: Request, *, today: date) -> bytes:
    """比价表: every quote side by side, the lowest marked, who was chosen and why."""
    quotes = valid_quotes(request)
    rows = _offers(request, quotes)
    order = (
        Order.objects.filter(request=request).exclude(status=OrderStatus.CANCELLED).select_related("partner").first()
    )
    facts = _said([
        (_("采购申请"), str(request)), (_("采购方式"), str(request.get_way_display())),
        (_("选定"), order.partner.name if order else ""), (_("没选最低价的理由"), order.choice_why if order else ""),
    ])  # fmt: skip
    buyer = (
        papers.Signature(_("采购员"), order.buyer.name, order.ordered_on) if order else papers.Signature(_("采购员"))
    )
    content: bytes = papers.form_pdf(
        title=_("比价表"), school=school_name(), printed_on=today, register=_("采购"), number=request.number,
        facts=facts,
        text=_("各家栏里是单价，总价是全部数量的合计。"),
        lines=[papers.Table([_("品名"), _("数量"), *(one.partner.name for one in quotes)], rows,
                            widths=[2.4, 1.2, *([2.4] * len(quotes))], numeric=set(range(2, 2 + len(quotes))))],
        signatures=[buyer, papers.Signature(_("使用部门")), papers.Signature(_("总务主任"))],
        url=_url(request), code=request.number,
    )  # fmt: skip
    return content


def _offers(request: Request, quotes: list[Quote]) -> list[list[str]]:
    """A row for each thing with the prices for one, then totals, days and warranty."""
    prices = {(one.line_id, quote.pk): one.price for quote in quotes for one in quote.lines.all()}
    rows = [
        [str(line), f"{say.qty(line.qty)}{line.unit}", *(say.money(prices[line.pk, quote.pk]) for quote in quotes)]
        for line in request.lines.order_by("pk")
    ]
    lowest = _("（最低）")
    totals = [f"{say.money(one.total)}{lowest if one.total == quotes[0].total else ''}" for one in quotes]
    return [*rows, [_("总价"), "", *totals], [_("到货、保修"), "", *map(_terms, quotes)]]


def _terms(quote: Quote) -> str:
    """ "3天到货，保修12个月"."""
    days = _("%(n)s天到货") % {"n": quote.days} if quote.days is not None else ""
    months = _("保修%(n)s个月") % {"n": quote.warranty} if quote.warranty else ""
    return "，".join(part for part in (days, months, quote.note) if part)


def order_form(order: Order, *, today: date) -> bytes:
    """订单: what the supplier delivers, at what price, until when, where to."""
    rows = [
        [str(one), one.brand, f"{say.qty(one.qty)}{one.line.unit}", say.money(one.price), say.money(one.sum)]
        for one in order.lines.select_related("line").order_by("pk")
    ]
    rows.append([_("合计"), "", "", "", say.money(order.amount)])
    facts = _said([
        (_("供应商"), order.partner.name), (_("联系人"), f"{order.partner.contact} {order.partner.phone}".strip()),
        (_("下单日期"), say.day(order.ordered_on)), (_("约定到货日"), say.day(order.due_on)),
        (_("送到"), str(order.request.place or "")), (_("保修几个月"), str(order.warranty or "")),
        (_("合同"), str(order.contract or "")), (_("金额"), say.money(order.amount)),
        (_("大写"), say.money_upper(order.amount)),
    ])  # fmt: skip
    content: bytes = papers.form_pdf(
        title=_("采购订单"), school=school_name(), printed_on=today, register=_("采购订单"), number=order.number,
        facts=facts, text=_("到货由学校两位验收员当面点数验收；验收合格后凭发票付款。"),
        lines=[papers.Table([_("品名"), _("品牌型号"), _("数量"), _("单价"), _("金额")], rows, numeric={2, 3, 4})],
        signatures=[
            papers.Signature(_("采购员"), order.buyer.name, order.ordered_on), papers.Signature(_("供应商盖章"))
        ],
        url=_url(order), code=order.number,
    )  # fmt: skip
    return content


def acceptance_form(acceptance: Acceptance, *, today: date) -> bytes:
    """验收单: what was taken and refused, signed by two who did not buy."""
    order = acceptance.order
    rows = [
        [str(one), one.line.brand, one.line.line.unit, say.qty(one.accepted),
         say.qty(one.refused) if one.refused else "", one.why, say.money(one.line.price), say.money(one.sum)]
        for one in acceptance.lines.select_related("line__line").order_by("pk")
    ]  # fmt: skip
    rows.append([_("合计"), "", "", "", "", "", "", say.money(acceptance.amount)])
    facts = _said([
        (_("采购订单"), str(order)), (_("供应商"), order.partner.name), (_("到货日期"), say.day(acceptance.counted_on)),
        (_("放在哪里"), str(acceptance.place or "")), (_("验收金额"), say.money(acceptance.amount)),
        (_("大写"), say.money_upper(acceptance.amount)), (_("验收意见"), acceptance.note),
    ])  # fmt: skip
    second = acceptance.second.name if acceptance.second else ""
    content: bytes = papers.form_pdf(
        title=_("验收单"), school=school_name(), printed_on=today, register=_("验收单"), number=acceptance.number,
        facts=facts,
        lines=[
            papers.Table(
                [_("品名"), _("品牌型号"), _("单位"), _("合格"), _("拒收"), _("拒收的原因"), _("单价"), _("金额")],
                rows, widths=[3, 2, 1, 1.2, 1.2, 2.2, 2, 2.2], numeric={3, 4, 6, 7},
            )
        ],
        signatures=[papers.Signature(_("验收人一"), acceptance.first.name, acceptance.counted_on),
                    papers.Signature(_("验收人二"), second, acceptance.accepted_on),
                    papers.Signature(_("保管员")), papers.Signature(_("送货人"))],
        url=_url(acceptance), code=acceptance.number,
    )  # fmt: skip
    return content
