"""What repairs does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on
from lvye.modules.stores.api import Receipt, Received

from .services import catalogue_prepare, parts_arrived


@on(SchoolSetUp)
def bring_the_catalogue(event: SchoolSetUp) -> None:
    """A school that begins finds the usual crafts, kinds of fault and kinds of work; it changes them as it likes."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))


@on(Received)
def tell_who_waits(event: Received) -> None:
    """A job that waits for parts goes on once they are in store: its repairer hears of it."""
    receipt = Receipt.objects.get(pk=event.receipt_id)
    if receipt.posted_at is not None:
        parts_arrived(receipt, now=receipt.posted_at)
