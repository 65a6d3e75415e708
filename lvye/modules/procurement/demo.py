"""The purchases of the demo school: some of every state, made through the services by who would do them."""

# house: invented purchases, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Department, holders, person_of
from lvye.kernel.records.api import Record
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.finance import api as finance
from lvye.modules.finance.api import BudgetLine, BudgetStatus
from lvye.modules.partners.api import Partner, SupplyCategory, standing
from lvye.modules.stores import api as stores

from . import services, ways
from .models import Acceptance, Into, Order, PlanLine, Request, Way

DAY = dt.timedelta(days=1)
# days ago, asker, class, project of the budget, things (name, spec, qty, unit, price, whereto: a store, a class of
# cards, none), why, how far it went, emergency
PURCHASES: tuple[tuple[int, str, str, str, tuple[tuple[str, ...], ...], str, str, str], ...] = (
    (40, "teacher", "computer", "教学保障", (("无线话筒", "一拖二", "3", "套", "680", "A02091206"),),
     "阶梯教室扩音坏了两套", "paid", ""),
    (33, "desk", "sport", "教学保障",
     (("跳绳", "竹节", "120", "根", "9.5", "store"), ("篮球", "7号", "20", "个", "85", "store")), "体育节用", "stored",
     ""),
    (26, "repairer", "hardware", "校舍维修", (("潜水泵", "0.75千瓦", "1", "台", "1280", "A02051900"),),
     "地下室进水，泵烧了", "emergency", "夜里暴雨，配电间要进水"),
    (20, "media", "computer", "教学保障", (("投影机灯泡", "原厂", "4", "个", "780", "store"),), "四个教室的灯到寿命",
     "counted", ""),
    (18, "desk", "cleaning", "日常公用", (("拖把", "棉线", "30", "把", "12.5", "store"),), "换季大扫除",
     "accepted", ""),
    (16, "teacher", "teaching", "教学保障", (("显微镜", "1600倍", "6", "台", "1450", "A02100300"),), "分组不够用",
     "ordered", ""),
    (14, "mason", "hardware", "校舍维修", (("应急排水软管", "3寸", "60", "米", "18", "none"),), "低洼处积水要抽",
     "unreported", "暴雨预警，当晚要用"),
    (12, "desk", "furniture", "教学保障", (("课桌椅", "可升降", "30", "套", "260", "A05010203"),), "新开一个班", "late",
     ""),
    (9, "teacher", "sport", "教学保障", (("排球网", "标准", "2", "副", "240"),), "旧网断了", "agreed", ""),
    (7, "desk", "cleaning", "日常公用", (("垃圾桶", "240升", "8", "个", "165"),), "操场和食堂门口要换", "quoted", ""),
    (5, "climate", "hardware", "校舍维修", (("铜管", "9.52", "60", "米", "38"),), "空调移机", "quoted", ""),
    (3, "teacher", "teaching", "教学保障", (("数位板", "A4", "12", "块", "460"),), "美术社团用", "asked", ""),
    (2, "desk", "hardware", "日常公用", (("插线板", "6位", "15", "个", "78"),), "办公室线路整改", "asked", ""),
    (1, "repairer", "hardware", "校舍维修", (("冲击钻", "工业级", "1", "把", "890"),), "旧的电机烧了", "draft", ""),
)  # fmt: skip
NEEDED = (
    0, "repairer", "hardware", "校舍维修", (("水箱配件", "通用", "20", "套", "38", "store"),),
    "便池冲水不停，水箱配件用完了", "asked", "",
)  # fmt: skip
PLANNED = (
    ("教务处", "触控一体机", "computer", 6, "台", 14800, 8), ("总务处", "打印纸", "office", 200, "包", 22, 2),
    ("总务处", "灭火器换药", "hardware", 60, "具", 45, 5), ("校办", "会议椅", "furniture", 20, "把", 190, 3),
)  # fmt: skip


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    full: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: School, *, waiting: Record | None = None) -> None:
    """The year's plan, and purchases of every state. waiting: a repair that stands still for want of a part."""
    with transaction.atomic():
        _plan(school)
        for one in PURCHASES:
            _purchase(school, one)
            forget()
        _purchase(school, NEEDED, about=waiting)


def _plan(school: School) -> None:
    buyer, first = school.user("buyer"), max(dt.date(school.today.year, 1, 4), school.full.begins_on)
    with audit.dated(at_hour(first, 9, 20)):
        plan = services.plan_make(year=school.today.year, note="各部门上一年年底报的需求汇总", actor=buyer)
        for department, what, category, qty, unit, price, month in PLANNED:
            where = Department.objects.filter(name=department).first() or Department.objects.order_by("pk").first()
            services.planline_add(
                plan=plan, department=where, what=what, category=SupplyCategory.objects.get(code=category),
                qty=Decimal(qty), unit=unit, price=Decimal(price), needed_in=month, actor=buyer,
            )  # fmt: skip
        struck = PlanLine.objects.get(plan=plan, what="会议椅")
        services.planline_strike(struck, struck_why="旧椅修一修还能用", actor=school.user("director"))
        sent = services.plan_send(plan, now=at_hour(first, 10, 20), actor=buyer)
    _agree(sent, at_hour(first + DAY, 9, 20))


def _agree(record: Any, now: dt.datetime) -> None:
    """Everybody whose turn it is agrees, in the course of the day."""
    with audit.dated(now):
        while (asking := approvals.open_asking(record)) is not None:
            turn = asking.turns.filter(status="open").select_related("post").order_by("pk").first()
            if turn is None or turn.post is None:
                return
            person = holders(turn.post.code, timezone.localdate(now)).exclude(user=None).order_by("pk").first()
            if person is None or person.user is None:
                return
            approvals.agree(asking, actor=person.user, now=now)


def _purchase(school: School, one: Any, *, about: Record | None = None) -> None:
    days, asker, category, project, things, why, until, urgent = one
    day = max(school.today - days * DAY, dt.date(school.today.year, 1, 10))
    actor, kind = school.user(asker), SupplyCategory.objects.get(code=category)
    lines = BudgetLine.objects.filter(project=project, budget__year=day.year, budget__status=BudgetStatus.RUNNING)
    wish = services.Wish(
        lines=[
            services.Wanted(name=name, spec=spec, qty=Decimal(qty), unit=unit, price=Decimal(price))
            for name, spec, qty, unit, price, *_whereto in things
        ],
        category=kind, budget_line=lines.order_by("pk")[0], why=why, about=about, despite="现有的在用，不够",
        split_why="零星需要，合并不了", is_emergency=bool(urgent), emergency_why=urgent,
    )  # fmt: skip
    with audit.dated(at_hour(day, 9, 20)):
        record = services.request_make(wish, today=day, actor=actor)
        if until == "draft":
            return
        record = services.request_send(record, now=at_hour(day, 9, 20), today=day, actor=actor)
    if until == "asked":
        return
    _agree(record, at_hour(day, 15, 20))
    record.refresh_from_db()
    if until != "agreed":
        with audit.dated(at_hour(day + DAY, 10, 20)):
            _bought(school, record, day + DAY, until, things)


def _bought(school: School, record: Request, day: dt.date, until: str, things: Any) -> None:
    buyer = school.user("buyer")
    active = Partner.objects.filter(status="active", kind="supplier")
    clear = [one for one in active.order_by("pk") if standing(one, on=day, category=record.category).is_clear]
    clear.sort(key=lambda one: not one.categories.filter(pk=record.category_id).exists())
    contract = ways.frame_contract(record.category, day)
    frame = contract.partner if contract and record.way == Way.FRAMEWORK else None
    asked = [frame] if frame else clear[:1] if record.is_emergency else clear[:3]
    quotes = [
        services.quote_add(
            record, partner=partner, days=3 + 2 * n, warranty=12, quoted_on=day, actor=buyer,
            prices={line.pk: line.price * (97 + 4 * n) / 100 for line in record.lines.all()},
        )
        for n, partner in enumerate(asked)
    ]  # fmt: skip
    if until == "quoted":
        return
    goes = {name: whereto for name, _spec, _qty, _unit, _price, whereto in things}
    for line in record.lines.select_related("request__place").order_by("pk"):
        code = goes[line.name] if goes[line.name] not in Into.values else ""
        keeper = person_of(record.requester) if code else None
        services.line_sort(
            line, into=Into.ASSET if code else goes[line.name], class_code=code, keeper=keeper, actor=buyer
        )
    due = school.today - 2 * DAY if until == "late" else day + 7 * DAY
    order = services.order_place(quotes[0], due_on=max(due, day), today=day, actor=buyer)
    if until in ("ordered", "late"):
        return
    _received(school, order, day + 4 * DAY, until)


def _received(school: School, order: Order, day: dt.date, until: str) -> None:
    found = {line.pk: services.Counted(accepted=line.missing) for line in order.lines.all()}
    first, second = school.user("receiver"), order.request.requester
    with audit.dated(at_hour(day, 11, 20)):
        made: Acceptance = services.receive_count(
            order, found, now=at_hour(day, 11, 20), today=day, note="外观完好，数量相符", actor=first
        )
        if until == "counted":
            return
        services.receive_confirm(made, now=at_hour(day, 14, 20), today=day, actor=second)
    if until in ("stored", "paid"):
        _stored(school, made, day + DAY)
    if until == "emergency":
        with audit.dated(at_hour(day + DAY, 9, 20)):
            words = "当夜水位没过电缆沟，先就近买泵抽水，第二天补手续。"
            services.request_report(order.request, report=words, today=day + DAY, actor=order.request.requester)
    if until == "paid":
        _paid(school, order, day + DAY)


def _stored(school: School, acceptance: Acceptance, day: dt.date) -> None:
    """The keeper posts what the acceptance brought."""
    with audit.dated(at_hour(day, 9, 20)):
        for receipt in stores.Receipt.objects.filter(about="procurement.acceptance", about_id=acceptance.pk):
            stores.receipt_post(receipt, now=at_hour(day, 9, 20), actor=school.user("keeper"))


def _paid(school: School, order: Order, day: dt.date) -> None:
    """Invoice, payment request, and the money: the cashier pays on the last day of the demo."""
    order.refresh_from_db()
    bill = services.Bill(number=f"2632{order.pk:016d}", amount=order.amount, issued_on=day)
    with audit.dated(at_hour(day, 10, 20)):
        payment = services.order_pay(order, amount=order.amount, bills=[bill], today=day, actor=school.user("buyer"))
    _agree(payment, at_hour(day, 15, 20))
    payment.refresh_from_db()
    bank = finance.Account.objects.get(code="100201")
    with audit.dated(at_hour(school.today, 9, 20)):
        finance.payment_pay(payment, paid_from=bank, today=school.today, actor=school.user("cashier"))
