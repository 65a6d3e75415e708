"""What the menus do when something happens below them."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import bans_prepare, foods_prepare


@on(SchoolSetUp)
def bring_the_foods(event: SchoolSetUp) -> None:
    """A school that begins finds what is forbidden, and about 150 foods with their values."""
    actor = User.objects.get(pk=event.actor_id)
    bans_prepare(actor=actor)
    foods_prepare(actor=actor)
