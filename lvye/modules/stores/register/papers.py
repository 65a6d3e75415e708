"""Registers of the documents and their lines."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.stores import services, sight
from lvye.modules.stores.models import (
    GiveBack,
    GiveBackLine,
    Issue,
    IssueLine,
    Loan,
    LoanLine,
    LoanStatus,
    Paper,
    Receipt,
    ReceiptLine,
    Stocktake,
    StocktakeLine,
    StocktakeStatus,
    Transfer,
    TransferLine,
)

from .posts import ADMIN, BOOKS, EVERYBODY, HEADS, KEEPERS, LEADERS

OFFICE = HEADS + ADMIN
PAPERS = rights((OFFICE + KEEPERS, "view add export reverse"), (BOOKS + LEADERS, "view export"))


def _reverse(paper: Paper, *, actor: User, why: str = "") -> Paper:
    services.refuse_stranger(paper.store, actor)
    return services.reverse(paper, why=why, now=timezone.now(), actor=actor)


def _post_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    services.refuse_stranger(receipt.store, actor)
    return services.receipt_post(receipt, now=timezone.now(), actor=actor)


def _stocktake(deed: Any, count: Stocktake, *, actor: User) -> Stocktake:
    found: Stocktake = deed(count, now=timezone.now(), actor=actor)
    return found


def _back(count: Stocktake, *, actor: User, answer: str = "") -> Stocktake:
    return services.stocktake_back(count, answer=answer, actor=actor)


register(
    Register(
        model=Receipt,
        menu="things",
        icon="truck",
        columns=("number", "happened_on", "store", "source", "delivered_by", "accepted_by", "status"),
        filters=("store", "source", "status", "happened_on"),
        sorts=("-id", "-happened_on"),
        views=(View("draft", _("待过账"), {"status": "draft"}),),
        actions={"post": _post_receipt, "reverse": _reverse},
        rights=PAPERS | rights((OFFICE + KEEPERS, "view add export post reverse"), (("buyer", "receiver"), "view add")),
        can_add=False,
        empty=_("采购、捐赠来的物资验收后在这里入库：验收的人和入库的人是两个人。"),
    )
)
register(
    Register(
        model=Issue,
        menu="things",
        icon="box",
        columns=("number", "happened_on", "to_name", "to_kind", "department", "taken_by", "store", "signed", "status"),
        filters=("store", "to_kind", "department", "signed", "status", "happened_on"),
        sorts=("-id", "-happened_on"),
        views=(View("unsigned", _("没有签字"), {"signed": "", "status": "posted"}),),
        actions={"reverse": _reverse},
        scope=sight.issues_seen,
        rights=PAPERS
        | rights(
            (EVERYBODY, "view own"), (OFFICE + KEEPERS, "add export reverse counter sign"), (BOOKS + LEADERS, "export")
        ),
        can_add=False,
        empty=_("发出去的物资一张单一张单记在这里：谁领的、领了什么、用在哪里。"),
    )
)
register(
    Register(
        model=Loan,
        menu="things",
        icon="swap",
        columns=("number", "happened_on", "to_name", "person", "due_on", "returned", "store", "status"),
        filters=("store", "returned", "status", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("out", _("在借"), {"returned": LoanStatus.OUT}),),
        actions={"reverse": _reverse},
        scope=sight.loans_seen,
        rights=PAPERS
        | rights((EVERYBODY, "view own"), (OFFICE + KEEPERS, "add export reverse"), (BOOKS + LEADERS, "export")),
        can_add=False,
        empty=_("体育用品、电教器材借出时开借用单，写明哪天还。"),
    )
)
for model, icon, empty in (
    (GiveBack, "undo", _("领了没用完的、借了还回来的，记在这里。")),
    (Transfer, "swap", _("从总保管室拨给分保管室，或分保管室之间调剂，记在这里。")),
):
    register(
        Register(
            model=model,
            menu="more",
            icon=icon,
            columns=("number", "happened_on", "store", "to_store", "status")
            if model is Transfer
            else ("number", "happened_on", "store", "issue", "loan", "brought_by", "status"),
            filters=("store", "status", "happened_on"),
            sorts=("-id", "-happened_on"),
            actions={"reverse": _reverse},
            rights=PAPERS,
            can_add=False,
            empty=empty,
        )
    )
register(
    Register(
        model=Stocktake,
        menu="things",
        icon="check",
        columns=("number", "store", "kind", "happened_on", "proposed_by", "posted_by", "status"),
        filters=("store", "status", "happened_on"),
        views=(View("proposed", _("待过账"), {"status": StocktakeStatus.PROPOSED}),),
        actions={
            "propose": partial(_stocktake, services.stocktake_propose),
            "back": _back,
            "post": partial(_stocktake, services.stocktake_post),
            "drop": services.stocktake_drop,
        },
        rights=rights(
            (OFFICE, "view add export propose back post drop"), (KEEPERS, "view add export propose drop"),
            (BOOKS, "view export back post"), (LEADERS, "view export"),
        ),
        can_add=False,
        empty=_("年终、期末清点：一个人盘、另一个人审核过账。"),
    )
)  # fmt: skip
SENT = ("unit_qty", "unit", "qty", "value", "done_on")
for line, parent, columns, seen in (
    (ReceiptLine, "receipt", ("item", "lot", "price", *SENT), None),
    (IssueLine, "issue", ("item", "lot", *SENT), sight.issue_lines_seen),
    (LoanLine, "loan", ("item", "lot", *SENT), sight.loan_lines_seen),
    (GiveBackLine, "give_back", ("item", "lot", "qty", "unit", "state", "value", "done_on"), None),
    (TransferLine, "transfer", ("item", "lot", *SENT), None),
    (StocktakeLine, "stocktake", ("item", "lot", "book_qty", "counted_qty", "why", "value", "done_on"), None),
):
    register(
        Register(
            model=line,
            menu="more",
            icon="list",
            columns=(*columns, parent),
            filters=("item", "done_on", parent),
            scope=seen or (lambda rows, user: rows),
            rights=rights((EVERYBODY if seen else (), "view"), (OFFICE + KEEPERS + BOOKS + LEADERS, "view export")),
            can_add=False,
            empty=_("单据上的每一行物资都列在这里，可以按物资查。"),
        )
    )
