"""What repairs does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on
from lvye.modules.stores.api import GivenBack, Issue, Receipt, Received

from .models import Job
from .services import catalogue_prepare, materials_settle, parts_arrived


@on(SchoolSetUp)
def bring_the_catalogue(event: SchoolSetUp) -> None:
    """A school that begins finds the usual crafts, kinds of fault and kinds of work; it changes them as it likes."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))


@on(Received)
def tell_who_waits(event: Received) -> None:
    """A job that waits for parts goes on once they are in store: its repairer hears of it."""
    receipt = Receipt.objects.get(pk=event.receipt_id)
    if receipt.posted_at is not None:
        parts_arrived(receipt, now=receipt.posted_at)


@on(GivenBack)
def reckon_with_what_came_back(event: GivenBack) -> None:
    """Materials of a job that were not needed lie in the store again: the job costs less."""
    if event.about == Job._meta.label_lower:
        materials_settle(Issue.objects.get(pk=event.issue_id), actor=system_user())
