"""What the canteen does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import store_prepare


@on(SchoolSetUp)
def bring_the_store(event: SchoolSetUp) -> None:
    """A school that begins finds a store room for its canteen."""
    store_prepare(actor=User.objects.get(pk=event.actor_id))
