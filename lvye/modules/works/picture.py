"""The picture of a work: its stages as bars against time, planned and real, with today's line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lvye.kit import say

from .models import Stage
from .queries import is_late

WIDE = 1000  # units of the picture; it is stretched to the width there is
TICKS, LAST = 6, 86  # a day's name needs the rest of the width
DAY = timedelta(days=1)
FULL = 100


@dataclass(frozen=True)
class Bar:
    """One stage. x, width: as planned; real_x, real_width: as it was (0: not begun); kind, words: how it stands."""

    stage: Stage
    x: int
    width: int
    real_x: int
    real_width: int
    kind: str
    words: str


@dataclass(frozen=True)
class Picture:
    """All bars of a work; today: where the line of today stands, -1 outside; ticks: place in percent and day."""

    bars: Sequence[Bar]
    today: int
    ticks: Sequence[tuple[int, str]]
    wide: int = WIDE


def picture(stages: Sequence[Stage], *, today: date) -> Picture | None:
    """The picture; None where there are no stages."""
    if not stages:
        return None
    first = min(min(one.begins_on, one.began_on or one.begins_on) for one in stages)
    last = max(_end(one, today) for one in stages)
    days = max((last - first).days + 1, 1)

    def at(day: date) -> int:
        return round((day - first).days * WIDE / days)

    inside = first <= today <= last
    return Picture([_bar(one, at, today) for one in stages], at(today) if inside else -1, _ticks(first, days))


def _end(stage: Stage, today: date) -> date:
    real = stage.ended_on or (today if stage.began_on else stage.ends_on)
    return max(stage.ends_on, real)


def _bar(stage: Stage, at: Callable[[date], int], today: date) -> Bar:
    x, width = at(stage.begins_on), max(at(stage.ends_on + DAY) - at(stage.begins_on), 4)
    kind, words = _stand(stage, today)
    if stage.began_on is None:
        return Bar(stage, x, width, 0, 0, kind, words)
    end = (stage.ended_on or max(today, stage.began_on)) + DAY
    return Bar(stage, x, width, at(stage.began_on), max(at(end) - at(stage.began_on), 4), kind, words)


def _stand(stage: Stage, today: date) -> tuple[str, str]:
    """How a stage stands, as a kind of state and in words."""
    if stage.ended_on is not None:
        over = (stage.ended_on - stage.ends_on).days
        return ("soon", _("晚 %(n)s 天完成") % {"n": over}) if over > 0 else ("done", _("按时完成"))
    if is_late(stage, today):
        return "late", _("超期 %(n)s 天，%(percent)s%%") % {"n": (today - stage.ends_on).days, "percent": stage.percent}
    if stage.began_on is None and stage.begins_on < today:
        return "soon", _("该%(day)s开始，还没有动") % {"day": say.date(stage.begins_on)}
    if stage.began_on is None:
        return "idle", _("%(day)s开始") % {"day": say.date(stage.begins_on)}
    return "going", _("%(percent)s%%，%(day)s前完成") % {"percent": stage.percent, "day": say.date(stage.ends_on)}


def _ticks(first: date, days: int) -> list[tuple[int, str]]:
    step = max(days // TICKS, 1)
    places = [(n * FULL // days, say.date(first + n * DAY)) for n in range(0, days, step)]
    return [one for one in places if one[0] <= LAST]
