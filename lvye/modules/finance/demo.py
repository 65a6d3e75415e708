"""The money of the demo school: one fiscal year with its budget, journals, payments, claims and a review."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_workday
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import demo_office, services
from .demo_office import sign
from .models import (
    Account,
    Book,
    Budget,
    BudgetLine,
    DayClose,
    Filing,
    Fund,
    Item,
    Payment,
    PayStatus,
    Rank,
    Voucher,
    VoucherStatus,
)
from .queries import journal_accounts, journal_balance, last_move, month_of

SEED = 20260105
# project, item, yuan a year, fund, urgency, basis
LINES = (
    ("日常公用", "30201", 96000, Fund.PUBLIC, Rank.NORMAL, "按学生人数和上年实支测算"),
    ("日常公用", "30202", 38000, Fund.PUBLIC, Rank.TEACHING, "试卷讲义按月均用量"),
    ("日常公用", "30205", 72000, Fund.PUBLIC, Rank.URGENT, "按上年水量"),
    ("日常公用", "30206", 168000, Fund.PUBLIC, Rank.URGENT, "按上年电量，空调增加两成"),
    ("日常公用", "30207", 18000, Fund.PUBLIC, Rank.NORMAL, "电话、网络、邮寄"),
    ("日常公用", "30211", 42000, Fund.PUBLIC, Rank.NORMAL, "教研外出、学生竞赛带队"),
    ("日常公用", "30216", 45000, Fund.PUBLIC, Rank.TEACHING, "不少于公用经费的百分之五"),
    ("日常公用", "30217", 6000, Fund.PUBLIC, Rank.LATER, "只减不增"),
    ("教学保障", "30218", 88000, Fund.PUBLIC, Rank.TEACHING, "实验耗材、体育器材、粉笔"),
    ("教学保障", "31002", 120000, Fund.SPECIAL, Rank.TEACHING, "教室多媒体更新专项"),
    ("校舍维修", "30213", 150000, Fund.PUBLIC, Rank.URGENT, "零星维修和年度检修"),
    ("校舍维修", "31006", 260000, Fund.SPECIAL, Rank.NORMAL, "校舍维修长效机制专项"),
    ("安全与绿化", "30299", 36000, Fund.PUBLIC, Rank.URGENT, "消防维保、绿化苗木"),
    ("人员补助", "30102", 320000, Fund.STAFF, Rank.NORMAL, "班主任费、课后服务费"),
    ("机动", "39999", 45000, Fund.PUBLIC, Rank.RESERVE, "留作急用"),
)
# item, what, payee, from, to (yuan): one of them a month
MONTHLY = (
    ("30206", "电费", "供电公司", 9800, 14500), ("30205", "水费", "自来水公司", 4200, 6300),
    ("30207", "网络和电话费", "电信公司", 1250, 1500), ("30202", "试卷印刷费", "印刷厂", 1800, 3600),
)  # fmt: skip
NOW_AND_THEN = (
    ("30218", "实验室药品和耗材", "教学仪器公司", 2600, 6800), ("30213", "卫生间防水维修", "建筑维修公司", 3200, 9600),
    ("30213", "门窗五金更换", "五金建材商行", 800, 2400), ("30299", "灭火器年检充装", "消防服务公司", 1800, 4200),
    ("30201", "打印纸和硒鼓", "办公用品公司", 1500, 4800), ("30216", "教师培训费", "教师进修学校", 1800, 4600),
    ("30299", "补种花木", "园艺场", 900, 2600), ("31002", "教室一体机更换", "电教设备公司", 9800, 28000),
    ("31006", "走廊地面和外墙维修", "建筑维修公司", 26000, 68000),
)  # fmt: skip
CLAIMS = (
    ("30211", "travel", "带队参加学科竞赛", (("往返车票", 180, 460), ("住宿", 240, 480))),
    ("30201", "ordinary", "购买零星文具", (("笔记本和笔", 40, 160),)),
    ("30218", "ordinary", "美术课材料", (("颜料和画纸", 90, 320), ("装裱", 60, 180))),
    ("30216", "training", "教研活动资料", (("资料费", 60, 240),)),
    ("30213", "ordinary", "应急维修材料", (("水龙头和软管", 60, 260),)),
)
OPENING = (("100101", 1200), ("100201", 268400), ("160103", 1864000), ("160101", 9820000))


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: School) -> None:
    """The chart, the opening balances and the year's budget, in force: what the other desks spend of."""
    first = _first(school)
    with transaction.atomic(), audit.dated(at_hour(first, 8)):
        services.chart_prepare(actor=school.actor)
        approvals.chains_prepare(actor=school.actor)
    keeper = school.user("finance")
    with transaction.atomic(), audit.dated(at_hour(first, 9)):
        book = Book.objects.get(code="school")
        sides = [services.Side(_account(code), debit=Decimal(amount)) for code, amount in OPENING]
        sides.append(services.Side(_account("3001"), credit=sum((side.debit for side in sides), Decimal())))
        cash = Decimal(sum(amount for code, amount in OPENING if code.startswith("100")))
        sides += [services.Side(_account("800102"), debit=cash), services.Side(_account("8202"), credit=cash)]
        opening = services.books_open(book=book, on=first, sides=sides, actor=keeper)
        services.voucher_post(opening, today=first, actor=keeper)
        budget = services.budget_make(
            year=first.year,
            book=book,
            actor=keeper,
            note="量入为出，保教学、保安全、保运转；能缓的缓办，按上年实支和今年学生人数逐项测算，留有机动。",
        )
        for project, item, amount, fund, rank, note in LINES:
            services.line_add(
                budget=budget,
                project=project,
                item=Item.objects.get(code=item),
                amount=Decimal(amount),
                fund=fund,
                rank=rank,
                note=note,
                actor=keeper,
            )
        services.budget_send(budget, actor=keeper, now=at_hour(first, 10))
        sign(school, budget, at_hour(first, 11))
        demo_office.carry(school, book, first)
        forget()


def year(school: School, *, small: bool) -> None:
    """The year month by month: income, payments, claims, payouts; each day closed, each month that is over settled."""
    rng, first = random.Random(SEED), _first(school)
    until = school.today
    starts = [dt.date(first.year, month, 1) for month in range(first.month, until.month + 1)]
    starts = sorted({starts[0], *starts[-2:]}) if small else starts
    for start in starts:
        with transaction.atomic():
            _month(school, max(start, first), until, rng)
            forget()
    with transaction.atomic():
        _around(school, first)
        demo_office.fill(school)


def _first(school: School) -> dt.date:
    """The day the books of the present year begin: in January, or when the demo's people came."""
    return max(dt.date(school.today.year, 1, 4), school.full.begins_on)


def _month(school: School, start: dt.date, until: dt.date, rng: random.Random) -> None:
    last = min((start.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1), until)
    days = [start + dt.timedelta(days=n) for n in range((last - start).days + 1)]
    days = [day for day in days if is_workday(day)]
    if not days:
        return
    _income(school, days[0], rng)
    if last == until:
        _waiting(school, days, rng)
    for code, what, payee, least, most in (*MONTHLY, *rng.sample(NOW_AND_THEN, 4)):
        if days[0].month in (2, 7, 8) and code == "30202":
            continue
        day = rng.choice(days[: max(len(days) - 3, 1)])
        _pay_for(school, day, rng, item=code, what=f"{day.month}月{what}", payee=payee, amount=_yuan(rng, least, most))
    for given in rng.sample(CLAIMS, 2):
        _claim(school, rng.choice(days[: max(len(days) - 3, 1)]), given, rng)
    if days[0].month not in (2, 7, 8):
        _payout(school, days[len(days) // 2], rng)
    _run_days(school, days)
    if last < until:
        _settle(school, last)


def _waiting(school: School, days: list[dt.date], rng: random.Random) -> None:
    """What the cashier finds to be paid today."""
    for day, (code, what, payee, least, most) in zip(days[-2:], NOW_AND_THEN[2:4], strict=False):
        _pay_for(school, day, rng, item=code, what=what, payee=payee, amount=_yuan(rng, least, most))


def _income(school: School, day: dt.date, rng: random.Random) -> None:
    cashier = school.user("cashier")
    given = [("fiscal", "县财政局", "公用经费拨款", _yuan(rng, 62000, 74000))]
    if day.month in (3, 9):
        given.append(("contract", "小卖部承包人", "承包管理费", Decimal("12500.00")))
        given.append(("superior", "市教育局", "校舍维修补助", Decimal("60000.00")))
    if day.month in (6, 10):
        given.append(("disposal", "废旧物资回收公司", "旧课桌椅处置款", _yuan(rng, 800, 2600)))
    if day.month % 3 == 0:
        given.append(("interest", "农村商业银行", "存款利息", _yuan(rng, 120, 420)))
    with _on(day, 9) as _now:
        for kind, payer, what, amount in given:
            made = services.income_record(
                book=_book(),
                kind=kind,
                on=day,
                payer=payer,
                what=what,
                amount=amount,
                account=_account("100201"),
                receipt=f"PJ{day:%y%m%d}{rng.randint(10, 99)}",
                today=day,
                actor=cashier,
            )
            if made.status == "owed" and day < school.today - dt.timedelta(days=12):
                services.income_hand_over(made, slip=f"JK{day:%Y%m%d}", today=day, actor=cashier)


def _pay_for(
    school: School, day: dt.date, rng: random.Random, *, item: str, what: str, payee: str, amount: Decimal
) -> None:
    asker, line = school.user(rng.choice(("director", "deputy", "desk"))), _line(day.year, item)
    if services.left(line).left < amount:
        return
    with _on(day, 10) as now:
        invoice = services.invoice_record(
            number=f"26{rng.randint(10**17, 10**18 - 1)}", seller=payee, amount=amount, issued_on=day, today=day,
            actor=asker,
        )  # fmt: skip
        made = services.payment_ask(
            about=None, what=what, payee=payee, amount=amount, line=line, invoices=[invoice], today=day, actor=asker,
            now=now,
        )  # fmt: skip
        sign(school, made, now + dt.timedelta(hours=2))


def _claim(school: School, day: dt.date, given: Any, rng: random.Random) -> None:
    code, kind, what, parts = given
    person = rng.choice(list(Person.objects.filter(kind="teacher").order_by("pk")[:20]))
    actor = person.user or school.user("teacher")
    outlays = []
    for name, least, most in parts:
        amount = _yuan(rng, least, most)
        number = f"26{rng.randint(10**17, 10**18 - 1)}"
        invoice = {"number": number, "seller": "商店", "amount": amount, "issued_on": day}
        outlays.append(services.Outlay(day, name, amount, invoice))
    with _on(day, 11) as now:
        made = services.claim_make(
            person=person, line=_line(day.year, code), what=what, outlays=outlays, kind=kind, today=day, actor=actor
        )
        made = services.claim_send(made, today=day, actor=actor, now=now)
        sign(school, made, now + dt.timedelta(hours=3))


def _payout(school: School, day: dt.date, rng: random.Random) -> None:
    keeper = school.user("finance")
    with _on(day, 14) as now:
        made = services.payout_add(
            kind="class_teacher", heads=18, amount=Decimal(18 * 480), due_on=day + dt.timedelta(days=10), actor=keeper
        )
        payment = services.payout_ask(made, line=_line(day.year, "30102"), today=day, actor=keeper, now=now)
        sign(school, payment, now + dt.timedelta(hours=1))


def _run_days(school: School, days: list[dt.date]) -> None:
    """Each day the cashier pays what is agreed to and closes his journals, and the bookkeeper posts."""
    cashier, keeper, bank = school.user("cashier"), school.user("finance"), _account("100201")
    for day in days:
        now = at_hour(day, 16)
        newest = day > school.today - dt.timedelta(days=3)
        with audit.dated(now):
            waiting = Payment.objects.filter(status=PayStatus.AGREED, asked_on__lt=day).order_by("pk")
            for payment in [] if newest else waiting:
                services.payment_pay(payment, paid_from=bank, today=day, actor=cashier)
            for voucher in [] if newest else Voucher.objects.filter(status=VoucherStatus.OPEN, on__lte=day):
                services.voucher_post(voucher, today=day, actor=keeper)
            for account in [] if newest else journal_accounts():
                _close_day(account, day, cashier)


def _close_day(account: Account, day: dt.date, cashier: User) -> None:
    book = _book()
    moved = last_move(account, book=book, begins_on=day.replace(day=1), ends_on=day)
    if moved and not DayClose.objects.filter(book=book, account=account, on__gte=moved).exists():
        balance = journal_balance(account, book=book, on=day)
        services.day_close(book=book, account=account, on=day, counted=balance, today=day, actor=cashier)


def _settle(school: School, last: dt.date) -> None:
    """The month that is over: whatever still waits is paid, closed and posted on its last day."""
    _run_days(school, [last])
    now = at_hour(last + dt.timedelta(days=2), 9)
    with audit.dated(now):
        services.month_close(book=_book(), month=month_of(last), now=now, actor=school.user("finance"))


def _around(school: School, first: dt.date) -> None:
    """An old debt that is being paid off, the reports of the year, and the review of the full term."""
    keeper, today = school.user("finance"), school.today
    debt = services.debt_record(
        creditor="建筑工程队", what="综合楼改造尾款", principal=Decimal(80000), began_on=dt.date(first.year - 4, 9, 10),
        kind="works", interest="无息，分年偿还", due_on=dt.date(first.year + 1, 12, 31), actor=keeper,
    )  # fmt: skip
    for back, amount in ((3, 20000), (2, 20000), (1, 15000)):
        on = dt.date(first.year - back, 12, 20)
        services.repayment_record(debt=debt, on=on, principal=Decimal(amount), today=today, actor=keeper)
    for name, kind, to, due in (
        ("部门决算报表", "yearly", "教育局计财科", dt.date(first.year, 2, 28)),
        ("教育经费统计年报", "form", "教育局计财科", dt.date(first.year, 4, 15)),
        ("本月账套资料", "centre", "教育会计核算中心", today + dt.timedelta(days=8)),
    ):
        filing = records.create(Filing, actor=keeper, name=name, kind=kind, to=to, due_on=due)
        if due < today:
            services.filing_send(filing, today=due - dt.timedelta(days=3), actor=keeper)
    if school.full.ends_on < today:
        _review(school)
    _over(school, today - dt.timedelta(days=6))


def _over(school: School, day: dt.date) -> None:
    """One line that did not reach: let through by the director, in his name."""
    line, director = _line(day.year, "30202"), school.user("director")
    with _on(day, 15) as now:
        services.payment_ask(
            about=None, what="期末复习资料加印", payee="印刷厂", line=line, today=day, actor=director, now=now,
            amount=max(services.left(line).left, Decimal()) + 640, exception_reason="期末资料加印，差额办预算调剂",
        )  # fmt: skip


def _review(school: School) -> None:
    on = min(school.full.ends_on + dt.timedelta(days=4), school.today)
    group = list(Person.objects.filter(kind="teacher").order_by("pk")[3:6])
    vice = school.user("vice")
    with _on(on, 9):
        made = services.review_begin(term=school.full, book=_book(), on=on, members=group, actor=vice)
        finding = services.finding_add(
            review=made, what="个别报销单附件没有贴平", measure="重新粘贴，补盖附件章",
            person=_person("finance", school),
            due_on=on + dt.timedelta(days=10), actor=vice,
        )  # fmt: skip
        services.finding_mend(finding, outcome="已重新粘贴", actor=school.user("finance"))
        made = services.review_finish(
            made, result="账目清楚，手续齐全，没有发现截留、挪用专项资金的情况。", today=on, actor=vice
        )
        services.review_publish(made, shown_at="校务公开栏", today=on, actor=vice)


def _person(username: str, school: School) -> Person:
    return Person.objects.get(user=school.user(username))


def _book() -> Book:
    return Book.objects.get(code="school")


def _account(code: str) -> Account:
    return services.account_of(code)


def _line(of: int, item: str) -> BudgetLine:
    found: BudgetLine = BudgetLine.objects.select_related("item").get(
        budget=Budget.objects.get(year=of), item__code=item
    )
    return found


def _yuan(rng: random.Random, least: int, most: int) -> Decimal:
    return Decimal(rng.randint(least * 100, most * 100)) / 100


@contextmanager
def _on(day: dt.date, hour: int) -> Iterator[dt.datetime]:
    """Deeds of one hour, dated so."""
    now = at_hour(day, hour)
    with audit.dated(now):
        yield now
