"""What may have been told twice: a line of the log beside a line of a job that says the same.

Nothing is left out by guessing: both are counted until somebody takes the line of the log down. A line that became a
job by its own button is counted once anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from lvye.kernel.figures import api as figures
from lvye.kernel.terms.api import Period
from lvye.kit import say
from lvye.modules.repairs.api import JobLine
from lvye.modules.worklog.api import Line

Key = tuple[date, str, str, Decimal]


@dataclass(frozen=True)
class Double:
    """Two lines that look like one deed. what: the deed with its number; said: the log's own words."""

    what: str
    day: str
    said: str
    entry_url: str
    job: str
    job_url: str


def doubles(period: Period) -> list[Double]:
    """Same day, thing, unit and number, and the same person or place: the newest first."""
    rows: Any = figures.rows("worklog.work", period).select_related("entry", "place")
    lines: list[Line] = list(rows.order_by("-done_on", "-pk"))
    if not lines:
        return []
    repaired = _repaired(period, {line.object for line in lines})
    found = []
    for line in lines:
        match = next((one for one in repaired.get(_key(line), []) if _same(one, line)), None)
        if match is not None:
            found.append(_double(line, match))
    return found


def _repaired(period: Period, objects: Iterable[str]) -> dict[Key, list[JobLine]]:
    days = (period.begins_on, period.ends_on)
    rows = JobLine.objects.filter(done_on__range=days, object__in=objects).select_related("job__worker")
    found: dict[Key, list[JobLine]] = defaultdict(list)
    for line in rows.order_by("pk"):
        found[_key(line)].append(line)
    return found


def _key(line: Any) -> Key:
    return line.done_on, line.object, line.unit, line.qty


def _same(repaired: JobLine, line: Line) -> bool:
    job = repaired.job
    by_him = job.worker is not None and job.worker.person_id == line.person_id
    return by_him or (line.place_id is not None and job.place_id == line.place_id)


def _double(line: Line, repaired: JobLine) -> Double:
    return Double(
        what=f"{line.action}{line.object}{say.qty(line.qty)}{line.unit}",
        day=say.date(line.done_on),
        said=line.entry.said,
        entry_url=reverse("worklog.entry:detail", args=[line.entry_id]),
        job=repaired.job.number,
        job_url=reverse("repairs.job:detail", args=[repaired.job_id]),
    )
