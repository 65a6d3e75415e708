"""What looks invented is found by itself, and judged by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.models import Reading, Result, Suspicion
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say

DAYS_BACK = 31


def suspicions_find(*, now: datetime, actor: User) -> int:
    """Look over the last month for what looks invented; returns how many were found that were not known.

    The same reading on `duties.same_days` days running; `duties.rush_count` checks of one person within
    `duties.rush_seconds`; as many entered together after their windows as `duties.night_count`.
    """
    since = now - timedelta(days=DAYS_BACK)
    found = {one["mark"]: one for one in (*_same(since), *_rushed(since), *_at_once(since))}
    known = set(Suspicion.objects.filter(mark__in=found).values_list("mark", flat=True))
    fresh = [values for mark, values in found.items() if mark not in known]
    if fresh:
        records.create_many(Suspicion, fresh, actor=actor, check=False)
    return len(fresh)


def _same(since: datetime) -> Iterator[dict[str, Any]]:
    least = int(rules.value("duties.same_days"))
    courses: dict[tuple[int, int | None, str], list[tuple[Any, ...]]] = defaultdict(list)
    rows = Reading.objects.filter(at__gte=since).order_by("at", "pk")
    for duty_id, spot_id, code, *rest in rows.values_list(
        "duty", "spot", "item", "value", "at", "label", "unit", "result__person"
    ):
        courses[duty_id, spot_id, code].append(tuple(rest))
    for (duty, spot, item), course in courses.items():
        run: list[tuple[Any, ...]] = []
        for reading in [*course, (None,)]:
            if run and reading[0] == run[-1][0]:
                run.append(reading)
                continue
            yield from _run(run, least, duty, spot, item)
            run = [reading]


def _run(run: list[tuple[Any, ...]], least: int, duty: int, spot: int | None, item: str) -> Iterator[dict[str, Any]]:
    days = sorted({timezone.localdate(at) for _value, at, *_rest in run if at}) if run and run[0][0] is not None else []
    if len(days) < least:
        return
    value, _at, label, unit, person = run[-1]
    words = _("%(label)s连续 %(n)s 天都是 %(value)s") % {"label": label, "n": len(days), "value": say.qty(value) + unit}
    yield {
        "kind": Suspicion.Kind.SAME, "duty_id": duty, "spot_id": spot, "person_id": person, "item": label[:80],
        "begins_on": days[0], "ends_on": days[-1], "words": words[:200],
        "mark": f"same:{duty}:{spot or 0}:{item}:{value.normalize():f}:{days[0]:%Y%m}",
    }  # fmt: skip


def _by_person(rows: Iterable[Any]) -> dict[int, list[tuple[datetime, int]]]:
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for person, at, duty in rows:
        found[person].append((at, duty))
    return found


def _rushed(since: datetime) -> Iterator[dict[str, Any]]:
    count, seconds = int(rules.value("duties.rush_count")), int(rules.value("duties.rush_seconds"))
    rows = Result.objects.filter(done_at__gte=since, clock="right", person__isnull=False).order_by("done_at", "pk")
    for person, made in _by_person(rows.values_list("person", "device_at", "instance__duty")).items():
        made.sort()
        for first, last in _clusters(made, count, seconds):
            n, spent = last - first + 1, int((made[last][0] - made[first][0]).total_seconds())
            words = _("%(n)s 项检查在 %(s)s 秒内做完") % {"n": n, "s": spent}
            yield _tight(Suspicion.Kind.RUSH, person, made[first], words)


def _clusters(made: list[tuple[datetime, int]], count: int, seconds: int) -> Iterator[tuple[int, int]]:
    """Stretches of at least so many within so many seconds, each once, as far as it reaches."""
    first = 0
    while first + count <= len(made):
        last = first
        while last + 1 < len(made) and (made[last + 1][0] - made[first][0]).total_seconds() <= seconds:
            last += 1
        if last - first + 1 >= count:
            yield first, last
            first = last + 1
        else:
            first += 1


def _at_once(since: datetime) -> Iterator[dict[str, Any]]:
    count = int(rules.value("duties.night_count"))
    rows = Result.objects.filter(received_at__gte=since, is_late=True, person__isnull=False).order_by(
        "received_at", "pk"
    )
    for person, made in _by_person(rows.values_list("person", "received_at", "instance__duty")).items():
        for first, last in _clusters(made, count, 3600):
            words = _("一小时内补录了 %(n)s 项") % {"n": last - first + 1}
            yield _tight(Suspicion.Kind.NIGHT, person, made[first], words)


def _tight(kind: str, person: int, begun: tuple[datetime, int], words: str) -> dict[str, Any]:
    at, duty = begun
    day = timezone.localdate(at)
    return {
        "kind": kind, "duty_id": duty, "person_id": person, "begins_on": day, "ends_on": day,
        "words": f"{say.moment(at)} {words}"[:200], "mark": f"{kind}:{person}:{at:%Y%m%d%H%M%S}",
    }  # fmt: skip


def suspicion_clear(suspicion: Suspicion, *, finding: str, actor: User) -> Suspicion:
    """It is as it was written; the director says what he saw."""
    return _judged(suspicion, "clear", finding, actor)


def suspicion_confirm(suspicion: Suspicion, *, finding: str, actor: User) -> Suspicion:
    """It was invented; the director says how he knows."""
    return _judged(suspicion, "confirm", finding, actor)


def _judged(suspicion: Suspicion, step: str, finding: str, actor: User) -> Suspicion:
    if not finding.strip():
        raise ValidationError({"finding": _("写一句核实的情况。")})
    return records.take(suspicion, step, actor=actor, finding=finding.strip()[:300])
