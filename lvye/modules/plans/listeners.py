"""What the plans do when something happens below them."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import standards_prepare


@on(SchoolSetUp)
def bring_the_standards(event: SchoolSetUp) -> None:
    """A school that begins finds a work standard for each usual post; it changes them as it likes."""
    standards_prepare(actor=User.objects.get(pk=event.actor_id))
