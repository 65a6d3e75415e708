"""The quiet side of the money office in the demo: last year's rest, bound volumes, the housing fund by person."""

# house: invented things, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Protocol

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kit.days import at_hour

from . import services
from .models import AppraisalLine, Book, Fund, Item, PayChange, Rank, Volume, VolumeKind
from .queries import month_of

TEACHERS = 12
HOUR = dt.timedelta(hours=1)
LAST_YEAR = (
    ("教学保障", "31002", 18600, "教室多媒体更新，两间的一体机今年才到货"),
    ("校舍维修", "31006", 42300, "走廊外墙因冬季停工，余下一段开春再做"),
)


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date

    def user(self, username: str) -> User:
        """Somebody who signs in."""


def fill(school: School) -> None:
    """Vouchers of settled months bound, but the last; old statements whose time is over; pay of some by person."""
    keeper = school.user("finance")
    person = Person.objects.get(user=keeper)
    book = Book.objects.get(code="school")
    for missing in services.volumes_missing(book, school.today.year)[:-5]:
        if missing.kind == VolumeKind.VOUCHER:
            services.volume_bind(
                book=book, year=school.today.year, kind=missing.kind, title=missing.words, sheets=60,
                place="财务室 1 号柜", keeper=person, bound_on=school.today, month=missing.month, first=missing.first,
                last=missing.last, actor=keeper,
            )  # fmt: skip
    old = []
    for back in (12, 13):
        year = school.today.year - back
        bound = services.volume_bind(
            book=book, year=year, kind=VolumeKind.BANK, title=f"{year}年银行对账单和余额调节表", sheets=48,
            place="档案室 2 号架", keeper=person, bound_on=dt.date(year + 1, 1, 20), actor=keeper,
        )  # fmt: skip
        with audit.dated(at_hour(dt.date(year + 1, 12, 20), 10)):
            services.volume_hand_over(
                bound, receiver="档案室", place="档案室 2 号架", today=dt.date(year + 1, 12, 20), actor=keeper
            )
        old.append(bound)
    _appraisals(school, keeper, old)
    _pay(school, keeper)


def sign(school: School, paper: Any, now: dt.datetime) -> None:
    """Each whose turn it is agrees, one after the other."""
    by_post = {"vice_principal": "vice", "principal": "principal", "director": "director"}
    asking = approvals.asking_of(paper)
    while asking is not None and asking.status == approvals.Asking.Status.ASKED:
        turn = approvals.holding(asking)[0][0]
        if turn.post is None:
            return
        with audit.dated(now):
            asking = approvals.agree(asking, actor=school.user(by_post[turn.post.code]), now=now)
        now += dt.timedelta(hours=1)


def carry(school: School, book: Book, first: dt.date) -> None:
    """What two special grants had left when last year ended, carried into this one; nobody spent of it here."""
    keeper, begun = school.user("finance"), at_hour(first, 14)
    with audit.dated(begun):
        old = services.budget_make(
            year=first.year - 1, book=book, actor=keeper, note="上年在纸质账上执行，这里只列年末还有结余的两个专项。"
        )
        for project, item, amount, note in LAST_YEAR:
            services.line_add(
                budget=old, project=project, item=Item.objects.get(code=item), amount=Decimal(amount),
                fund=Fund.SPECIAL, rank=Rank.NORMAL, note=note, actor=keeper,
            )  # fmt: skip
        services.budget_send(old, actor=keeper, now=begun)
    sign(school, old, begun + HOUR)
    day = first + dt.timedelta(days=9)
    with audit.dated(at_hour(day, 10)):
        old.refresh_from_db()
        left = {line.pk: line.amount for line in old.lines.all()}
        made = services.carry_make(
            old, carried=left, note="两个专项上年没有完工，余款结转到今年继续用于原项目。", today=day, actor=keeper
        )
        services.carry_send(made, today=day, actor=keeper, now=at_hour(day, 10))
    sign(school, made, at_hour(day, 11))


def _appraisals(school: School, keeper: User, old: list[Volume]) -> None:
    """One appraisal that has ended with a destruction, and one the leaders are asked about."""
    group = [Person.objects.get(user=school.user(name)) for name in ("finance", "desk", "vice")]
    done_on = school.today - dt.timedelta(days=40)
    verdict = AppraisalLine.Verdict
    with audit.dated(at_hour(done_on, 9)):
        first = services.appraisal_begin(
            on=done_on, members=group, words="逐页看过，没有未了结的债权债务，可以销毁。",
            lines={old[1]: (verdict.DESTROY, None, "已过保管期限")}, actor=keeper,
        )  # fmt: skip
        services.appraisal_send(first, actor=keeper, now=at_hour(done_on, 10))
    sign(school, first, at_hour(done_on, 14))
    over = done_on + dt.timedelta(days=6)
    with audit.dated(at_hour(over, 15)):
        first.refresh_from_db()
        services.appraisal_finish(
            first,
            how="碎纸机粉碎，在总务处",
            archive_watcher=group[1],
            books_watcher=group[0],
            today=over,
            actor=keeper,
        )
    with audit.dated(at_hour(school.today, 9)):
        until = dt.date(school.today.year + 2, 12, 31)
        second = services.appraisal_begin(
            on=school.today, members=group, words="这一卷里有综合楼改造尾款的付款单，款还没有付清。",
            lines={old[0]: (verdict.KEEP, until, "尾款付清以后再鉴定")}, actor=keeper,
        )  # fmt: skip
        services.appraisal_send(second, actor=keeper, now=at_hour(school.today, 10))


def _pay(school: School, keeper: User) -> None:
    """The housing fund of some teachers, raised for three this month, and the payout that follows from it."""
    teachers = list(Person.objects.filter(kind="staff", left_on=None).order_by("pk")[:TEACHERS])
    month, first = month_of(school.today), f"{school.today.year}-01"
    for n, person in enumerate(teachers):
        services.paychange_record(
            person=person, kind="housing", month=first, amount=Decimal(900 + 35 * n), why="年度基数核定", actor=keeper
        )
    due = school.today + dt.timedelta(days=6)
    if month > first:
        for person in teachers[:3]:
            services.paychange_record(
                person=person, kind="housing", month=month, amount=Decimal(1500), why="职称晋升调资",
                document="人事通知", declare_by=due, actor=keeper,
            )  # fmt: skip
    for change in PayChange.objects.filter(month=first).order_by("pk"):
        services.paychange_declare(change, today=min(dt.date(school.today.year, 1, 20), school.today), actor=keeper)
    payout = services.payout_add(
        kind="housing", heads=len(teachers), amount=Decimal(1), due_on=due, month=month, actor=keeper
    )
    services.payrows_fill(payout, actor=keeper)
