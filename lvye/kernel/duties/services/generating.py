"""Times a duty is due are made ahead, once each: thousands with one statement, and as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.cadence import Calendar, Occurrence, SchoolCalendar, occurrences
from lvye.kernel.duties.declare import TargetSource, sources
from lvye.kernel.duties.models import Duty, Instance, Spot, Status, Unit
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules

AT_ONCE = 400  # occurrences in one statement; each is crossed with all spots of the duty
INTO = """
WITH o (key_on, slot, name, day, opens_at, due_at, closes_at) AS (VALUES {rows})
INSERT INTO duties_instance
    (duty_id, key_on, slot, name, day, opens_at, due_at, closes_at, spot_id, status, why)
SELECT %s, o.key_on, o.slot, o.name, o.day, o.opens_at, o.due_at, o.closes_at, {spot}, 'due', '' FROM o {spots}
ON CONFLICT DO NOTHING
"""
EACH_SPOT = "CROSS JOIN duties_spot AS s WHERE s.duty_id = %s AND s.is_open"


@dataclass(frozen=True)
class Generated:
    """What a run did: times made, and times taken back because the calendar, the duty or its spots changed."""

    made: int = 0
    dropped: int = 0

    def __add__(self, other: Generated) -> Generated:
        return Generated(self.made + other.made, self.dropped + other.dropped)


def generate(
    *, until: date | None = None, duties: Iterable[Duty] | None = None, now: datetime, actor: User
) -> Generated:
    """Make every time that is due from today to `until` (as many days as the rule says, where none is given).

    Idempotent: what is there stays, what a change of the calendar moved is made anew as long as nobody could have
    begun it, and nothing is made for a window that has passed: nobody is accused of what was never asked.
    """
    today = timezone.localdate(now)
    last = until or today + timedelta(days=int(rules.value("duties.ahead_days")))
    calendar = SchoolCalendar()
    done = Generated()
    for duty in duties if duties is not None else Duty.objects.filter(status=Duty.Status.ON).order_by("pk"):
        with records.deed():
            done += _generate(duty, today, last, calendar, now=now, actor=actor)
    return done


def refresh(duty: Duty, *, now: datetime, actor: User) -> Generated:
    """The same for one duty, up to the last time already made: after a change of its days, hours or spots."""
    waiting = duty.instances.filter(status=Status.DUE, opens_at__gt=now)
    furthest = waiting.aggregate(last=Max("opens_at"))["last"]
    usual = timezone.localdate(now) + timedelta(days=int(rules.value("duties.ahead_days")))
    until = max(usual, timezone.localdate(furthest)) if furthest else usual
    return generate(until=until, duties=[duty], now=now, actor=actor)


def _generate(duty: Duty, today: date, last: date, calendar: Calendar, *, now: datetime, actor: User) -> Generated:
    if duty.starts_on is None or not duty.is_on:
        return Generated()
    if duty.targets and (source := sources.get(duty.targets)) is not None:
        _spots_follow(duty, source, actor=actor)
    plan = occurrences(duty.cadence, today, last, calendar, starts_on=duty.starts_on, ends_on=duty.ends_on)
    grace = timedelta(minutes=duty.grace)
    plan = [one for one in plan if one.due_at + grace > now]
    dropped = _drop_moved(duty, plan, last, now=now)
    made = sum(_insert(duty, plan[at : at + AT_ONCE], grace) for at in range(0, len(plan), AT_ONCE))
    if made or dropped:
        changes: dict[str, list[Any]] = {
            "made": [None, made],
            "dropped": [None, dropped],
            "until": [None, last.isoformat()],
        }
        audit.note(duty, "generate", actor=actor, changes=changes)
    return Generated(made, dropped)


def _insert(duty: Duty, plan: Sequence[Occurrence], grace: timedelta) -> int:
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(plan))
    spot, spots = ("s.id", EACH_SPOT) if duty.each else ("NULL", "WHERE 1 = 1")
    values = [value for one in plan for value in _row(one, grace)]
    with connection.cursor() as cursor:
        cursor.execute(
            INTO.format(rows=rows, spot=spot, spots=spots), [*values, duty.pk, *([duty.pk] if duty.each else [])]
        )
        return int(cursor.rowcount)


def _row(one: Occurrence, grace: timedelta) -> Iterator[Any]:
    day, moment = connection.ops.adapt_datefield_value, connection.ops.adapt_datetimefield_value
    yield from (day(one.key_on), one.slot, one.name, day(timezone.localdate(one.due_at)))
    yield from (moment(one.opens_at), moment(one.due_at), moment(one.due_at + grace))


def _not_begun(duty: Duty, now: datetime) -> QuerySet[Instance]:
    return Instance.objects.filter(duty=duty, status=Status.DUE, opens_at__gt=now)


def _drop_moved(duty: Duty, plan: Sequence[Occurrence], last: date, *, now: datetime) -> int:
    """Times to come that are no longer in the plan, or at spots that are closed."""
    ends = timezone.make_aware(datetime.combine(last, time.max))
    waiting = _not_begun(duty, now).filter(opens_at__lte=ends)
    kept = {(one.key_on, one.slot, one.opens_at, one.due_at) for one in plan}
    there = set(waiting.values_list("key_on", "slot", "opens_at", "due_at").distinct())
    wrong = Q(spot=None) if duty.each else Q(spot__isnull=False)
    wrong |= Q(spot__is_open=False)
    for key_on, slot, opens_at, due_at in there - kept:
        wrong |= Q(key_on=key_on, slot=slot, opens_at=opens_at, due_at=due_at)
    return _dropped(waiting.filter(wrong), duty, now) + _regrace(duty, waiting)


def _regrace(duty: Duty, waiting: QuerySet[Instance]) -> int:
    """Another grace moves the end of what is to come."""
    first = waiting.first()
    if first is not None and first.closes_at - first.due_at != timedelta(minutes=duty.grace):
        return _dropped(waiting, duty, first.opens_at)
    return 0


def _dropped(rows: QuerySet[Instance], duty: Duty, now: datetime) -> int:
    """Nothing hangs on a time nobody could have begun: it goes without a trace of its own, the duty keeps the count."""
    numbers = list(rows.values_list("pk", flat=True))
    for at in range(0, len(numbers), 900):
        part = Instance.objects.filter(pk__in=numbers[at : at + 900], status=Status.DUE)
        part._raw_delete(part.db)  # house: made ahead by the program, not yet anybody's record
    return len(numbers)


def open_drop(duty: Duty, *, after: datetime, actor: User, why: str) -> int:
    """Take back all times of a duty that have not begun."""
    count = _dropped(_not_begun(duty, after), duty, after)
    if count:
        audit.note(duty, "generate", actor=actor, changes={"dropped": [None, count]}, reason=why)
    return count


def _spots_follow(duty: Duty, source: TargetSource, *, actor: User) -> None:
    """The spots of a duty are the records of its source as they are now."""
    known = {
        spot.target_id: spot for spot in Spot.objects.filter(duty=duty).exclude(target_id=0).select_related("place")
    }
    fresh = []
    for number, record in enumerate(source.rows(duty), 1):
        place, title = source.place(record), source.title(record)[:120]
        sort = source.sort(record) if source.sort else (place.sort * 1000 + number % 1000 if place else number)
        values = {"place": place, "label": title, "sort": sort}
        if (spot := known.pop(record.pk, None)) is None:
            fresh.append({"duty": duty, "target": source.code, "target_id": record.pk, **values})
        else:
            records.amend(spot, actor=actor, is_open=True, **values)
    for spot in known.values():
        records.amend(spot, actor=actor, is_open=False)
    if fresh:
        records.create_many(Spot, fresh, actor=actor, check=False)


def event_due(
    duty: Duty, *, at: datetime, until: datetime, spot: Spot | None = None, name: str = "", actor: User
) -> Instance:
    """Something happened, so the duty is due now: 到货, 来访. Raises ValidationError for a duty that is not in use."""
    if not duty.is_on or duty.unit != Unit.EVENT:
        raise ValidationError(_("“%(duty)s”没有启用，或者不是按事情发生来做的。") % {"duty": duty.name})
    day = timezone.localdate(at)
    with records.deed():
        Duty.objects.select_for_update().get(pk=duty.pk)
        slots = Instance.objects.filter(duty=duty, key_on=day).aggregate(last=Max("slot"))["last"]
        return records.create(
            Instance, actor=actor, duty=duty, key_on=day, slot=(slots or 0) + 1, name=name[:20],
            day=timezone.localdate(until), opens_at=at, due_at=until,
            closes_at=until + timedelta(minutes=duty.grace), spot=spot,
        )  # fmt: skip
