"""What 今日, the menu and the buttons on records show of the property."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, MenuLink, Offer, menu_link, offer, registers, workbench
from lvye.kit import say

from .models import HERE, DamageStatus, HandoverStatus, LoanStatus, OffStatus, SheetStatus, TransferStatus
from .services import owes_income, whole_of
from .sight import ALL, COLLECT

MOST = 5


def own_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What waits for this person's own signature: sheets of his rooms, handovers to give or take."""
    sheets = registers["assets.custodysheet"].rows(user).filter(status=SheetStatus.OPEN, keeper__user=user.pk)
    rows = [
        _row(one.place.full_name, _("保管责任书"), "soon", _("待签字"), one)
        for one in sheets.select_related("place")[:MOST]
    ]
    papers = registers["assets.handover"].rows(user).select_related("giver", "taker")
    rows += [
        _row(one.number, _("移交给%(who)s") % {"who": one.taker}, "soon", _("待您签字"), one)
        for one in papers.filter(status=HandoverStatus.LISTED, giver__user=user.pk)[:MOST]
    ]
    rows += [
        _row(one.number, _("接收%(who)s的资产") % {"who": one.giver}, "soon", _("待您签字"), one)
        for one in papers.filter(status=HandoverStatus.GIVEN, taker__user=user.pk)[:MOST]
    ]
    loans = registers["assets.loan"].rows(user).filter(status=LoanStatus.OUT, borrower__user=user.pk)
    today = timezone.localdate(now)
    for one in loans.select_related("asset")[:MOST]:
        late = one.due_on < today
        rows.append(
            _row(one.asset.name, _("借用"), "late" if late else "going", _("到期没还") if late else _("借用中"), one)
        )
    return {"rows": rows} if rows else None


def office_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What the office has to do: transfers to book, loans overdue, damage to judge, things to be disposed of."""
    today = timezone.localdate(now)
    due: list[tuple[str, Any, Any, str]] = [
        ("assets.transfer", {"status": TransferStatus.ASKED}, _("待调整的调拨单"), "soon"),
        ("assets.loan", {"status": LoanStatus.OUT, "due_on__lt": today}, _("到期没还的借用"), "late"),
        ("assets.damage", {"status": DamageStatus.TOLD}, _("待认定的损坏"), "soon"),
        ("assets.writeoff", {"status": OffStatus.AGREED}, _("批准了等处置的报废单"), "soon"),
        ("assets.custodysheet", {"status": SheetStatus.OPEN}, _("还没签字的责任书"), "soon"),
    ]
    rows = []
    for key, where, words, kind in due:
        if not user.has_perm(registers[key].permission("view")):
            continue
        if count := registers[key].rows(user).filter(**where).count():
            url = f"{reverse(f'{key}:list')}?status={where['status']}"
            rows.append({"title": words, "small": "", "kind": kind, "word": str(count), "url": url})
    return {"rows": rows, "url": reverse("assets:books", args=["rooms"])} if rows else None


def income_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What the cashier has to take in: sold things whose money nobody has entered yet."""
    rows = registers["assets.writeoff"].rows(user).filter(status=OffStatus.DONE, income__gt=0, receipt="")
    waiting = [one for one in rows.order_by("done_on", "pk")[: MOST * 4] if owes_income(one)][:MOST]
    shown = [_row(say.money(one.income), one.number, "soon", _("待登记"), one) for one in waiting if one.income]
    return {"rows": shown} if shown else None


def _row(title: str, small: Any, kind: str, word: Any, record: Any) -> dict[str, Any]:
    url = reverse(f"{record._meta.label_lower}:detail", args=[record.pk])
    return {"title": title, "small": small, "kind": kind, "word": word, "url": url}


workbench(
    Block(
        name="assets-own", title=_("等我签的、我借的"), template="assets/rows.html", context=own_block,
        right="assets.view_asset", order=18,
    )
)  # fmt: skip
workbench(
    Block(
        name="assets-office", title=_("校产要办的"), template="assets/rows.html", context=office_block,
        right=ALL, order=34,
    )
)  # fmt: skip
workbench(
    Block(
        name="assets-income", title=_("处置收入待登记"), template="assets/rows.html", context=income_block,
        right=COLLECT, order=24,
    )
)  # fmt: skip
LINKS: tuple[tuple[Any, str, str, str], ...] = (
    (_("三本账"), "assets:first-book", "chair", "assets.view_asset"),
    (_("保管责任书"), "assets:custody", "doc", "assets.view_custodysheet"),
    (_("班级财产考核"), "assets:classes", "star", "assets.view_classmark"),
    (_("资产价值与增减"), "assets:report", "chart", ALL),
    (_("课桌椅、床位安排"), "assets.seatplan:list", "chair", "assets.view_seatplan"),
)
for place, (label, url_name, icon, right) in enumerate(LINKS):
    menu_link(MenuLink(group="things", label=label, url_name=url_name, icon=icon, right=right, order=11 + place))


def _with(url_name: str, key: str) -> Callable[[Any], str]:
    return lambda record: f"{reverse(url_name)}?{key}={record.pk}"


def _paper(name: str) -> Callable[[Any], str]:
    return lambda record: reverse(f"assets:{name}-paper", args=[record.pk])


def _new(register: str, key: str) -> Callable[[Any], str]:
    return lambda record: f"{reverse(f'{register}:new')}?{key}={record.pk}"


def _join(record: Any) -> str:
    may = record.status in HERE and whole_of(record) is not None
    return reverse("assets:join", args=[record.pk]) if may else ""


def _income(record: Any) -> str:
    return reverse("assets:writeoff-income", args=[record.pk]) if owes_income(record) else ""


CARD = "assets.asset"
OFFERS: tuple[tuple[str, Any, str, Callable[[Any], str], str, str, int], ...] = (
    ("lend", _("借出"), "go", _new("assets.loan", "asset"), "assets.add_loan", CARD, 30),
    ("transfer", _("调拨"), "swap", _with("assets:transfer", "asset"), "assets.add_transfer", CARD, 40),
    ("damage", _("损坏赔偿"), "warn", _new("assets.damage", "asset"), "assets.add_damage", CARD, 50),
    ("writeoff", _("报废"), "trash", _with("assets:writeoff", "asset"), "assets.add_writeoff", CARD, 60),
    ("join", _("并回原卡片"), "back", _join, "assets.join_asset", CARD, 65),
    ("label", _("标签"), "qr", _with("assets:labels", "asset"), "assets.view_asset", CARD, 70),
    ("card", _("打印卡片"), "print", _paper("card"), "assets.view_asset", CARD, 80),
    ("paper", _("打印调拨单"), "print", _paper("transfer"), "assets.view_transfer", "assets.transfer", 10),
    ("paper", _("打印交接清单"), "print", _paper("handover"), "assets.view_handover", "assets.handover", 10),
    ("paper", _("打印借用单"), "print", _paper("loan"), "assets.view_loan", "assets.loan", 10),
    ("paper", _("打印处理单、收据"), "print", _paper("damage"), "assets.view_damage", "assets.damage", 10),
    ("paper", _("打印报废单"), "print", _paper("writeoff"), "assets.view_writeoff", "assets.writeoff", 10),
    ("income", _("登记处置收入"), "money", _income, COLLECT, "assets.writeoff", 5),
    ("upkeep", _("安排保养"), "wrench", _new("assets.upkeep", "asset"), "assets.add_upkeep", CARD, 55),
    ("done", _("做好了，记一笔"), "check", _new("assets.upkeepdone", "upkeep"), "assets.add_upkeepdone",
     "assets.upkeep", 10),
    ("look", _("写鉴定意见"), "eye", _new("assets.appraisal", "writeoff"), "assets.add_appraisal",
     "assets.writeoff", 20),
    ("move-things", _("调拨这里的"), "swap", _with("assets:transfer", "place"), "assets.add_transfer",
     "places.place", 70),
    ("asset-labels", _("资产标签"), "qr", _with("assets:labels", "place"), "assets.view_asset", "places.place", 80),
    ("hand-over", _("资产交接"), "people", _new("assets.handover", "giver"), "assets.add_handover",
     "people.person", 60),
)  # fmt: skip
for name, words, sign, url, permission, where, order in OFFERS:
    offer(Offer(name=name, label=words, icon=sign, url=url, right=permission, order=order), on=where)
