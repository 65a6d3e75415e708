"""The counts of the demo school: one of last term that is over, one of this term that is under way."""

# house: names of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from typing import Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour
from lvye.modules.assets.api import ON_BOOKS, Asset, Status

from . import services
from .models import Count, How, Line, ProposalKind, ProposalStatus

OVER, RUNNING = "实验楼", "教学楼"
MOST = 240  # things counted in each, for a quick demo
COUNTERS = ("keeper", "desk")
ENDED = 5  # days before the end of the term


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School) -> None:
    """Both counts, in buildings that have things to count."""
    rng = random.Random(20261120)
    with transaction.atomic():
        day = school.full.ends_on - dt.timedelta(days=ENDED)
        if over := _begun(school, OVER, f"{OVER}期末清点", day):
            _walk(over, over.lines.count(), rng, day)
            with audit.dated(at_hour(day, 16)):
                over = services.count_finish(over, today=day, actor=school.user("keeper"))
            _decide(over, school.user("director"), day)
        day = min(school.today, school.running.ends_on)
        if running := _begun(school, RUNNING, f"{RUNNING}年终盘点", day - dt.timedelta(days=2)):
            _walk(running, running.lines.count() // 2, rng, day)


def _begun(school: School, name: str, title: str, day: dt.date) -> Count | None:
    building = Place.objects.filter(kind="building", name=name).first()
    if (
        building is None
        or not Asset.objects.filter(building=building, status__in=ON_BOOKS, acquired_on__lte=day).exists()
    ):
        return None
    director = school.user("director")
    with audit.dated(at_hour(day, 8)):
        count = services.count_plan(
            name=title, scope="place", place=building, due_on=day + dt.timedelta(days=10), today=day, actor=director
        )
        for username in COUNTERS:
            person = Person.objects.get(user__username=username)
            services.counter_add(count=count, person=person, actor=director)
        return services.count_begin(count, now=at_hour(day, 8), actor=director)


def _walk(count: Count, most: int, rng: random.Random, day: dt.date) -> None:
    """Room by room: nearly all is where it should be, some is not, one thing has no label."""
    people = [User.objects.get(username=username) for username in COUNTERS]
    lines = list(
        count.lines.select_related("asset", "place", "count").order_by("place__path", "number")[: min(most, MOST)]
    )
    rooms = [line.place for line in lines if line.place is not None]
    for number, line in enumerate(lines):
        if line.place is None or number % 23 == 7:
            continue  # nobody saw it
        place = rng.choice(rooms) if number % 17 == 3 else line.place
        now = at_hour(day, 9 + number * 6 // len(lines), rng.randrange(60))
        with audit.dated(now):
            _see(line, place, number, now=now, user=people[number % 2])
    if rooms:
        now = at_hour(day, 15, 30)
        with audit.dated(now):
            services.scan_take(
                count,
                place=rooms[-1],
                how=How.BARE,
                words="白色立式风扇，没有标签",
                now=now,
                device_at=now,
                actor=people[0],
            )


def _see(line: Line, place: Place, number: int, *, now: dt.datetime, user: User) -> None:
    condition = {11: "repair", 31: "scrap"}.get(number % 40, "") if line.book_status == Status.IN_USE else ""
    labelled = number % 5 != 0
    services.scan_take(
        line.count, place=place, how=How.SCAN if labelled else How.TICK, code=line.asset.code if labelled else "",
        line=None if labelled else line, condition=condition, words="脚轮坏了" if condition else "",
        room_code=code_of(place) if number % 9 else "", device_at=now, now=now, actor=user,
    )  # fmt: skip


def _decide(count: Count, director: User, day: dt.date) -> None:
    """Moves are posted at once; what is missing was found in the store later and is not."""
    with audit.dated(at_hour(day, 17)):
        for kind in (ProposalKind.MOVE, ProposalKind.REPAIR, ProposalKind.SCRAP):
            services.kind_post(count, kind, today=day, actor=director)
        for one in (
            count.proposals.filter(status=ProposalStatus.PROPOSED).select_related("count", "asset").order_by("pk")
        ):
            services.proposal_decline(one, why="在后勤楼库房找到，下次再盘", today=day, actor=director)
        services.count_close(count, today=day, actor=director)
