"""What procurement does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit.events import on
from lvye.modules.finance.api import BudgetLine, Carried, Paid, Payment

from .models import Order, Request
from .services import guarantee_paid, instalment_paid, order_settle


@on(Paid)
def settle_what_was_paid(event: Paid) -> None:
    """An order that has arrived is settled once all that was accepted is paid; a contract knows what it was paid."""
    if event.about == "partners.instalment" and event.about_id:
        payment = Payment.objects.select_related("voucher").get(pk=event.payment_id)
        instalment_paid(payment, on=event.on, actor=User.objects.get(pk=event.actor_id))
    if event.about == "partners.guarantee" and event.about_id:
        payment = Payment.objects.get(pk=event.payment_id)
        guarantee_paid(payment, on=event.on, actor=User.objects.get(pk=event.actor_id))
    if event.about == "procurement.order" and event.about_id:
        order = Order.objects.get(pk=event.about_id)
        order_settle(order, actor=User.objects.get(pk=event.actor_id))


@on(Carried)
def follow_the_money(event: Carried) -> None:
    """What was bought last year and not paid yet is paid of the line its money was carried to."""
    if event.about not in ("procurement.order", "procurement.request") or event.about_id is None:
        return
    actor, line = User.objects.get(pk=event.actor_id), BudgetLine.objects.get(pk=event.to_line)
    if event.about == "procurement.request":
        records.amend(Request.objects.get(pk=event.about_id), actor=actor, verb="carry", budget_line=line)
        return
    order = Order.objects.select_related("request").get(pk=event.about_id)
    records.amend(order, actor=actor, verb="carry", budget_line=line)
    if order.request.budget_line_id == event.from_line:
        records.amend(order.request, actor=actor, verb="carry", budget_line=line)
