"""What money does when something happens below it."""

from __future__ import annotations

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .services import chart_prepare


@on(SchoolSetUp)
def bring_the_chart(event: SchoolSetUp) -> None:
    """A school that begins finds the state's chart of accounts, the items of spending and three sets of books."""
    chart_prepare(actor=User.objects.get(pk=event.actor_id))
