"""Reads of the repairs: what reporters, repairers and the desk look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.api import Asset

from .models import OPEN, Category, Job, JobLine, PlannedLine, Urging, Worker, WorkItem

Jobs = QuerySet[Job]
RANK = Case(
    When(urgency=Job.Urgency.URGENT, then=Value(0)),
    When(urgency=Job.Urgency.TEACHING, then=Value(1)),
    When(urgency=Job.Urgency.NORMAL, then=Value(2)),
    default=Value(3),
)


# --- reporting ---------------------------------------------------------------------------------------------------


def category_tree() -> list[tuple[Category, list[Category]]]:
    """The two levels in use, in the school's order: one query."""
    rows = list(Category.objects.filter(is_active=True).select_related("trade").order_by("sort", "pk"))
    return [(top, [one for one in rows if one.parent_id == top.pk]) for top in rows if top.parent_id is None]


@dataclass(frozen=True)
class Scans:
    """Reports by code within the last hour: at one place, and in the whole school."""

    here: int
    everywhere: int


@dataclass(frozen=True)
class Arrival:
    """What a report by code meets: its kind of fault, the open job of the same fault here, and how often of late."""

    category: Category
    same_job: int | None
    scans: Scans


def arrival_at(place: Place, category: Category | str, *, asset: Asset | None = None, now: datetime) -> Arrival:
    """All a report by code needs to know beforehand; category by record or code.

    Two reports of one thing are the same fault; those of another thing are not.
    One query, because it lies on the way of the report by phone. Raises ValidationError for a kind there is not.
    """
    since = timezone.localdate(now) - timedelta(days=int(rules.value("repairs.similar_days")))
    sql, about = (SAME_THING, [asset.pk]) if asset is not None else (SAME_JOB, [])
    same = RawSQL(sql, [place.pk, since, *about])  # noqa: S611 - plain SQL with parameters, as below
    rows = Category.objects.select_related("parent", "trade").annotate(same_job=same, **_last_hour(place, now))
    wanted = Q(pk=category.pk) if isinstance(category, Category) else Q(code=str(category)[:30])
    found = rows.filter(wanted).first()
    if found is None:
        raise ValidationError({"category": _("请选择什么东西坏了。")})
    return Arrival(found, found.same_job if found.joins or asset is not None else None, _scans(vars(found)))


def scans_at(place: Place, *, now: datetime) -> Scans:
    """How often something was reported by code within the last hour."""
    return _scans(Place.objects.filter(pk=place.pk).values(**_last_hour(place, now)).get())


# Plain SQL: the ORM takes longer to write this than a database to answer it, and every report by phone waits for it.
SAME_JOB = """(SELECT min(j.id) FROM repairs_job j
  WHERE j.category_id = repairs_category.id AND j.place_id = %s AND j.reported_on >= %s AND j.is_open)"""
SAME_THING = SAME_JOB[:-1] + " AND j.asset_id = %s)"
SCANNED = "(SELECT count(*) FROM repairs_job j WHERE j.source = %s AND j.reported_on >= %s AND j.reported_at > %s)"
JOINED = (
    """(SELECT count(*) FROM repairs_urging u JOIN repairs_job j ON j.id = u.job_id WHERE u.kind = %s AND u.at > %s)"""
)
HERE = " AND j.place_id = %s)"


def _last_hour(place: Place, now: datetime) -> dict[str, RawSQL]:
    """Reports by code of the last hour, and what was joined to jobs: everywhere, and at this place."""
    hour = now - timedelta(hours=1)
    at = connection.ops.adapt_datetimefield_value(hour)
    scanned = [Job.Source.SCAN.value, timezone.localdate(hour), at]
    joined = [Urging.Kind.SAME.value, at]
    return {
        "scanned": RawSQL(SCANNED, scanned),  # noqa: S611 - no word of a visitor stands in the text
        "scanned_here": RawSQL(SCANNED[:-1] + HERE, [*scanned, place.pk]),  # noqa: S611
        "joined": RawSQL(JOINED, joined),  # noqa: S611
        "joined_here": RawSQL(JOINED[:-1] + HERE, [*joined, place.pk]),  # noqa: S611
    }


def _scans(counted: Mapping[str, Any]) -> Scans:
    return Scans(counted["scanned_here"] + counted["joined_here"], counted["scanned"] + counted["joined"])


def similar_open(place: Place, category: Category, *, now: datetime) -> list[Job]:
    """Open jobs that may be the same fault: this place, this kind (or its whole group), reported lately."""
    since = timezone.localdate(now) - timedelta(days=int(rules.value("repairs.similar_days")))
    group = Q(category=category) | Q(category__parent=category) | Q(top=category.parent_id or category.pk)
    rows = Job.objects.filter(group, place=place, reported_on__gte=since, is_open=True)
    return list(rows.select_related("category", "worker").order_by("-pk")[:5])


@dataclass(frozen=True)
class Progress:
    """What somebody without account reads of a job: no name but the repairer's, his telephone if he shows it."""

    job: Job
    word: str
    holder: str
    phone: str
    expected: str
    waiting: str
    is_late: bool


def job_by_token(token: str) -> Job | None:
    """The job of a status page; one that was joined leads to the one it was joined to."""
    rows = Job.objects.select_related("place", "category", "top", "worker__person", "contractor", "joined_to")
    job = rows.filter(token=token).first() if token else None
    return rows.get(pk=job.joined_to_id) if job is not None and job.joined_to_id else job


def progress(job: Job, *, now: datetime) -> Progress:
    """Where it stands, who holds it, and the day to expect, in words a child understands."""
    shows_phone = job.worker is not None and job.worker.phone_shown and job.is_going
    return Progress(
        job=job,
        word=str(WORDS[Job.Status(job.status)]()),
        holder=holder_of(job),
        phone=job.worker.person.phone if shows_phone and job.worker else "",
        expected=expected_words(job, now=now),
        waiting=_waiting(job),
        is_late=job.is_late(now),
    )


WORDS: dict[str, Any] = {
    Job.Status.NEW: lambda: _("已收到，正在派人"),
    Job.Status.ASSIGNED: lambda: _("已经有人负责，很快过来"),
    Job.Status.DOING: lambda: _("正在修"),
    Job.Status.HELD: lambda: _("暂时等一等"),
    Job.Status.FINISHED: lambda: _("修好了，请看一看"),
    Job.Status.CLOSED: lambda: _("已经办结"),
    Job.Status.CANCELLED: lambda: _("没有受理"),
    Job.Status.JOINED: lambda: _("和另一张报修单一起处理"),
}


def holder_of(job: Job) -> str:
    """Who holds it now: never nobody."""
    if job.status == Job.Status.NEW:
        return _("报修接听")
    if job.status in {Job.Status.FINISHED, Job.Status.CLOSED, Job.Status.CANCELLED, Job.Status.JOINED}:
        return _("等报修人确认") if job.status == Job.Status.FINISHED else ""
    return job.worker.name if job.worker else job.contractor.name if job.contractor else _("报修接听")


def expected_words(job: Job, *, now: datetime) -> str:
    """The day to expect, in words; empty when it is done."""
    if job.status not in OPEN:
        return ""
    if job.promised_on is not None:
        return say.date(job.promised_on)
    if job.status == Job.Status.HELD and job.expected_on is not None:
        return _("%(day)s继续处理") % {"day": say.date(job.expected_on)}
    return say.moment(job.finish_by) if job.finish_by > now else _("已经超时，正在催办")


def _waiting(job: Job) -> str:
    if job.status != Job.Status.HELD:
        return ""
    return "：".join(word for word in (str(job.get_hold_reason_display()), job.hold_note) if word)


# --- dispatch ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Suggestion:
    """A repairer for a job. score: higher is better; why: in words; load: his open jobs."""

    worker: Worker
    score: int
    why: str
    load: int
    on_duty: bool


def suggest_workers(job: Job, now: datetime) -> list[Suggestion]:
    """Who could do it, the best first: craft, then building, then who is here, then who has least."""
    load = dict(
        Job.objects.filter(is_open=True, worker__isnull=False).order_by().values_list("worker").annotate(n=Count("pk"))
    )
    workers = Worker.objects.filter(is_active=True).select_related("person").prefetch_related("trades", "zones")
    found = [suggestion(job, worker, load.get(worker.pk, 0), now) for worker in workers.order_by("pk")]
    return sorted(found, key=lambda one: (-one.score, one.load, one.worker.pk))


def suggestion(job: Job, worker: Worker, load: int, now: datetime) -> Suggestion:
    """How well one repairer suits a job; load: how many open jobs he has."""
    zones = {zone.pk for zone in worker.zones.all()}
    craft = job.category.trade_id in {trade.pk for trade in worker.trades.all()}
    zone = not zones or job.building_id in zones
    here = worker.on_duty(now)
    score = 4 * craft + 2 * here + zone
    words = [
        _("对口") if craft else _("不对口"),
        _("负责这栋楼") if zones and zone else "",
        _("在岗") if here else _("现在不在"),
        _("手上%(n)s件") % {"n": load},
    ]
    return Suggestion(worker, score, " · ".join(word for word in words if word), load, here)


def frequent_items(
    worker: Worker | None, *, category: Category | None = None, now: datetime, count: int = 12
) -> list[WorkItem]:
    """What a repairer does most (last half year), those of the job's kind first; the catalogue fills the rest."""
    since = timezone.localdate(now) - timedelta(days=180)
    done = JobLine.objects.filter(done_on__gte=since)
    if worker is not None:
        done = done.filter(job__worker=worker)
    often = dict(done.order_by().values_list("item").annotate(n=Count("pk")).order_by("-n")[: 4 * count])
    ours = Q(pk__in=often)
    if category is not None:
        ours |= Q(category=category) | Q(category__parent=category.parent_id or category.pk)
    items = WorkItem.objects.filter(ours, is_active=True).select_related("category")

    def rank(item: WorkItem) -> tuple[bool, bool, int, int]:
        same = category is not None and item.category_id == category.pk
        near = category is not None and item.category is not None and item.category.parent_id == category.parent_id
        return (not same, not near, -often.get(item.pk, 0), item.pk)

    return sorted(items, key=rank)[:count]


def planned_items(kind: str, *, usual: Sequence[tuple[str, str]], now: datetime, count: int = 12) -> list[WorkItem]:
    """What planned works of this kind are made of: what was put down of late, then what the catalogue has of the
    usual (action, object; no object: all of them).
    """
    since = timezone.localdate(now) - timedelta(days=730)
    lines = PlannedLine.objects.filter(work__kind=kind, done_on__gte=since).order_by()
    often = dict(lines.values_list("item").annotate(n=Count("pk")).order_by("-n")[:count])
    wanted = Q(pk__in=often)
    for action, thing in usual:
        wanted |= Q(action=action, object=thing) if thing else Q(action=action)
    found = WorkItem.objects.filter(wanted, is_active=True)
    return sorted(found, key=lambda item: (-often.get(item.pk, 0), item.pk))[:count]


# --- numbers of a user's own -------------------------------------------------------------------------------------


def late_jobs(rows: Jobs, *, now: datetime) -> Jobs:
    """Open past the time it should have been done; waiting with a day named is not late before that day."""
    waits = Q(status=Job.Status.HELD, expected_on__gte=timezone.localdate(now))
    return rows.filter(is_open=True, finish_by__lt=now).exclude(waits).order_by("finish_by", "pk")


def own_jobs(user: User) -> Jobs:
    """What this account reported, newest first."""
    return Job.objects.filter(reporter__user=user.pk).select_related("place", "category", "worker").order_by("-pk")


def worker_totals(worker: Worker, begins_on: Any, ends_on: Any) -> dict[str, Any]:
    """A repairer's work in a period: jobs, minutes, money saved. His work must be visible."""
    rows = Job.objects.filter(worker=worker, done_on__gte=begins_on, done_on__lte=ends_on)
    return rows.aggregate(
        jobs=Sum("case_count"), minutes=Sum("minutes"), saved=Sum("saved_amount"), again=Sum("reopened_count"),
        on_time=Count("pk", filter=Q(finished_at__lte=F("finish_by"))),
    )  # fmt: skip
