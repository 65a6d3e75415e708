"""The repairs of the demo school: a full term, and the running one up to today, deed by deed through the services.

The full term holds exactly the numbers of one real school's half-year (58 switches and sockets, 84 lamps, 20余 foot
valves, 18 taps, 60余 doors, 280 desks, 180 chairs, 12 curtain rails, 30 door catches, 120余 computers and printers),
beside work of other kinds.
"""

from __future__ import annotations

from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Trade

from .crew import Crew
from .ground import School, at
from .planned import planned
from .tasks import OPEN_AT_THE_END, full_term, running_term

TRADES = {"repairer": ("plumbing",), "carpenter": ("carpentry", "general"), "media": ("media",),
          "mason": ("masonry", "general"), "climate": ("climate",)}  # fmt: skip


def make(school: School, *, small: bool) -> None:
    """Crafts, repairers, then the jobs of both terms in the order of their reports."""
    rng = school.rng
    with transaction.atomic(), audit.dated(at(school.full.begins_on, 7, 30)):
        services.catalogue_prepare(actor=school.actor)
        for username, trades in TRADES.items():
            person = Person.objects.get(user__username=username)
            found = Trade.objects.filter(code__in=trades)
            services.worker_add(person=person, actor=school.actor, trades=found, weekdays="1234567")
    crew = Crew(school)
    planned(school)
    full = full_term(rng, school.full, small=small)
    crew.work(full, until=None)
    running = running_term(rng, school.running, school.today, small=small)
    crew.work(running[:-OPEN_AT_THE_END], until=school.today)
    crew.leave_open(running[-OPEN_AT_THE_END:])
