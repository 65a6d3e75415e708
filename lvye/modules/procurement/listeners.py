"""What procurement does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kit.events import on
from lvye.modules.finance.api import Paid

from .models import Order
from .services import order_settle


@on(Paid)
def settle_what_was_paid(event: Paid) -> None:
    """An order that has arrived is settled once all that was accepted of it is paid."""
    if event.about == "procurement.order" and event.about_id:
        order = Order.objects.get(pk=event.about_id)
        order_settle(order, actor=User.objects.get(pk=event.actor_id))
