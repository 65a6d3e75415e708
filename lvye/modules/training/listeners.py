"""What training does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import courses_prepare, needs_prepare


@on(SchoolSetUp)
def bring_the_subjects(event: SchoolSetUp) -> None:
    """A school that begins finds the usual subjects, and what its posts ask for."""
    actor = User.objects.get(pk=event.actor_id)
    courses_prepare(actor=actor)
    needs_prepare(actor=actor)
