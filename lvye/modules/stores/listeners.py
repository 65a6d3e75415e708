"""What the stores do when something happens below them."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import kinds_prepare


@on(SchoolSetUp)
def bring_the_kinds(event: SchoolSetUp) -> None:
    """A school that begins finds the usual kinds of goods; it changes them as it likes."""
    kinds_prepare(actor=User.objects.get(pk=event.actor_id))
