"""Who is here today, how much each has in hand, and whom the board proposes: three queries for any number of jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kit import say
from lvye.modules.repairs import queries
from lvye.modules.repairs.models import Job, Worker
from lvye.modules.repairs.queries import Suggestion


@dataclass(frozen=True)
class OnDuty:
    """A repairer as the board shows him: words are his load, or when he comes."""

    worker: Worker
    here: bool
    trades: str
    words: str


class Staff:
    """The repairers in service with their crafts, buildings and open jobs, read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        rows = Worker.objects.filter(is_active=True).prefetch_related("trades", "zones")
        self.workers = list(rows.order_by("pk"))
        mine = Job.objects.filter(is_open=True, worker__isnull=False).order_by()
        self.load: dict[int, int] = dict(mine.values_list("worker").annotate(n=Count("pk")))

    def suggestions(self, job: Job) -> list[Suggestion]:
        """Who could do it, the best first."""
        found = [queries.suggestion(job, worker, self.load.get(worker.pk, 0), self.now) for worker in self.workers]
        return sorted(found, key=lambda one: (-one.score, one.load, one.worker.pk))

    def best(self, job: Job) -> Suggestion | None:
        """The one to propose: somebody of the craft who is here, or, when nobody is, of the craft at all."""
        return next(iter(self.suggestions(job)), None)

    def on_duty(self) -> list[OnDuty]:
        """Everybody in service, those who are here first."""
        shown = [self._shown(worker) for worker in self.workers]
        return sorted(shown, key=lambda one: (not one.here, one.worker.pk))

    def _shown(self, worker: Worker) -> OnDuty:
        trades = "、".join(trade.name for trade in sorted(worker.trades.all(), key=lambda t: t.sort))
        here = worker.on_duty(self.now)
        load = _("%(n)s 件") % {"n": self.load.get(worker.pk, 0)}
        return OnDuty(worker, here, trades, load if here else f"{load} · {absence(worker, self.now)}")


def absence(worker: Worker, now: datetime) -> str:
    """Why somebody is not here, and when he comes."""
    here = timezone.localtime(now)
    today = here.date()
    if worker.away_on(today):
        return _("请假到%(day)s") % {"day": say.date(worker.away_to)} if worker.away_to else _("请假")
    if str(here.isoweekday()) not in worker.weekdays:
        return _("今天休息")
    if here.time() < worker.works_from:
        return _("%(clock)s 来") % {"clock": f"{worker.works_from:%H:%M}"}
    return _("已下班")
