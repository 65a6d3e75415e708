"""What the property does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import classes_prepare


@on(SchoolSetUp)
def bring_the_classes(event: SchoolSetUp) -> None:
    """A school that begins finds the national list of classes; it changes lives and names as it likes."""
    classes_prepare(actor=User.objects.get(pk=event.actor_id))
