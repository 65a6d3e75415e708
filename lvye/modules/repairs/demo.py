"""The repairs of the demo school: a full term, and the running one up to today, deed by deed through the services.

The full term holds exactly the numbers of one real school's half-year (58 switches and sockets, 84 lamps, 20余 foot
valves, 18 taps, 60余 doors, 280 desks, 180 chairs, 12 curtain rails, 30 door catches, 120余 computers and printers),
beside work of other kinds.
"""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.terms.api import Term, is_workday, term_close

from . import services
from .models import Category, Job, Trade, Visit, Worker
from .services import Line

BATCH = 60  # jobs in one transaction


Done = tuple[dt.datetime, Job]


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term
    rng: random.Random

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


@dataclass(frozen=True)
class Tally:
    """Work counted exactly: `total` in lines over `jobs` jobs. approx: the last line is given as 余."""

    action: str
    object: str
    unit: str
    total: int
    jobs: int
    category: str
    fault: str
    where: str = ""
    approx: bool = False


COUNTED = (
    Tally("维修并更换", "电源开关插座", "个", 58, 46, "power-socket", "插座没有电"),
    Tally("更换", "灯管", "个", 84, 61, "power-lamp", "灯管不亮"),
    Tally("维修并更换", "脚踏阀", "个", 20, 16, "water-valve", "脚踏阀踩下去不回弹", "卫生间", approx=True),
    Tally("维修并更换", "水嘴", "个", 18, 15, "water-tap", "水龙头关不严", "卫生间"),
    Tally("维修", "门", "次", 60, 60, "door-door", "门下沉，关不上", approx=True),
    Tally("维修", "课桌", "张", 280, 34, "desk-desk", "课桌松动", "教学楼"),
    Tally("维修", "凳子", "张", 180, 24, "desk-chair", "凳子腿松了", "教学楼"),
    Tally("维修", "窗帘轨道", "次", 12, 12, "door-curtain", "窗帘拉不动"),
    Tally("维修", "门扣", "次", 30, 26, "door-catch", "门扣掉了"),
    Tally("维修", "电脑打印机", "次", 120, 112, "media-computer", "电脑开不了机", approx=True),
)

# category, what is said, action, object, unit, most at once, weight, where (a part of the place's name)
OTHERS = (
    ("water-blocked", "下水道堵了，水漫出来", "疏通", "下水道", "次", 1, 300, "宿舍"),
    ("water-toilet", "便池冲水不停", "更换", "水箱配件", "套", 1, 180, "卫生间"),
    ("water-leak", "管子接头漏水", "维修", "水管", "处", 2, 190, "宿舍"),
    ("water-heater", "开水器不出热水", "维修", "开水器", "台", 1, 60, ""),
    ("power-trip", "一跳闸整间没电", "更换", "空气开关", "个", 1, 130, "宿舍"),
    ("power-fan", "风扇不转", "维修", "风扇", "台", 2, 150, "宿舍"),
    ("door-lock", "钥匙拧不动", "更换", "门锁", "把", 1, 330, "宿舍"),
    ("door-window", "窗户推不动", "更换", "窗户滚轮", "个", 4, 170, "宿舍"),
    ("door-glass", "玻璃裂了", "更换", "玻璃", "块", 2, 90, ""),
    ("desk-bed", "床板断了一根", "维修", "床", "张", 2, 260, "宿舍"),
    ("desk-cabinet", "柜门掉了", "维修", "柜子", "个", 2, 220, "宿舍"),
    ("media-screen", "投影没有信号", "维修", "多媒体设备", "次", 1, 240, "教学楼"),
    ("media-network", "网络时断时续", "维修", "网络", "处", 1, 130, ""),
    ("media-speaker", "广播不响", "维修", "广播喇叭", "个", 1, 50, "教学楼"),
    ("climate-air", "空调不制冷", "维修", "空调", "台", 1, 200, ""),
    ("climate-air", "空调有异味", "清洗", "空调滤网", "台", 2, 120, "教学楼"),
    ("building-wall", "墙皮脱落", "修补", "墙面", "平方米", 6, 80, ""),
    ("building-floor", "地砖翘起", "修补", "地面", "平方米", 3, 60, "食堂"),
    ("other-carry", "搬一批桌椅到报告厅", "搬运", "桌椅", "套", 40, 40, "报告厅"),
)
SOURCES = (
    ("dormitory", 1290),
    ("phone", 929),
    ("scan", 780),
    ("patrol", 184),
    ("desk", 60),
    ("canteen", 46),
    ("adhoc", 23),
)
FULL_TERM = 3312
RUNNING_A_DAY = 8
OPEN_AT_THE_END = 26
SMALL = 4  # the small demo keeps every fourth of the jobs nobody counts
TRADES = {"repairer": ("plumbing",), "carpenter": ("carpentry", "general"), "media": ("media",),
          "mason": ("masonry", "general"), "climate": ("climate",)}  # fmt: skip
LATE, HELD, REOPENED, RATED, CONFIRMED, QUOTED, COSTLY = 0.06, 0.05, 0.02, 0.42, 0.33, 0.06, 0.5
EVENING = 18
SAID = ("修得快，谢谢师傅", "很好", "来得及时", "活儿细", "")
VISITED = {"satisfied": "修好了，能用", "not": "修过还是有点漏", "unreachable": ""}
SAID_BADLY = ("等得有点久", "修好两天又坏了")


@dataclass(frozen=True)
class Task:
    """One job as it will go: when and where it was reported, and what was done."""

    at: dt.datetime
    source: str
    category: str
    what: str
    where: str
    lines: tuple[Line, ...]


def make(school: School, *, small: bool) -> None:
    """Crafts, repairers, then the jobs of both terms in the order of their reports."""
    rng = school.rng
    with transaction.atomic(), audit.dated(_at(school.full.begins_on, 7, 30)):
        services.catalogue_prepare(actor=school.actor)
        for username, trades in TRADES.items():
            person = Person.objects.get(user__username=username)
            found = Trade.objects.filter(code__in=trades)
            services.worker_add(person=person, actor=school.actor, trades=found, weekdays="1234567")
    crew = Crew(school)
    _planned(school)
    full = _full_term(rng, school.full, small=small)
    crew.work(full, until=None)
    running = _running_term(rng, school.running, school.today, small=small)
    crew.work(running[:-OPEN_AT_THE_END], until=school.today)
    crew.leave_open(running[-OPEN_AT_THE_END:])
    with transaction.atomic():
        term_close(school.full, actor=school.user("director"))


def _full_term(rng: random.Random, term: Term, *, small: bool) -> list[Task]:
    """The counted work exactly, the rest up to FULL_TERM, each with the source that keeps the tally by source."""
    tasks: list[tuple[str, str, str, tuple[Line, ...]]] = []
    for tally in COUNTED:
        for place, count in enumerate(_shared(rng, tally.total, tally.jobs)):
            line = Line(tally.action, tally.object, Decimal(count), tally.unit, tally.approx and place == 0)
            tasks.append((tally.category, tally.fault, tally.where, (line,)))
    tasks += [_other(rng) for _ in range(FULL_TERM - len(tasks))]
    sources = [source for source, count in SOURCES for _ in range(count)]
    rng.shuffle(sources)
    kept = list(zip(tasks, sources, strict=True))
    if small:
        counted = sum(tally.jobs for tally in COUNTED)
        kept = kept[:counted] + kept[counted :: SMALL * 4]
    days = _workdays(term.begins_on, term.ends_on - dt.timedelta(days=14))
    return _dated(rng, kept, days)


def _running_term(rng: random.Random, term: Term, today: dt.date, *, small: bool) -> list[Task]:
    days = _workdays(term.begins_on, min(today, term.ends_on))
    counted = [(t.category, t.fault, t.where, (Line(t.action, t.object, Decimal(1), t.unit),)) for t in COUNTED]
    number = max(OPEN_AT_THE_END * 2, len(days) * RUNNING_A_DAY // (SMALL if small else 1))
    tasks = [rng.choice(counted) if rng.random() < 0.2 else _other(rng) for _ in range(number)]
    weights = [count for _source, count in SOURCES]
    sources = rng.choices([source for source, _count in SOURCES], weights, k=number)
    kept = list(zip(tasks, sources, strict=True))
    newest = [day for day in days if day < today][-2:]  # what is still open came in lately
    older = _dated(rng, kept[:-OPEN_AT_THE_END], [day for day in days if day < newest[-1]])
    return older + _dated(rng, kept[-OPEN_AT_THE_END:], [newest[0], *newest[1:] * 3])


def _dated(
    rng: random.Random, kept: list[tuple[tuple[str, str, str, tuple[Line, ...]], str]], days: list[dt.date]
) -> list[Task]:
    tasks = [
        Task(_at(rng.choice(days), rng.randint(7, 16), rng.randint(0, 59)), source, category, what, where, lines)
        for (category, what, where, lines), source in kept
    ]
    return sorted(tasks, key=lambda task: task.at)


def _other(rng: random.Random) -> tuple[str, str, str, tuple[Line, ...]]:
    category, what, action, thing, unit, most, _weight, where = rng.choices(OTHERS, [o[6] for o in OTHERS])[0]
    return category, what, where, (Line(action, thing, Decimal(rng.randint(1, most)), unit),)


def _shared(rng: random.Random, total: int, parts: int) -> list[int]:
    """`total` cut into `parts` positive whole numbers."""
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def _workdays(begin: dt.date, end: dt.date) -> list[dt.date]:
    span = (begin + dt.timedelta(days=n) for n in range((end - begin).days + 1))
    return [day for day in span if is_workday(day)]


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


class Crew:
    """The people who report, send and repair."""

    def __init__(self, school: School) -> None:
        self.rng = school.rng
        self.desk = school.user("desk")
        self.visitor = system_user("visitor")
        self.categories = {c.code: c for c in Category.objects.select_related("trade", "parent")}
        self.rooms = list(Place.objects.filter(kind="room").select_related("building", "parent"))
        self.by_word: dict[str, list[Place]] = {}
        self.teachers = list(Person.objects.filter(kind="teacher"))
        self.workers = {t: w for w in Worker.objects.select_related("person__user") for t in w.trades.all()}

    def work(self, tasks: list[Task], until: dt.date | None) -> None:
        """Jobs that are done, from the report to what the reporter says of it."""
        progress = tqdm(total=len(tasks), delay=2, unit="件", desc="报修 (jobs)")
        for start in range(0, len(tasks), BATCH):
            with transaction.atomic():
                for task in tasks[start : start + BATCH]:
                    self._one(task, until)
                self._sweep(tasks[min(start + BATCH, len(tasks)) - 1].at)
            progress.update(len(tasks[start : start + BATCH]))
        progress.close()

    def leave_open(self, tasks: list[Task]) -> None:
        """The newest jobs, each at another point of its way: what the board shows this morning."""
        with transaction.atomic():
            for number, task in enumerate(tasks):
                job, worker = self._reported(task), self._worker(task)
                way = number % 5
                if way == 0:
                    continue
                who = _sign_in(worker)
                at, job = self._deed(task.at, 6, services.job_assign, job, worker=worker, actor=self.desk)
                if way == 1:
                    continue
                at, job = self._deed(at, 30, services.job_start, job, actor=who)
                if way == 2:  # the third of the ways
                    self._hold(at, job, who)
                elif way == 3:  # and the fourth
                    self._finish(at, 40, job, task, who)

    def _one(self, task: Task, until: dt.date | None) -> None:
        job, worker, rng = self._reported(task), self._worker(task), self.rng
        who = _sign_in(worker)
        at, job = self._deed(task.at, rng.randint(2, 25), services.job_assign, job, worker=worker, actor=self.desk)
        slow = rng.random() < LATE
        wait = (
            rng.randint(10, 70)
            if job.urgency == Job.Urgency.TEACHING
            else rng.choice((rng.randint(15, 100), rng.randint(15, 110), rng.randint(90, 300)))
        )
        at, job = self._deed(at, wait, services.job_start, job, actor=who)
        if rng.random() < HELD:
            at, job = self._hold(at, job, who)
            at, job = self._deed(at, 1440 * rng.randint(1, 4), services.job_resume, job, actor=who)
        if slow:
            at += dt.timedelta(days=rng.randint(2, 5))
        if until is not None and timezone.localdate(at) >= until:
            return
        at, job = self._finish(at, rng.randint(8, 55), job, task, who)
        if rng.random() < REOPENED:
            at, job = self._deed(at, 200, services.job_reopen, job, words="又坏了", actor=self.desk)
            at, job = self._deed(at, 100, services.job_start, job, actor=who)
            at, job = self._deed(at, 30, services.job_finish, job, note="重新紧固", actor=who)
        self._said(job, at, slow=slow)

    def _reported(self, task: Task) -> Job:
        place = self._place(task)
        scanned = task.source == "scan"
        person = self.rng.choice(self.teachers)
        with audit.dated(task.at):
            return services.job_report(
                place=place,
                category=self.categories[task.category],
                what=task.what,
                source=task.source,
                reporter=None if scanned else person,
                reporter_name=person.name,
                now=task.at,
                actor=self.visitor if scanned else self.desk,
            )

    def _place(self, task: Task) -> Place:
        word = "宿舍" if task.source == "dormitory" else "食堂" if task.source == "canteen" else task.where
        if word not in self.by_word:
            self.by_word[word] = [room for room in self.rooms if word in room.full_name] or self.rooms
        return self.rng.choice(self.by_word[word])

    def _worker(self, task: Task) -> Worker:
        return self.workers[self.categories[task.category].trade]

    def _finish(self, at: dt.datetime, minutes: int, job: Job, task: Task, who: User) -> Done:
        quote = Decimal(self.rng.randint(4, 30) * 10) if self.rng.random() < QUOTED else None
        cost = Decimal(self.rng.randint(5, 45)) if self.rng.random() < COSTLY else None
        spent = {"minutes": self.rng.randint(8, 90), "material_cost": cost, "outside_quote": quote}
        return self._deed(at, minutes, services.job_finish, job, lines=task.lines, actor=who, **spent)

    def _hold(self, at: dt.datetime, job: Job, who: User) -> Done:
        day = timezone.localdate(at) + dt.timedelta(days=3)
        words = {"reason": Job.Hold.PARTS, "note": "配件已订", "expected_on": day}
        return self._deed(at, 15, services.job_hold, job, actor=who, **words)

    def _said(self, job: Job, at: dt.datetime, *, slow: bool) -> None:
        """A part of the reporters rates, a part confirms, the rest says nothing."""
        rng, chance = self.rng, self.rng.random()
        later = rng.randint(20, 1400)
        if chance < RATED:
            score = rng.choice((2, 3, 3, 4)) if slow else rng.choices((5, 4, 3), (70, 25, 5))[0]
            words = rng.choice(SAID_BADLY if slow else SAID)
            said = {"score": score, "words": words, "rater": job.reporter}
            self._deed(at, later, services.job_rate, job, actor=self.visitor, **said)
        elif chance < RATED + CONFIRMED:
            self._deed(at, later, services.job_confirm, job, actor=self.desk)

    def _sweep(self, now: dt.datetime) -> None:
        """What the nights do: close what nobody confirmed, draw return visits, and hold them."""
        with audit.dated(now):
            services.jobs_time_out(now=now, actor=system_user("system"))
            services.visits_draw(now=now, actor=system_user("system"))
            for visit in _visits_waiting()[:6]:
                outcome = self.rng.choices(("satisfied", "not", "unreachable"), (86, 6, 8))[0]
                services.visit_record(visit, outcome=outcome, words=VISITED[outcome], now=now, actor=self.desk)

    def _deed(self, at: dt.datetime, later: int, act: Callable[..., Any], job: Job, **words: Any) -> Done:
        """Do it so many minutes later, within the hours people are here; when that was, and the job as it is then."""
        moment = _in_hours(at + dt.timedelta(minutes=later))
        with audit.dated(moment):
            return moment, act(job, now=moment, **words)


def _sign_in(worker: Worker) -> User:
    user = worker.person.user
    assert user is not None  # noqa: S101 - every repairer of the demo signs in
    return user


def _visits_waiting() -> list[Visit]:
    return list(Visit.objects.filter(status=Visit.Status.DUE).select_related("job").order_by("pk"))


def _in_hours(at: dt.datetime) -> dt.datetime:
    local = timezone.localtime(at)
    if local.hour >= EVENING:  # what comes late waits for the morning
        local = (local + dt.timedelta(days=1)).replace(hour=8, minute=local.minute)
    return local


def _planned(school: School) -> None:
    """The lists of works before opening and in the holidays, most of them done in time."""
    people = {p.user.username: p for p in Person.objects.filter(user__isnull=False).select_related("user") if p.user}
    opening = school.running.begins_on
    summer = opening - dt.timedelta(days=40)
    before = school.full.begins_on - dt.timedelta(days=12)
    works = (
        ("检修全部课桌凳", "overhaul", before, 8, school.full.begins_on, "carpenter", 900, "套", True),
        ("检查教室照明和插座", "overhaul", before, 8, school.full.begins_on, "repairer", 50, "间", True),
        (
            "清掏雨水井和屋面地漏",
            "drain",
            school.full.begins_on + dt.timedelta(days=50),
            12,
            None,
            "mason",
            64,
            "处",
            True,
        ),
        (
            "垃圾桶、消防箱除锈刷漆",
            "paint",
            school.full.begins_on + dt.timedelta(days=70),
            15,
            None,
            "mason",
            156,
            "个",
            True,
        ),
        ("宿舍床和柜子检修", "holiday", summer, 15, opening, "carpenter", 320, "张", True),
        ("宿舍水管和阀门更换", "holiday", summer, 20, opening, "repairer", 40, "处", True),
        ("教学楼外墙修补粉刷", "holiday", summer, 30, opening, "mason", 260, "平方米", True),
        ("艺术楼空调清洗", "holiday", summer + dt.timedelta(days=10), 22, opening, "climate", 36, "台", False),
        ("门窗密封条更换", "winter", opening + dt.timedelta(days=75), 12, None, "carpenter", 180, "米", False),
    )
    for name, kind, begins, days, opens, who, qty, unit, done in works:
        moment = _at(begins, 9, 0)
        due = begins + dt.timedelta(days=days)
        with transaction.atomic(), audit.dated(moment):
            work = services.planned_add(
                actor=school.user("director"), name=name, kind=kind, batch=_batch(kind, begins), begins_on=begins,
                due_on=due, opening_on=opens, responsible=people[who], supervisor=people["deputy"],
                target_qty=Decimal(qty), unit=unit,
            )  # fmt: skip
            if done and due <= school.today:
                end = _at(due - dt.timedelta(days=1), 16, 0)
                services.planned_finish(
                    work,
                    done_on=end.date(),
                    done_qty=Decimal(qty),
                    result="按计划完成",
                    now=end,
                    actor=school.user("deputy"),
                )


def _batch(kind: str, begins: dt.date) -> str:
    words = {"overhaul": "开学前检修", "holiday": "假期维修"}
    return f"{begins.year}年{words.get(kind, '日常计划')}"
