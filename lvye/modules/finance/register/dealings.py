"""Registers of income, debts, reviews, payouts and reports that fall due."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.models import Debt, Filing, Finding, Income, Payout, Repayment, Review
from lvye.modules.finance.screens import kept, pay

from .posts import BOOKS, HEADS, LEADERS, MONEY, OFFICE, WATCHERS


def _income(**values: Any) -> Income:
    return services.income_record(today=timezone.localdate(), **values)


def _hand_over(income: Income, *, slip: str = "", actor: User) -> Income:
    return services.income_hand_over(income, slip=slip, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Income,
        menu="money",
        icon="down",
        columns=("number", "on", "kind", "payer", "what", "amount", "account", "hand_by", "status"),
        fields=("book", "kind", "on", "payer", "what", "amount", "account", "receipt"),
        filters=("kind", "status", "book", "on"),
        views=(View("owed", _("待上缴财政"), {"status": Income.Status.OWED}),),
        create=_income,
        actions={"hand_over": _hand_over},
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (MONEY, "add hand_over")),
        empty=_("收到的每一笔钱：财政拨款、上级补助、承包租金、处置收入。该上缴财政的会排队等上缴。"),
    )
)


register(
    Register(
        model=Debt,
        menu="more",
        icon="flag",
        columns=("number", "kind", "creditor", "what", "principal", "began_on", "due_on", "status"),
        fields=("kind", "creditor", "what", "principal", "began_on", "due_on", "interest"),
        filters=("kind", "status"),
        create=services.debt_record,
        rights=rights((OFFICE, "view export"), (BOOKS, "add change")),
        empty=_("学校欠着的钱：欠谁的、为什么欠、本金多少、哪天到期。没有欠款就不用登记。"),
    )
)


def _repay(**values: Any) -> Repayment:
    return services.repayment_record(today=timezone.localdate(), **values)


register(
    Register(
        model=Repayment,
        menu="more",
        icon="check",
        columns=("debt", "on", "principal", "interest", "payment", "note"),
        fields=("debt", "on", "principal", "interest", "payment", "note"),
        filters=("debt", "on"),
        create=_repay,
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (BOOKS, "add")),
        empty=_("每还一笔登记一笔，还清了债务自动销号。"),
    )
)


def _finish(review: Review, *, result: str = "", actor: User) -> Review:
    return services.review_finish(review, result=result, today=timezone.localdate(), actor=actor)


def _publish(review: Review, *, shown_at: str = "", shown_until: Any = None, actor: User) -> Review:
    return services.review_publish(
        review, shown_at=shown_at, shown_until=shown_until, today=timezone.localdate(), actor=actor
    )


register(
    Register(
        model=Review,
        menu="money",
        icon="shield",
        columns=("term", "book", "on", "published_on", "shown_at", "shown_until", "status"),
        fields=("term", "book", "on", "members"),
        filters=("status", "term", "book"),
        create=services.review_begin,
        actions={"finish": _finish, "publish": _publish},
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (WATCHERS, "add finish publish")),
        empty=_("每学期由审查小组查一次账、公示一次：行政、工会、食堂三套账各一份。"),
    )
)


def _mend(finding: Finding, *, outcome: str = "", actor: User) -> Finding:
    return services.finding_mend(finding, outcome=outcome, actor=actor)


register(
    Register(
        model=Finding,
        menu="more",
        icon="warn",
        columns=("what", "measure", "review", "person", "due_on", "status"),
        fields=("review", "what", "measure", "person", "due_on"),
        filters=("status", "review", "person"),
        create=services.finding_add,
        actions={"mend": _mend},
        rights=rights(
            (OFFICE, "view export"), (WATCHERS, "add change"), (BOOKS, "mend"), (MONEY, "mend"), (HEADS, "mend")
        ),
        empty=_("审查小组发现的问题，谁整改、到哪天。"),
    )
)

register(
    Register(
        model=Payout,
        menu="more",
        icon="people",
        columns=("month", "kind", "heads", "amount", "due_on", "paid_on", "note"),
        fields=("kind", "heads", "amount", "due_on", "note"),
        filters=("month", "kind"),
        create=services.payout_add,
        amend=services.payout_change,
        screens={"detail": pay.detail},
        rights=rights((OFFICE, "view export"), (BOOKS, "add change")),
        empty=_("每月要发的工资、课后服务费、班主任费、公积金、社保：人数、金额、最迟哪天。"),
    )
)


def _send(filing: Filing, *, note: str = "", actor: User) -> Filing:
    return services.filing_send(filing, note=note, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Filing,
        menu="more",
        icon="file",
        columns=("name", "kind", "to", "due_on", "done_on", "by", "status"),
        fields=("name", "kind", "to", "due_on", "note"),
        filters=("status", "kind", "due_on"),
        views=(View("due", _("待报"), {"status": Filing.Status.DUE}),),
        actions={"send": _send},
        rights=rights((OFFICE, "view export"), (BOOKS, "add change send"), (LEADERS, "add")),
        empty=_("年报、统计报表、纳税申报、报核算中心：最迟哪天，报了没有。"),
    )
)

panel_on("finance.debt", Panel(_("还款"), register="finance.repayment", by="debt"))
panel_on("finance.review", Panel(_("发现的问题"), register="finance.finding", by="review"))
