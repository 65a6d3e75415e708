"""What repairs does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import catalogue_prepare


@on(SchoolSetUp)
def bring_the_catalogue(event: SchoolSetUp) -> None:
    """A school that begins finds the usual crafts, kinds of fault and kinds of work; it changes them as it likes."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))
