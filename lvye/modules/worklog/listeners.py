"""What the log does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import kinds_prepare


@on(SchoolSetUp)
def bring_the_kinds(event: SchoolSetUp) -> None:
    """A school that begins finds the usual kinds of work; it changes them as it likes."""
    kinds_prepare(actor=User.objects.get(pk=event.actor_id))
