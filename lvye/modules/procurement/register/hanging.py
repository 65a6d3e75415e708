"""What procurement shows on other pages: panels, chains, deadlines, menu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub, link, link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.registers.api import MenuLink, Offer, Panel, menu_link, offer, panel_on, registers
from lvye.modules.assets.api import Asset
from lvye.modules.finance.api import Payment, payments_about
from lvye.modules.partners.api import Guarantee, Instalment
from lvye.modules.procurement.models import COMING, TENDERING, Acceptance, Order, Request, Tender
from lvye.modules.stores.api import Receipt

for _target, _title, _register, _by in (
    ("procurement.request", _("报价"), "procurement.quote", "request"),
    ("procurement.request", _("招标"), "procurement.tender", "request"),
    ("procurement.request", _("订单"), "procurement.order", "request"),
    ("procurement.quote", _("单价"), "procurement.quoteline", "quote"),
    ("procurement.order", _("验收"), "procurement.acceptance", "order"),
    ("procurement.planline", _("采购申请"), "procurement.request", "plan_line"),
    ("partners.partner", _("采购订单"), "procurement.order", "partner"),
    ("finance.budgetline", _("采购申请"), "procurement.request", "budget_line"),
):
    panel_on(_target, Panel(_title, _register, _by))


ACCEPTANCE, INSTALMENT, GUARANTEE = "procurement.acceptance", "partners.instalment", "partners.guarantee"


def _cards(acceptance: Acceptance) -> Iterable[Asset]:
    return Asset.objects.filter(about_kind=ACCEPTANCE, about_id=acceptance.pk).order_by("pk")


def _of_card(asset: Asset) -> Iterable[Acceptance]:
    if asset.about_kind != ACCEPTANCE or asset.about_id is None:
        return ()
    return Acceptance.objects.filter(pk=asset.about_id)


def _receipts(acceptance: Acceptance) -> Iterable[Receipt]:
    return Receipt.objects.filter(about=ACCEPTANCE, about_id=acceptance.pk).order_by("pk")


def _of_receipt(receipt: Receipt) -> Iterable[Acceptance]:
    if receipt.about != ACCEPTANCE or receipt.about_id is None:
        return ()
    return Acceptance.objects.filter(pk=receipt.about_id)


def _of_payment(payment: Payment) -> Iterable[Order]:
    if payment.about != "procurement.order" or payment.about_id is None:
        return ()
    return Order.objects.filter(pk=payment.about_id)


def _guarantee_of(payment: Payment) -> Iterable[Guarantee]:
    if payment.about != GUARANTEE or payment.about_id is None:
        return ()
    return Guarantee.objects.filter(pk=payment.about_id)


def _give_back(guarantee: Guarantee) -> str:
    may = guarantee.status == Guarantee.Status.HELD and guarantee.form != Guarantee.Form.LETTER
    return reverse("procurement:guarantee", args=[guarantee.pk]) if may else ""


def _instalment_of(payment: Payment) -> Iterable[Instalment]:
    if payment.about != INSTALMENT or payment.about_id is None:
        return ()
    return Instalment.objects.filter(pk=payment.about_id)


hub("finance.budgetline")
link_by(Request, "budget_line")
link_by(Request, "plan_line")
link_by(Tender, "request")
link_by(Order, "request")
link_by(Order, "partner")
link_by(Acceptance, "order")
link(ACCEPTANCE, "assets.asset", forth=_cards, back=_of_card)
link(ACCEPTANCE, "stores.receipt", forth=_receipts, back=_of_receipt)
link("procurement.order", "finance.payment", forth=payments_about, back=_of_payment)
link(INSTALMENT, "finance.payment", forth=payments_about, back=_instalment_of)
link(GUARANTEE, "finance.payment", forth=payments_about, back=_guarantee_of)
offer(
    Offer(name="pay", label=_("申请退还"), icon="card", right="finance.ask_payment", url=_give_back, order=10),
    on=GUARANTEE,
)
offer(
    Offer(
        name="pay", label=_("申请付款"), icon="card", right="finance.ask_payment",
        url=lambda record: reverse("procurement:instalment", args=[record.pk]),
    ),
    on=INSTALMENT,
)  # fmt: skip


def _open(key: str, *related: str, **narrowed: Any) -> Any:
    """The rows of a register that still run, as far as a user may see them."""

    def rows(user: User) -> QuerySet[Any]:
        return registers[key].rows(user).filter(**narrowed).select_related(*related)

    return rows


deadlines.declare(
    deadlines.Deadline(
        "procurement.delivery", _("采购到货"), _open("procurement.order", "partner", status__in=COMING), date="due_on",
        warn_days="procurement.sure_days", blocks=_("过期没到要催供应商，年底评价时扣分。"),
        title=lambda one: f"{one.partner.name} {one.what}",
    ),
    deadlines.Deadline(
        "procurement.tender", _("招标下一步"),
        _open("procurement.tender", "request", next_due_on__isnull=False, status__in=TENDERING), date="next_due_on",
        warn_days=5, blocks=_("晚了要在备案时说明。"), title=lambda one: f"{one.number} {one.request.what}",
    ),
    deadlines.Deadline(
        "procurement.report", _("紧急采购补报告"),
        _open("procurement.request", is_emergency=True, reported_on__isnull=True, report_due_on__isnull=False),
        date="report_due_on", warn_days=5, blocks=_("没有报告，这次采购不能结清。"), title=lambda one: one.what,
    ),
)  # fmt: skip

for _label, _url, _icon, _right, _order in (
    (_("采购台"), "procurement:desk", "box", "procurement.buy_request", 10),
    (_("拆分提示"), "procurement:watch", "warn", "procurement.watch_request", 30),
):
    menu_link(MenuLink(group="money", label=_label, url_name=_url, icon=_icon, right=_right, order=_order))
