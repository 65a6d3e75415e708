"""What the shop does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import catalogue_prepare


@on(SchoolSetUp)
def bring_the_list(event: SchoolSetUp) -> None:
    """A school that begins finds what its shop may not sell."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))
