"""The people who report, send and repair, deed by deed through the services."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, Job, Remark, Visit, Worker

from .goods import Goods
from .ground import School
from .tasks import Task

Done = tuple[dt.datetime, Job]
BATCH = 60  # jobs in one transaction
LATE, HELD, REOPENED, RATED, CONFIRMED, QUOTED, COSTLY = 0.06, 0.05, 0.02, 0.42, 0.33, 0.06, 0.5
EVENING = 18
SAID = ("修得快，谢谢师傅", "很好", "来得及时", "活儿细", "")
VISITED = {"satisfied": "修好了，能用", "not": "修过还是有点漏", "unreachable": ""}
WET = ("卫生间", "走廊", "水房", "厕所")  # no desks and no computers there
BEYOND = 40  # of so many jobs one may end with a thing beyond repair
BEYOND_REPAIR = {
    "power-fan": ("风扇", "台"), "door-lock": ("门锁", "把"), "desk-chair": ("凳子", "张"), "desk-desk": ("课桌", "张"),
    "media-screen": ("投影仪", "台"), "water-heater": ("开水器", "台"),
}  # fmt: skip
FATES = (("kept", "总务库房"), ("scrapped", "校产处"), ("kept", "总务库房"), ("returned", "退给供货单位"))
REFERRED = 450  # of so many jobs one asks more than the office may decide
QUESTIONS = (
    ("整条管道老化，是否全部更换", "同意，列入本月维修经费"),
    ("配件停产，是否整台换新", "先借用备用的，下月采购"),
    ("要占用上课时间施工，是否调课", "同意，教务处已经安排"),
)
ADDED = ("下午第二节以后教室空着", "今天又漏得大了一些", "钥匙在传达室")
SAID_BADLY = ("等得有点久", "修好两天又坏了")


class Crew:
    """The people who report, send and repair."""

    def __init__(self, school: School) -> None:
        self.rng = school.rng
        self.desk = school.user("desk")
        self.first_asked = Person.objects.get(user=self.desk)
        self.goods = Goods(school.running.begins_on)
        self.nth = 0  # jobs so far: what is rare comes at fixed places
        self.leaders = (school.user("vice"), school.user("principal"))
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
                if number % 7 == 3:
                    self._word(at, job, number, who)
                if way == 2 and number == 2:  # one waits for the principal's word
                    with audit.dated(at):
                        services.referral_ask(job, question=QUESTIONS[0][0], now=at, actor=self.desk)
                elif way == 2:  # the third of the ways
                    self._hold(at, job, who)
                elif way == 3:  # and the fourth
                    self._finish(at, 40, job, task, who)

    def _one(self, task: Task, until: dt.date | None) -> None:
        job, worker, rng = self._reported(task), self._worker(task), self.rng
        self.nth += 1
        who = _sign_in(worker)
        at, job = self._deed(task.at, rng.randint(2, 25), services.job_assign, job, worker=worker, actor=self.desk)
        slow = rng.random() < LATE
        wait = (
            rng.randint(10, 70)
            if job.urgency == Job.Urgency.TEACHING
            else rng.choice((rng.randint(15, 100), rng.randint(15, 110), rng.randint(90, 300)))
        )
        at, job = self._deed(at, wait, services.job_start, job, actor=who)
        if self.nth % REFERRED == 0:
            at, job = self._refer(at, job, who)
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
        asked = None if scanned else self.first_asked
        with audit.dated(task.at):
            return services.job_report(
                place=place,
                first_asked=asked,
                category=self.categories[task.category],
                what=task.what,
                source=task.source,
                reporter=None if scanned else person,
                reporter_name=person.name,
                asset=self.goods.thing(task.category, place),
                now=task.at,
                actor=self.visitor if scanned else self.desk,
            )

    def _place(self, task: Task) -> Place:
        word = "宿舍" if task.source == "dormitory" else "食堂" if task.source == "canteen" else task.where
        dry = not task.category.startswith(("water", "building", "power-lamp"))
        key = f"{word} {dry}"
        if key not in self.by_word:
            fitting = [room for room in self.rooms if word in room.full_name]
            kept = [room for room in fitting if not dry or not room.name.endswith(WET)]
            self.by_word[key] = kept or fitting or self.rooms
        return self.rng.choice(self.by_word[key])

    def _worker(self, task: Task) -> Worker:
        return self.workers[self.categories[task.category].trade]

    def _finish(self, at: dt.datetime, minutes: int, job: Job, task: Task, who: User) -> Done:
        quote = Decimal(self.rng.randint(4, 30) * 10) if self.rng.random() < QUOTED else None
        cost = Decimal(self.rng.randint(5, 45)) if self.rng.random() < COSTLY else None
        spent: dict[str, Any] = {"minutes": self.rng.randint(8, 90), "material_cost": cost, "outside_quote": quote}
        spent |= {
            "lines": task.lines, "unmended": self._beyond(job, task),
            "supplies": self.goods.materials(task.category, timezone.localdate(at)),
        }  # fmt: skip
        return self._deed(at, minutes, services.job_finish, job, actor=who, **spent)

    def _beyond(self, job: Job, task: Task) -> list[services.Unmended]:
        """A thing that could not be repaired, now and then."""
        thing = BEYOND_REPAIR.get(task.category)
        if thing is None or self.nth % BEYOND:
            return []
        fate, where = FATES[self.nth // BEYOND % len(FATES)]
        return [services.Unmended(thing[0], Decimal(1), thing[1], fate, where)]

    def _refer(self, at: dt.datetime, job: Job, who: User) -> Done:
        """Beyond the office: asked, answered a working day or two later, gone on with."""
        number = self.nth // REFERRED
        question, answer = QUESTIONS[number % len(QUESTIONS)]
        with audit.dated(at):
            asked = services.referral_ask(job, question=question, now=at, actor=self.desk)
        later = _in_hours(at + dt.timedelta(days=number % 3, hours=3))
        with audit.dated(later):
            services.referral_answer(asked, answer=answer, now=later, actor=self.leaders[number % 2])
        job.refresh_from_db()
        return self._deed(later, 60, services.job_resume, job, actor=who)

    def _word(self, at: dt.datetime, job: Job, number: int, who: User) -> None:
        """The reporter adds a sentence, the repairer answers."""
        said = {"words": ADDED[number % len(ADDED)], "side": Remark.Side.REPORTER, "actor": self.visitor}
        moment, _said = self._deed(at, 20, services.job_remark, job, **said)
        answered = {"words": "收到，按这个来", "side": Remark.Side.WORKER, "actor": who}
        self._deed(moment, 15, services.job_remark, job, **answered)

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
