"""The partners of the demo school: suppliers with their licences, contracts of the year, the canteen and the shop."""

# house: invented firms, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term

from . import services
from .models import Contract, Evaluation, Lease, LicenceKind, Obligation, Partner, Rent, SupplyCategory
from .services.partners import SIGNS, WEIGHTS

DAY = dt.timedelta(days=1)
YEAR = 365
# name, kind, classes, contact, days from today until its business licence ends (0: long-term), marks of the last year
PARTNERS: tuple[tuple[str, str, tuple[str, ...], str, int, tuple[int, int, int, int]], ...] = (
    ("清源文化用品商行", "supplier", ("office", "teaching"), "许文静", 640, (86, 92, 90, 88)),
    ("启明电教设备公司", "supplier", ("computer",), "梁启", 900, (82, 90, 84, 92)),
    ("安居五金建材经营部", "supplier", ("hardware",), "罗安", 18, (90, 84, 88, 86)),
    ("洁雅日化商行", "supplier", ("cleaning",), "宋洁", 400, (88, 80, 82, 84)),
    ("木语家具厂", "supplier", ("furniture",), "程木", 0, (76, 88, 70, 80)),
    ("动力体育器材公司", "supplier", ("sport",), "贾力", 210, (80, 82, 78, 80)),
    ("田园农产品配送公司", "supplier", ("food",), "丁田", 510, (84, 92, 94, 90)),
    ("恒通印刷厂", "supplier", ("print",), "魏通", -40, (70, 72, 66, 70)),
    ("华泰装饰工程公司", "contractor", ("works",), "薛华", 330, (78, 84, 72, 80)),
    ("冷暖制冷维修部", "contractor", ("upkeep",), "阎冬", 270, (84, 88, 86, 90)),
    ("顺达电梯维保公司", "service", ("lift",), "余顺", 420, (80, 94, 92, 90)),
    ("便民小卖部经营者", "tenant", ("shop",), "潘宁", 300, (0, 0, 0, 0)),
    ("鼎味餐饮管理公司", "tenant", ("meals",), "杜鼎", 460, (0, 0, 0, 0)),
    ("捷速五金批发部", "supplier", ("hardware",), "戴捷", 380, (58, 50, 52, 60)),
)
# title, partner, class, yuan ("": a frame), instalments (label, condition, share of 100, days after the first day)
CONTRACTS: tuple[tuple[str, str, str, str, tuple[tuple[str, str, int, int], ...]], ...] = (
    ("办公用品年度供货合同", "清源文化用品商行", "office", "", ()),
    ("水电五金材料年度供货合同", "安居五金建材经营部", "hardware", "", ()),
    ("多媒体设备采购合同", "启明电教设备公司", "computer", "86000.00",
     (("到货款", "到货验收合格", 90, 60), ("质保款", "质保期满无问题", 10, 350))),
    ("电梯维护保养合同", "顺达电梯维保公司", "lift", "14400.00",
     (("上半年维保费", "检查单齐全", 50, 180), ("下半年维保费", "检查单齐全", 50, 355))),
    ("空调维修保养合同", "冷暖制冷维修部", "upkeep", "24000.00",
     (("夏季保养款", "清洗完成", 50, 170), ("冬季保养款", "清洗完成", 50, 340))),
)  # fmt: skip
LICENCES = {"food": "food", "meals": "food", "shop": "food", "lift": "special", "print": "print"}


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: School) -> None:
    """Everything, in the order of its days."""
    start = school.full.begins_on
    with transaction.atomic(), audit.dated(_noon(start)):
        services.catalogue_prepare(actor=school.actor)
        partners = _partners(school)
        _contracts(school, partners, start)
        _leases(school, partners, start)
    _life(school, partners)


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _partners(school: School) -> dict[str, Partner]:
    buyer = school.user("buyer")
    classes = {one.code: one for one in SupplyCategory.objects.all()}
    kinds = {one.code: one for one in LicenceKind.objects.all()}
    found = {}
    for number, (name, kind, codes, contact, days, _marks) in enumerate(PARTNERS, start=1):
        partner = services.partner_add(
            name=name, kind=kind, categories=[classes[code] for code in codes], contact=contact,
            phone=f"020-8100{number:04d}", credit_code=_code(number), address=f"青禾镇工业路{number}号", actor=buyer,
        )  # fmt: skip
        until = school.today + days * DAY if days else None
        begun = (until or school.today) - 5 * YEAR * DAY
        needed = ["business", *(LICENCES[code] for code in codes if code in LICENCES)]
        needed += ["works", "safety"] if "works" in codes else []
        for place, code in enumerate(needed):
            services.licence_add(
                partner=partner, kind=kinds[code], number=f"QH{number:02d}{place}{begun:%y%m}",
                issued_by="市场监督管理局", begins_on=begun, ends_on=until + place * 45 * DAY if until else None,
                actor=buyer,
            )  # fmt: skip
        found[name] = partner
    return found


def _code(number: int) -> str:
    """A credit code with a right check digit, of nobody: the district 000000 there is not."""
    body = f"91000000QH{number:07d}"
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + SIGNS[-total % 31]


def _contracts(school: School, partners: dict[str, Partner], start: dt.date) -> None:
    classes = {one.code: one for one in SupplyCategory.objects.all()}
    buyer, vice = school.user("buyer"), school.user("vice")
    handler = Person.objects.filter(user=buyer).first()
    for title, name, code, amount, instalments in CONTRACTS:
        yuan = Decimal(amount) if amount else None
        made = services.contract_make(
            title=title, partner=partners[name], category=classes[code], amount=yuan, begins_on=start,
            ends_on=start + 364 * DAY, handler=handler, today=start, actor=buyer,
        )  # fmt: skip
        made = services.contract_sign(_agreed(school, made, start), signed_on=start, today=start, actor=vice)
        for label, condition, share, days in instalments if yuan else ():
            services.instalment_plan(
                contract=made, label=label, condition=condition, amount=(yuan or Decimal(0)) * share / 100,
                due_on=start + days * DAY, actor=buyer,
            )  # fmt: skip
        if code in ("computer", "lift") and yuan:
            services.guarantee_add(
                contract=made, amount=yuan / 20, received_on=start, return_on=made.ends_on + 20 * DAY,
                actor=school.user("finance"),
            )  # fmt: skip
        if code in ("lift", "upkeep"):
            every = Obligation.Every.MONTH if code == "lift" else Obligation.Every.QUARTER
            what = "电梯检查保养，交检查单" if code == "lift" else "上门清洗滤网，查冷媒"
            records.create(Obligation, actor=buyer, contract=made, what=what, every=every, due_on=start + 14 * DAY)


def _leases(school: School, partners: dict[str, Partner], start: dt.date) -> None:
    finance, vice = school.user("finance"), school.user("vice")
    rows = (
        (Lease.What.CANTEEN, "鼎味餐饮管理公司", "食堂", "25000.00", Lease.Every.YEAR),
        (Lease.What.SHOP, "便民小卖部经营者", "后勤楼", "1800.00", Lease.Every.QUARTER),
    )
    for what, name, where, rent, every in rows:
        place = place_by_name(where)
        if place is None:
            continue
        made = services.lease_make(
            partner=partners[name], what=what, place=place, rent=Decimal(rent), every=every, begins_on=start,
            ends_on=start + 2 * YEAR * DAY, deposit=Decimal("2000.00"), remitted_to="区财政非税收入专户",
            today=start, actor=finance,
        )  # fmt: skip
        services.lease_sign(_agreed(school, made, start), signed_on=start, today=start, actor=vice)


def _agreed(school: School, paper: Any, on: dt.date) -> Any:
    """Handed in, and agreed to by each whose turn it is."""
    is_lease, now = isinstance(paper, Lease), _noon(on)
    send, by = (services.lease_send, "finance") if is_lease else (services.contract_send, "buyer")
    sent = send(paper, today=on, actor=school.user(by), now=now)
    asking = approvals.asking_of(sent)
    while asking is not None and asking.status == approvals.Asking.Status.ASKED:
        turn = approvals.holding(asking)[0][0]
        name = "principal" if turn.post and turn.post.code == "principal" else "vice"
        asking = approvals.agree(asking, actor=school.user(name), now=now)
    sent.refresh_from_db()
    return sent


def _life(school: School, partners: dict[str, Partner]) -> None:
    """Duties done, payments made, rents received as their days came; the year judged; one firm sent away."""
    today = school.today
    while duty := Obligation.objects.filter(status=Obligation.Status.OPEN, due_on__lt=today).order_by("due_on").first():
        with transaction.atomic(), audit.dated(_noon(duty.due_on)):
            services.obligation_do(
                duty, done_on=duty.due_on, result="按时完成", today=duty.due_on, actor=school.user("buyer")
            )
    for contract in Contract.objects.order_by("pk"):
        for one in contract.instalments.filter(due_on__lt=today - 10 * DAY).select_related("contract"):
            with transaction.atomic(), audit.dated(_noon(one.due_on)):
                voucher = f"付{one.due_on:%m}-{one.pk:02d}"
                services.instalment_pay(
                    one, paid_on=one.due_on, voucher=voucher, today=one.due_on, actor=school.user("cashier")
                )
    due = Rent.objects.filter(due_on__lt=today - 40 * DAY).select_related("lease").order_by("due_on", "pk")
    for number, rent in enumerate(due, start=1):
        with transaction.atomic(), audit.dated(_noon(rent.due_on)):
            services.rent_receive(
                rent, amount=rent.amount, received_on=rent.due_on, number=f"QH{rent.due_on:%y}{number:04d}",
                today=rent.due_on, actor=school.user("cashier"),
            )  # fmt: skip
    _judged(school, partners)


def _judged(school: School, partners: dict[str, Partner]) -> None:
    day = school.full.ends_on - 20 * DAY
    with transaction.atomic(), audit.dated(_noon(day)):
        for name, kind, _codes, _contact, _days, (price, quality, delivery, service) in PARTNERS:
            if kind == "tenant":
                continue
            made: Evaluation = services.evaluation_make(
                partner=partners[name], year=day.year, price=price, quality=quality, delivery=delivery,
                service=service, words="送货多次延误，灯管批次不合格" if price < 60 else "",
                members="采购员、保管员、使用部门", today=day, actor=school.user("buyer"),
            )  # fmt: skip
            services.evaluation_decide(made, verdict="", today=day, actor=school.user("vice"))
