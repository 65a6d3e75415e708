"""The log of the demo school: what its repairers, cleaners, gardener, guards and clerks said they did."""

# house: sentences of invented people, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from typing import Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Term, is_workday
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.repairs.api import catalogue_prepare

from .services import entry_keep, kinds_prepare

SEED = 20260311
FULL, RUNNING, SMALL = 150, 110, 40  # sentences in each term; of the small demo in both
# How often somebody logs, and what he says: not of the things that the demo's repairs count exactly.
# {n}: a small number, {m}: tens, {f}: a floor there is in every demo, {d}: a room on it.
SAID: dict[str, tuple[int, tuple[str, ...]]] = {
    "王德明": (5, (
        "换了教学楼{f}楼男厕{n}个水龙头，通了一次下水道", "换了教学楼{f}0{d}教室{n}个镇流器",
        "食堂开水器检修1次，40分钟",
        "通了实验楼{f}楼女厕下水道1次", "换了行政楼{f}楼走廊{n}个声控开关", "给后勤楼总阀门加了油，看了一圈水表",
        "更换教学楼{f}楼男厕脚踏阀{n}个，半小时", "关好全校水电总闸，检查配电箱{n}处",
    )),
    "赵志强": (4, (
        "修衣柜{n}个、行李架{m}个", "换了教学楼{f}楼{n}把门锁", "钉了{n}块公告栏板子",
        "加固艺术楼{f}楼窗帘轨道{n}处", "报告厅座椅紧固{m}个，2个人，一个半小时", "磨了刀具，收拾木工间",
    )),
    "马俊": (2, (
        "调试报告厅音响1次，1小时", "更换实验楼{f}楼投影机灯泡{n}个", "临时给行政楼会议室装了{n}台电脑", "帮老师拷课件",
    )),
    "李国富": (3, (
        "修补操场跑道{n}平方米", "搬水泥{m}袋到后勤楼，3个人", "清理教学楼楼顶落水口{n}处", "修补中心花园路沿石{n}块",
    )),
    "韩玉梅": (5, (
        "打扫教学楼{f}楼男女厕所3次", "拖了教学楼{f}楼走廊，擦栏杆", "清运垃圾{m}袋", "雨天在教学楼大厅铺防滑垫{n}块",
        "临时清扫报告厅1次，2个人，一个小时", "擦教学楼{f}楼玻璃{m}块",
    )),
    "杨翠花": (4, (
        "打扫实验楼{f}楼厕所3次", "清扫操场看台1次，半天", "图书馆{f}楼拖地，桌椅擦了一遍",
        "洗拖把{n}把，消毒垃圾桶{m}个",
    )),
    "朱老根": (5, (
        "修剪中心花园绿篱约{m}米", "浇花，给月季打了一次药", "清理枯枝落叶{m}袋，2个人", "校门广场摆花{m}盆",
        "补种麦冬{m}棵", "剪了两次草坪，两个小时", "操场边除草{m}平方米",
    )),
    "蒋大勇": (3, (
        "夜里巡查校园3次，锁好各楼大门", "登记来访车辆{m}辆", "检查灭火器{m}具", "校门口护导，疏通放学车辆",
    )),
    "沈有才": (2, ("巡查围墙2次", "登记来访人员{m}人次", "晚上锁门，关走廊灯")),
    "吴桂芳": (3, (
        "布置行政楼会议室会场1次，摆桌牌{m}块", "发放办公用品{m}份", "领了{n}箱打印纸", "整理报修单和工资表",
        "临时接待参观，报告厅备茶水{m}杯，4个人，两个小时",
    )),
    "郑秀兰": (2, ("入库粉笔{m}盒、扫帚{n}把", "发放教材{m}本", "盘了一遍后勤楼库房，半天")),
    "卫长顺": (2, ("给食堂搬大米{m}袋，3个人，40分钟", "清洗食堂油烟机滤网{n}个", "食堂消杀1次")),
    "钱志平": (1, ("陪检查组看了食堂和宿舍", "开学前搬课桌{m}张到教学楼，8个人，三个小时")),
}  # fmt: skip


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term


def full_term(school: School, *, small: bool) -> None:
    """The log of the term that has ended, before it is closed."""
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 7, 0)):
        catalogue_prepare(actor=school.actor)
        kinds_prepare(actor=school.actor)
    _term(school, school.full, until=school.full.ends_on, count=SMALL if small else FULL, seed=SEED)


def running_term(school: School, *, small: bool) -> None:
    """The log of the running term up to today."""
    until = min(school.today, school.running.ends_on)
    _term(school, school.running, until=until, count=SMALL if small else RUNNING, seed=SEED + 1)


def _term(school: School, term: Term, *, until: dt.date, count: int, seed: int) -> None:
    rng = random.Random(seed)
    people = {
        person.name: person for person in Person.objects.filter(name__in=SAID, kind="staff").select_related("user")
    }
    days = [day for day in _days(term.begins_on, until) if is_workday(day)]
    newest = days[-5:]  # this week is told well: it is the first page somebody opens
    dates = sorted(rng.choice(newest if n % 6 == 0 else days) for n in range(count))
    names = rng.choices(list(SAID), [often for often, _said in SAID.values()], k=count)
    with transaction.atomic():
        for day, name in zip(dates, names, strict=True):
            _say(people[name], day, rng, school.actor)
        forget()


def _say(person: Person, day: dt.date, rng: random.Random, actor: User) -> None:
    said = rng.choice(SAID[person.name][1])
    words = said.format(n=rng.randint(2, 6), m=rng.randint(2, 9) * 10, f=rng.randint(1, 2), d=rng.randint(1, 4))
    now = at_hour(day, rng.randint(10, 17), rng.randint(0, 59))
    with audit.dated(now):
        entry_keep(person=person, said=words, done_on=day, now=now, today=day, actor=person.user or actor)


def _days(begin: dt.date, end: dt.date) -> list[dt.date]:
    return [begin + dt.timedelta(days=n) for n in range((end - begin).days + 1)]
