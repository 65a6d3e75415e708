"""Orders: placed with a supplier that may be ordered from, against a budget line, given up, settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.finance import api as finance
from lvye.modules.partners import api as partners
from lvye.modules.partners.api import Contract
from lvye.modules.procurement import ways
from lvye.modules.procurement.events import Ordered
from lvye.modules.procurement.models import (
    AcceptanceStatus,
    Order,
    OrderLine,
    OrderStatus,
    Quote,
    QuoteStatus,
    Request,
    RequestStatus,
    Way,
)

from .quotes import valid_quotes
from .requests import report_due, request_settle, signers_of
from .tendering import refuse_untendered

NONE = Decimal(0)


def refuse_buyer(request: Request, actor: User) -> None:
    """Raises ValidationError for who must not buy this: who asked for it, and who agreed to it (内部控制规范)."""
    if actor.pk == request.requester_id:
        raise ValidationError(_("自己申请的，要由别人采购（申请与采购分开）。"), code="incompatible")
    if actor.pk in signers_of(request):
        raise ValidationError(_("审批过这份申请的人不能采购（审批与采购分开）。"), code="incompatible")


def order_place(
    quote: Quote, *, due_on: date, choice_why: str = "", contract: Contract | None = None, today: date, actor: User
) -> Order:
    """Order what a quote offers: the budget line holds the order instead of the request from now on.

    Raises ValidationError: too few quotes for the way, not the lowest and no reason, a heavier way is due at this
    price, far over what was agreed, a buyer who asked or agreed; partners' Barred; finance's OverBudget.
    """
    with records.deed():
        request = Request.objects.select_for_update(of=("self",)).select_related("category").get(pk=quote.request_id)
        refuse_buyer(request, actor)
        choice_why = refuse_untendered(request, quote) or choice_why
        quotes = _checked(request, quote, choice_why, today)
        partners.refuse_if_barred(quote.partner, on=today, category=request.category)
        contract = contract or _frame(request, quote, today)
        records.take(quote, "choose", actor=actor, reason=choice_why.strip())
        highest = max(one.total for one in quotes) if len(quotes) > 1 else None
        made = records.create(
            Order, actor=actor, request=request, partner=quote.partner, quote=quote, contract=contract,
            number=f"DD-{today.year}-{rules.next_number(f'procurement.order:{today.year}', 4)}",
            what=request.what, category=request.category, budget_line=request.budget_line, way=request.way,
            is_emergency=request.is_emergency, amount=quote.total, highest=highest,
            saved=highest - quote.total if highest else NONE, choice_why=choice_why.strip(), ordered_on=today,
            due_on=due_on, warranty=quote.warranty, buyer=actor,
        )  # fmt: skip
        for one in quote.lines.select_related("line").order_by("pk"):
            records.create(
                OrderLine, actor=actor, order=made, line=one.line, brand=one.brand, qty=one.line.qty, price=one.price
            )
        finance.release(request, actor=actor)
        finance.commit(request.budget_line, made.amount, about=made, actor=actor, on=today)
        due = report_due(request, today=today) if request.reported_on is None else request.report_due_on
        records.take(request, "order", actor=actor, report_due_on=due)
        tell(Ordered(made.pk, request.pk, made.amount, today, actor.pk))
    return made


def _checked(request: Request, quote: Quote, choice_why: str, today: date) -> list[Quote]:
    """The quotes that count, once everything about them is in order."""
    if request.status != RequestStatus.AGREED or quote.status != QuoteStatus.VALID:
        text = _("这份申请现在是“%(now)s”，不能下单。")
        raise ValidationError(text % {"now": request.get_status_display()})
    quotes = valid_quotes(request)
    needed = ways.needed_quotes(request.way, today)
    if len(quotes) < needed:
        text = _("%(way)s至少要%(needed)s家报价，现在有%(n)s家。")
        told = {"way": request.get_way_display(), "needed": needed, "n": len(quotes)}
        raise ValidationError(text % told, code="few")
    if quote.total > quotes[0].total and not choice_why.strip():
        text = _("%(who)s报%(lowest)s是最低的，选别家要写明理由。")
        told = {"who": quotes[0].partner, "lowest": say.money(quotes[0].total)}
        raise ValidationError({"choice_why": text % told}, code="lowest")
    _refuse_dear(request, quote, today)
    return quotes


def _refuse_dear(request: Request, quote: Quote, today: date) -> None:
    share = int(rules.value("procurement.over_estimate", on=today))
    most = request.estimate * (100 + share) / 100
    if quote.total > most:
        text = _("报价%(total)s超过批准的%(estimate)s太多（最多超%(share)s%%），要重新申请。")
        told = {"total": say.money(quote.total), "estimate": say.money(request.estimate), "share": share}
        raise ValidationError(text % told, code="dear")
    due = ways.choose(quote.total, request.category, on=today)
    if not request.way_why and ways.is_lighter(request.way, due.way) and due.way != Way.FRAMEWORK:
        text = _("按这个价要%(way)s：%(words)s。")
        raise ValidationError(text % {"way": Way(due.way).label, "words": due.sentence}, code="way")


def _frame(request: Request, quote: Quote, today: date) -> Contract | None:
    """The frame contract a purchase by it rests on; its partner alone may be ordered from."""
    if request.way != Way.FRAMEWORK:
        return partners.contract_for(quote.partner, on=today, category=request.category)
    contract = ways.frame_contract(request.category, today)
    if contract is None or contract.partner_id != quote.partner_id:
        who = contract.partner if contract else _("没有在期的框架合同")
        raise ValidationError(_("按框架协议采购要向签约的单位买：%(who)s。") % {"who": who}, code="frame")
    return contract


def order_cancel(order: Order, *, why: str, actor: User) -> Order:
    """Nothing came and nothing will: the request holds the money again and may be ordered elsewhere."""
    reason = _said(why)
    with records.deed():
        taken = records.take(order, "cancel", actor=actor, reason=reason, why=reason)
        if taken.acceptances.exclude(status=AcceptanceStatus.UNDONE).exists():
            raise ValidationError(_("已经有到货等第二人确认，先处理它。"))
        finance.release(taken, actor=actor)
        if taken.quote:
            records.take(taken.quote, "fail", actor=actor, reason=reason, why=reason[:120])
        request = records.take(taken.request, "reopen", actor=actor, reason=reason)
        finance.commit(request.budget_line, request.estimate, about=request, actor=actor)
    return taken


def order_stop(order: Order, *, why: str, today: date, actor: User) -> Order:
    """The rest is not wanted or cannot be had; what has come is paid."""
    reason = _said(why)
    with records.deed():
        taken = records.take(order, "stop", actor=actor, reason=reason, why=reason, arrived_on=today)
        return order_settle(taken, actor=actor)


def _said(why: str) -> str:
    if not why.strip():
        raise ValidationError({"why": _("请写明原因。")})
    return why.strip()


def received_value(order: Order) -> Decimal:
    """What two people have accepted of it, in yuan."""
    rows = order.acceptances.filter(status=AcceptanceStatus.ACCEPTED)
    return rows.aggregate(sum=Sum("amount"))["sum"] or NONE


def order_settle(order: Order, *, actor: User) -> Order:
    """Settled, once it has arrived and all that was accepted is paid: what it still held of the budget is free."""
    if order.status != OrderStatus.ARRIVED:
        return order
    payments = finance.payments_about(order).filter(status=finance.PayStatus.PAID)
    paid = payments.aggregate(sum=Sum("amount"))["sum"] or NONE
    if paid < received_value(order):
        return order
    with records.deed():
        finance.release(order, actor=actor)
        settled = records.take(order, "settle", actor=actor)
        request_settle(Request.objects.get(pk=order.request_id), actor=actor)
    return settled
