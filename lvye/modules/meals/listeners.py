"""What the meals do when something happens below them."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import catalogue_prepare


@on(SchoolSetUp)
def bring_the_catalogue(event: SchoolSetUp) -> None:
    """A school that begins finds the categories of a canteen's book."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))
