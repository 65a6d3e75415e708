"""Registers of leases, rents and receipts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.partners import services
from lvye.modules.partners.models import Lease, LeaseStatus, Rent, RentReceipt, RentStatus
from lvye.modules.partners.screens import details

from .posts import ADMIN, HEADS, LEADERS, MONEY


def _make(*, actor: User, **values: Any) -> Lease:
    return services.lease_make(today=timezone.localdate(), actor=actor, **values)


def _send(lease: Lease, *, actor: User) -> Lease:
    return services.lease_send(lease, today=timezone.localdate(), actor=actor)


def _sign(lease: Lease, *, actor: User, signed_on: date | None = None) -> Lease:
    return services.lease_sign(lease, signed_on=signed_on, today=timezone.localdate(), actor=actor)


def _end(lease: Lease, *, actor: User, ended_on: date | None = None, why: str = "") -> Lease:
    return services.lease_end(lease, ended_on=ended_on, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Lease,
        menu="money",
        icon="key",
        columns=("number", "what", "partner", "place", "rent", "every", "begins_on", "ends_on", "status"),
        fields=("partner", "what", "place", "rent", "every", "due_days", "begins_on", "ends_on"),
        more=("deposit", "remitted_to", "terms"),
        filters=("status", "what", "partner"),
        sorts=("-id", "ends_on"),
        views=(View("live", _("履行中"), {"status": LeaseStatus.LIVE}),),
        create=_make,
        amend=services.lease_change,
        actions={"ask": _send, "sign": _sign, "end": _end},
        rights=rights(
            (HEADS, "view add change export ask"), (("director",), "end"), (LEADERS, "view export sign end"),
            (("finance",), "view add change export ask"), (("cashier",), "view"), (ADMIN, "view export"),
        ),
        empty=_("食堂、小卖部、场地包给谁、每期交多少、交到哪里。签订以后每一期的租金自动列出来，到期提醒。"),
    )
)  # fmt: skip


def _waive(rent: Rent, *, actor: User, waived: Decimal = Decimal(0), why: str = "") -> Rent:
    return services.rent_waive(rent, waived=waived, why=why, actor=actor)


register(
    Register(
        model=Rent,
        menu="more",
        icon="money",
        columns=("lease", "begins_on", "ends_on", "due_on", "amount", "waived", "status"),
        filters=("status", "lease", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("due", _("待收"), {"status": RentStatus.DUE}),),
        screens={"detail": details.rent},
        actions={"waive": _waive},
        rights=rights(
            (HEADS, "view export"), (("director",), "waive"), (LEADERS, "view export waive"), (MONEY, "view export"),
            (ADMIN, "view"),
        ),
        can_add=False,
        empty=_("租约签订以后，每一期的租金自动列在这里。"),
    )
)  # fmt: skip


def _receive(*, actor: User, rent: Rent, **values: Any) -> RentReceipt:
    return services.rent_receive(rent, today=timezone.localdate(), actor=actor, **values)


def _void(receipt: RentReceipt, *, actor: User, why: str = "") -> RentReceipt:
    return services.rentreceipt_void(receipt, why=why, actor=actor)


register(
    Register(
        model=RentReceipt,
        menu="more",
        icon="sheet",
        columns=("number", "rent", "amount", "received_on", "how", "status"),
        fields=("rent", "amount", "received_on", "how", "number"),
        filters=("status", "how", "received_on"),
        sorts=("-id", "-received_on"),
        create=_receive,
        actions={"void": _void},
        rights=rights(
            (HEADS, "view export"), (LEADERS, "view export"), (("finance",), "view export void"),
            (("cashier",), "view add export"), (ADMIN, "view"),
        ),
        empty=_("收到租金从那一期的页面上登记；开错了作废重开，不能改。"),
    )
)  # fmt: skip
