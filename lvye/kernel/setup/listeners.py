"""What a school that begins finds ready."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import chains_prepare
from lvye.kernel.duties.api import library_prepare
from lvye.kernel.rosters.api import kinds_prepare
from lvye.kit.events import on

from .events import SchoolSetUp


@on(SchoolSetUp)
def bring_the_chains(event: SchoolSetUp) -> None:
    """The chains of approval the modules ship; a module that is new at an upgrade brings its own."""
    chains_prepare(User.objects.get(pk=event.actor_id))


@on(SchoolSetUp)
def bring_the_kinds_of_duty(event: SchoolSetUp) -> None:
    """The kinds of duty that are shipped, with their shifts."""
    kinds_prepare(User.objects.get(pk=event.actor_id))


@on(SchoolSetUp)
def bring_the_duties(event: SchoolSetUp) -> None:
    """The duties of the library, switched off until the school dates them."""
    library_prepare(today=event.on, actor=User.objects.get(pk=event.actor_id))
