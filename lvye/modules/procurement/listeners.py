"""What procurement does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kit.events import on
from lvye.modules.finance.api import Paid, Payment

from .models import Order
from .services import instalment_paid, order_settle


@on(Paid)
def settle_what_was_paid(event: Paid) -> None:
    """An order that has arrived is settled once all that was accepted is paid; so is a contract's payment."""
    if event.about == "partners.instalment" and event.about_id:
        payment = Payment.objects.select_related("voucher").get(pk=event.payment_id)
        instalment_paid(payment, on=event.on, actor=User.objects.get(pk=event.actor_id))
    if event.about == "procurement.order" and event.about_id:
        order = Order.objects.get(pk=event.about_id)
        order_settle(order, actor=User.objects.get(pk=event.actor_id))
