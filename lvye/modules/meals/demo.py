"""The meals of the demo school: six classes eat lunch at school; a term paid, eaten, settled and given back."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import SchoolClass, person_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, school_days
from lvye.kit.days import at_hour

from . import services
from .models import Answer, Category, Complaint, Entitled, Leave, Month, Serving, Side, Standard, Survey, Waste
from .queries import next_month, numbers, pupils_of

SEED = 20261118
PRICE = Decimal(12)
CENT = Decimal("0.01")
# Of each hundred yuan of income, what the month's bills come to; together they stay within the rule.
BILLS = (
    ("dishes", "蔬菜、肉、蛋、豆制品", "61.5"), ("rice-oil", "大米、食用油", "14"), ("spices", "盐、酱油、调料", "4.5"),
    ("materials", "洗洁精、一次性手套、保鲜膜", "2.5"), ("gas", "天然气", "3.2"), ("utilities", "食堂水电", "3.6"),
    ("cooks", "炊事人员工资", "9.2"), ("bank", "代收手续费", "0.3"),
)  # fmt: skip
SAID = (
    ("pupil", "quality", "土豆烧肉里肉太少", "和厨师长核了带量食谱，每份肉不少于四十克", "每周三抽称一次"),
    ("parent", "service", "打饭窗口排队太久", "初一初二错开十分钟下课就餐", "加开一个窗口"),
    ("committee", "quality", "青菜炒得太早，发黄", "青菜改成分两锅现炒", "第二锅十一点四十下锅"),
    ("teacher", "hygiene", "餐盘有水渍", "消毒柜烘干时间加到二十分钟", "每餐抽查十个餐盘"),
    ("pupil", "price", "酸奶比外面贵五毛", "和供货商谈到与校外一个价", ""),
    ("parent", "money", "请假三天为什么没有退钱", "查了记录，第一天是当天十点才报的，按规定退两天", ""),
)  # fmt: skip
NOW = (
    ("committee", "quality", "汤太淡，想喝番茄蛋汤"), ("parent", "quality", "希望多一点粗粮"),
    ("pupil", "service", "打饭阿姨手抖，菜不够"),
)  # fmt: skip


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School) -> None:
    """Both terms."""
    rng = random.Random(SEED)
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 7)):
        services.catalogue_prepare(actor=school.actor)
        classes = _classes(school)
        first = school.full.begins_on.replace(day=1)
        services.book_begin(first, stock=Decimal("6200.00"), today=first, actor=school.user("finance"))
    for term in (school.full, school.running):
        with transaction.atomic():
            _eat(school, term, classes, rng)
            _voices(school, term, rng)
    with transaction.atomic():
        _books(school, rng)


def _classes(school: School) -> list[SchoolClass]:
    """Two of each grade eat at school; the teacher of the demo is the head of the first."""
    by_grade: dict[str, list[SchoolClass]] = {}
    for one in SchoolClass.objects.filter(is_open=True).order_by("pk"):
        by_grade.setdefault(one.name[:3], []).append(one)
    some = [one for classes in by_grade.values() for one in classes[:2]]
    head = person_of(school.user("teacher"))
    if some and head is not None and some[0].head_id is None:
        some[0] = records.amend(some[0], actor=school.actor, head=head)
    return some


def _eat(school: School, term: Term, classes: list[SchoolClass], rng: random.Random) -> None:
    """Standard, receipts, each day's numbers and leaves; a term that is over is settled and given back."""
    cashier, finance = school.user("cashier"), school.user("finance")
    days = school_days(term.begins_on, min(term.ends_on, school.today - dt.timedelta(days=1)))
    paid = PRICE * len(school_days(term.begins_on, term.ends_on))
    with audit.dated(at_hour(term.begins_on, 9)):
        standard = services.standard_add(
            term=term, name="走读午餐", lunch=PRICE, document="县发改教育部门伙食费备案表", actor=finance
        )
        for one in classes:
            _collect(one, standard, paid, actor=cashier)
    rows, leaves = [], []
    for one in classes:
        pupils = list(pupils_of(one))
        for day in days:
            away = rng.sample(pupils, rng.choice((0, 0, 1, 1, 2)) if len(pupils) > 2 else 0)
            told = at_hour(day, 7, 40)
            leaves += [
                {"pupil": pupil, "school_class": one, "begins_on": day, "ends_on": day, "told_at": told,
                 "refund_from": day}
                for pupil in away
            ]  # fmt: skip
            ate = {"due": len(pupils), "eaten": len(pupils) - len(away)}
            rows.append({"day": day, "meal": "lunch", "school_class": one, **ate})
    staff = [{"day": day, "meal": "lunch", "due": n, "eaten": n} for day in days if (n := rng.randint(38, 46))]
    records.create_many(Leave, leaves, actor=school.user("teacher"), check=False)
    records.create_many(Serving, [*rows, *staff], actor=school.user("teacher"), check=False)
    _weigh(school, days, rng)
    if term == school.full:
        with audit.dated(at_hour(term.ends_on, 15)):
            for one in classes:
                services.class_settle(one, term, today=term.ends_on, actor=finance)
                services.class_refund(one, term, paid_on=term.ends_on, how="bank", today=term.ends_on, actor=cashier)


def _collect(one: SchoolClass, standard: Standard, paid: Decimal, *, actor: User) -> None:
    begins = standard.term.begins_on
    given: dict[str, Any] = {"standard": standard, "paid": paid, "paid_on": begins, "today": begins, "actor": actor}
    helped = list(pupils_of(one))[:2]
    listed = [
        {"term": standard.term, "pupil": pupil, "school_class": one, "kind": "poor", "per_day": PRICE / 2,
         "document": "学生资助认定名单"}
        for pupil in helped
    ]  # fmt: skip
    records.create_many(Entitled, listed, actor=actor, check=False)
    services.fees_collect(helped, **given | {"paid": paid / 2})
    services.class_collect(one, **given)


def _weigh(school: School, days: list[dt.date], rng: random.Random) -> None:
    """Once a week on the scale; it gets less over the months."""
    rows = []
    for n, day in enumerate(day for day in days if day.isoweekday() == 5):
        heads = sum(Serving.objects.filter(day=day).values_list("eaten", flat=True))
        grams = max(32, 62 - n) + rng.randint(-4, 4)
        kilos = (Decimal(grams * heads) / 1000).quantize(CENT)
        rows.append({"day": day, "meal": "lunch", "kind": "plate", "kilos": kilos, "heads": heads})
    records.create_many(Waste, rows, actor=school.user("director"), check=False)


def _books(school: School, rng: random.Random) -> None:
    """Each month from the first to this one: what was eaten is income, the bills, the store counted, public in time."""
    finance = school.user("finance")
    kinds = {one.code: one for one in Category.objects.all()}
    stock, month = Decimal("6200.00"), school.full.begins_on.replace(day=1)
    while month <= school.today:
        last = next_month(month) - dt.timedelta(days=1)
        with audit.dated(at_hour(min(last, school.today), 17)):
            income = _income(school, month, last, kinds, finance)
            for code, words, share in BILLS if income else ():
                amount = (income * (Decimal(share) + Decimal(rng.randint(-20, 20)) / 100) / 100).quantize(CENT)
                services.line_add(
                    day=min(last, school.today), category=kinds[code], amount=amount, words=words, today=school.today,
                    paper=f"FP{month:%Y%m}{code}", actor=finance,
                )  # fmt: skip
        if last < school.today:
            stock = _close(school, month, stock if not income else Decimal(rng.randint(5800, 6600)))
        month = next_month(month)


def _income(school: School, month: dt.date, last: dt.date, kinds: dict[str, Category], finance: User) -> Decimal:
    staff = Serving.objects.filter(day__gte=month, day__lte=last, school_class=None)
    meals = sum(staff.values_list("eaten", flat=True))
    pupils = Serving.objects.filter(day__gte=month, day__lte=last).exclude(school_class=None)
    if not meals:
        services.month_of(min(last, school.today), actor=finance)
        return Decimal(0)
    services.line_add(
        day=min(last, school.today), category=kinds["staff"], amount=PRICE * meals, words="教职工午餐刷卡",
        today=school.today, actor=finance,
    )  # fmt: skip
    if last < school.today:
        services.income_book(month, today=school.today, actor=finance)
        return numbers(month, month).part("income")
    return PRICE * (sum(pupils.values_list("eaten", flat=True)) + meals)


def _close(school: School, first: dt.date, stock: Decimal) -> Decimal:
    """Close it on the third and publish it on the tenth of the next month; the words where it is beyond the rule."""
    end = next_month(first)
    closing, publishing = end + dt.timedelta(days=2), end + dt.timedelta(days=9)
    month = Month.objects.get(first=first)
    if closing > school.today:
        return stock
    with audit.dated(at_hour(closing, 10)):
        month = services.month_close(
            month, stock=stock, words="开学进货多，用不完的下月接着用，结余加到后面的菜里", today=closing,
            actor=school.user("finance"),
        )  # fmt: skip
    if publishing <= school.today:
        with audit.dated(at_hour(publishing, 10)):
            services.month_publish(month, today=publishing, actor=school.user("director"))
    return stock


def _voices(school: School, term: Term, rng: random.Random) -> None:
    """The committee each month, complaints with their answers, the survey of each side."""
    director, over = school.user("director"), term == school.full
    month, n = term.begins_on, 0
    while (held := month.replace(day=18)) <= min(term.ends_on, school.today):
        if held >= term.begins_on:
            with audit.dated(at_hour(held, 16)):
                services.meeting_record(
                    held_on=held, host=person_of(school.user("deputy")), pupils=6,
                    parents=rng.randint(2, 4), teachers=2,
                    topics="看上个月的公示表和下周食谱；听各班意见；到后厨看留样柜。",
                    decisions="青菜现炒；公示表贴到校门口；意见三个工作日内答复。", today=held, actor=director,
                )  # fmt: skip
        month, n = next_month(month.replace(day=1)), n + 1
    for k, (source, about, words, answer, measure) in enumerate(SAID):
        day = term.begins_on + dt.timedelta(days=12 + 12 * k)
        if day < school.today - dt.timedelta(days=5):
            made = _complain(school, day, (source, about, words))
            then = min(made.due_on, school.today)
            with audit.dated(at_hour(then, 11)):
                done = services.complaint_answer(
                    made, answer=answer, measure=measure, by=person_of(director), today=then, actor=director
                )
                services.complaint_accept(done, actor=director)
    for k, said in enumerate(() if over else NOW):
        _complain(school, school.today - dt.timedelta(days=1 + 3 * k), said)
    _ask(school, term, over, rng)


def _complain(school: School, day: dt.date, said: tuple[str, str, str]) -> Complaint:
    source, about, words = said
    with audit.dated(at_hour(day, 11)):
        return services.complaint_take(
            received_on=day, source=source, about=about, words=words, today=day, actor=school.user("desk")
        )


def _ask(school: School, term: Term, over: bool, rng: random.Random) -> None:
    """In a term that is over all sides have answered; in the running one the parents are being asked now."""
    desk, director = school.user("desk"), school.user("director")
    opens = term.ends_on - dt.timedelta(days=30) if over else school.today - dt.timedelta(days=3)
    asked = {Side.PUPIL: (300, 281), Side.PARENT: (300, 214), Side.TEACHER: (62, 55)}
    for side, (whole, given) in asked.items():
        if not over and side != Side.PARENT:
            continue
        closes = opens + dt.timedelta(days=10)
        with audit.dated(at_hour(opens, 9)):
            survey = services.survey_open(
                term=term,
                side=side,
                asked=whole,
                opens_on=opens,
                closes_on=closes,
                shared=side == Side.PUPIL,
                actor=desk,
            )
        _answers(school, survey, given if over else given // 3, rng)
        if over:
            with audit.dated(at_hour(closes + dt.timedelta(days=3), 9)):
                survey = services.survey_end(survey, actor=desk)
                services.survey_reply(
                    survey, reply="大家最不满意的是价格和菜量。下学期肉菜称重上墙，酸奶和校外一个价。",
                    today=closes + dt.timedelta(days=3), actor=director,
                )  # fmt: skip


def _answers(school: School, survey: Survey, count: int, rng: random.Random) -> None:
    marks = (2, 3, 4, 4, 4, 5, 5, 5)
    words = ("", "", "", "", "", "", "", "", "肉再多一点", "挺好的", "汤好喝", "米饭有时候硬")
    rows = [
        {
            "survey": survey, "quality": rng.choice(marks), "price": rng.choice(marks[:6]),
            "hygiene": rng.choice(marks[2:]), "service": rng.choice(marks), "words": rng.choice(words),
            "day": min(survey.opens_on + dt.timedelta(days=n % 3), school.today),
        }
        for n in range(count)
    ]  # fmt: skip
    records.create_many(Answer, rows, actor=school.actor, check=False)
