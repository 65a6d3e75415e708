"""A school of ten years, filled past the services: only the numbers of rows and their spread matter here."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from lvye.config import demo
from lvye.kernel.places.api import Place
from lvye.modules.repairs.api import Job, JobLine, Worker
from lvye.modules.repairs.models import Category, WorkItem

BATCH = 4000
FIRST_DAY = dt.date(2016, 9, 1)
DAYS = 3650
OPEN_SHARE = 0.002
FAULTS = (
    "前排灯管不亮",
    "水龙头关不严",
    "课桌腿松动",
    "门锁打不开",
    "投影仪没有信号",
    "空调不制冷",
    "窗户关不上",
    "下水道堵了",
)
DONE = "closed"
OPEN = ("new", "assigned", "doing", "held", "finished")


@dataclass(frozen=True)
class Pool:
    """What jobs are drawn from."""

    places: list[Place]
    kinds: list[Category]
    workers: list[Worker]


def fill(rows: int) -> None:
    """Make the school, then `rows` jobs spread over ten years, with a line of work for each closed one."""
    demo.make(small=True)
    rng = random.Random(7)
    pool = Pool(
        list(Place.objects.filter(kind="room").select_related("building")),
        list(Category.objects.filter(parent__isnull=False).select_related("parent")),
        list(Worker.objects.all()),
    )
    items = list(WorkItem.objects.all())
    made = Job.objects.count()
    progress = tqdm(total=rows, initial=made, unit="件", desc="filling")
    while made < rows:
        count = min(BATCH, rows - made)
        jobs = [_job(rng, made + n, rows, pool) for n in range(count)]
        with transaction.atomic():
            Job.objects.bulk_create(jobs, batch_size=500)
            JobLine.objects.bulk_create(_lines(rng, jobs, items), batch_size=1000)
        made += count
        progress.update(count)
    progress.close()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _job(rng: random.Random, number: int, rows: int, pool: Pool) -> Job:
    day = FIRST_DAY + dt.timedelta(days=number * DAYS // rows)
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(8 + number % 9, number % 60)))
    place, kind = rng.choice(pool.places), rng.choice(pool.kinds)
    is_open = rng.random() < OPEN_SHARE
    done = day + dt.timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 5)))
    job = Job(
        number=f"B{number:08d}",
        token=f"b{number:08d}",
        place=place,
        building=place.building,
        category=kind,
        top=kind.parent,
        what=rng.choice(FAULTS),
        source=rng.choice(("phone", "scan", "patrol", "dormitory", "canteen")),
        urgency=rng.choice(("teaching", "normal", "normal", "normal", "urgent")),
        reporter_name="陈老师",
        reported_at=at,
        reported_on=day,
        respond_by=at + dt.timedelta(hours=2),
        finish_by=at + dt.timedelta(days=2),
        status=rng.choice(OPEN[:2]) if is_open else DONE,
        worker=rng.choice(pool.workers),
    )
    if not is_open:
        finished = at + dt.timedelta(days=(done - day).days, hours=1)
        job.started_at, job.finished_at, job.closed_at = at, finished, finished
        job.done_on, job.minutes, job.confirmed_how = done, rng.randint(5, 120), "reporter"
    job.search_text = _tokens(job)
    return job


_known: dict[tuple[str, int, int], str] = {}


def _tokens(job: Job) -> str:
    """The same words come a thousand times: cut each combination once."""
    key = (job.what, job.place_id, job.category_id)
    if key not in _known:
        _known[key] = job.search_tokens().replace(job.number.lower(), "")
    return f"{job.number.lower()} {_known[key]}"


def _lines(rng: random.Random, jobs: list[Job], items: list[WorkItem]) -> Iterator[JobLine]:
    for job in jobs:
        if job.done_on is not None:
            item = rng.choice(items)
            yield JobLine(
                job=job, item=item, action=item.action, object=item.object, unit=item.unit,
                qty=rng.randint(1, 4), done_on=job.done_on,
            )  # fmt: skip
