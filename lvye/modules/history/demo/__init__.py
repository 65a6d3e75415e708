"""The history of the demo school: summaries of two earlier years, one judged, one with a few facts left."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.modules.history import services
from lvye.modules.history.models import FactStatus, HistoryDocument
from lvye.modules.history.queries import disputed, facts_of

from .texts import SUMMARIES

LEFT = 6  # facts of the newest document that still wait


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def make(school: School) -> None:
    """Read both; judge the older one whole, the other one nearly."""
    director = school.user("director")
    now = timezone.make_aware(dt.datetime.combine(school.today - dt.timedelta(days=9), dt.time(15, 20)))
    made = [
        services.document_read(title=title, text=text, year=year, span="year", now=now, actor=director)
        for year, title, text in SUMMARIES
    ]
    _judge(made[0], director)
    for fact in [one for one in facts_of(made[1]) if one.pk not in disputed(facts_of(made[1]))][:-LEFT]:
        services.fact_accept(fact, actor=director)


def _judge(document: HistoryDocument, actor: User) -> None:
    """What is clear is accepted; of totals that do not agree both are kept; what cannot be read is dropped."""
    services.all_accept(document, actor=actor)
    for fact in [one for one in facts_of(document) if one.status == FactStatus.PROPOSED]:
        if fact.value is None or fact.doubts:
            services.fact_drop(fact, actor=actor)
        else:
            services.fact_accept(fact, actor=actor)
