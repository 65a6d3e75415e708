"""Registers of pay by person: the few who need it see all, everybody else his own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import sheet_columns
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.models import PayChange, PayRow
from lvye.modules.finance.paysheets import COLUMNS, payrows_import
from lvye.modules.finance.sight import pay_seen

from .posts import BOOKS, HEADS, STAFF

OWN = (*STAFF, *HEADS, "vice_principal")


def _declare(change: PayChange, *, actor: User) -> PayChange:
    return services.paychange_declare(change, today=timezone.localdate(), actor=actor)


def _seen(rows: Any, user: User) -> Any:
    return pay_seen(rows, user, "finance.all_paychange")


def _rows_seen(rows: Any, user: User) -> Any:
    return pay_seen(rows, user, "finance.all_payrow")


register(
    Register(
        model=PayChange,
        menu="money",
        icon="user",
        columns=("month", "person", "kind", "item", "before", "amount", "why", "declare_by", "status"),
        fields=("person", "kind", "item", "month", "amount", "why"),
        more=("document", "declare_by"),
        filters=("kind", "status", "person"),
        views=(View("due", _("待申报"), {"status": PayChange.Status.DUE}),),
        imports=("person", "kind", "item", "month", "amount", "why", "document"),
        create=services.paychange_record,
        amend=services.paychange_change,
        actions={"declare": _declare},
        scope=_seen,
        rights=rights(
            (BOOKS, "view add change export import declare all"), (("principal",), "view all"), (OWN, "view"),
            (("cashier",), "view"),
        ),
        empty=_("调资、公积金基数、参保和停保，谁从哪个月起每月多少。只有会计和校长看得到全部，别人只看得到自己的。"),
    )
)  # fmt: skip

register(
    Register(
        model=PayRow,
        menu="more",
        icon="people",
        columns=("payout", "person", "amount", "note"),
        fields=("payout", "person", "amount", "note"),
        filters=("payout", "person"),
        imports=tuple(COLUMNS),
        importer=payrows_import,
        create=services.payrow_add,
        amend=services.payrow_change,
        scope=_rows_seen,
        rights=rights(
            (BOOKS, "view add change export import all"), (("principal",), "view all"), (("cashier",), "view all"),
            (OWN, "view"),
        ),
        empty=_("每次发放里每个人多少。只有会计、出纳和校长看得到全部，别人只看得到自己的。"),
    )
)  # fmt: skip
sheet_columns("finance.payrow", COLUMNS, required=("person", "month", "kind", "amount"))
