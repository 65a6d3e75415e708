"""Registers of contracts, their payments, guarantees and duties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.partners import services
from lvye.modules.partners.models import (
    Contract,
    ContractStatus,
    Guarantee,
    GuaranteeStatus,
    Instalment,
    InstalmentStatus,
    Obligation,
)
from lvye.modules.partners.screens import details

from .posts import ADMIN, BUYER, HEADS, LEADERS, MONEY


def _make(*, actor: User, **values: Any) -> Contract:
    return services.contract_make(today=timezone.localdate(), actor=actor, **values)


def _change(contract: Contract, *, actor: User, **values: Any) -> Contract:
    return services.contract_change(contract, today=timezone.localdate(), actor=actor, **values)


def _send(contract: Contract, *, actor: User) -> Contract:
    return services.contract_send(contract, today=timezone.localdate(), actor=actor)


def _sign(contract: Contract, *, actor: User, signed_on: date | None = None) -> Contract:
    return services.contract_sign(contract, signed_on=signed_on, today=timezone.localdate(), actor=actor)


def _break(contract: Contract, *, actor: User, why: str = "") -> Contract:
    return services.contract_break(contract, why=why, actor=actor)


register(
    Register(
        model=Contract,
        menu="money",
        icon="doc",
        columns=("number", "title", "partner", "category", "amount", "begins_on", "ends_on", "status"),
        fields=("title", "partner", "category", "amount", "begins_on", "ends_on", "handler"),
        more=("main", "terms"),
        filters=("status", "partner", "category"),
        sorts=("-id", "ends_on"),
        views=(
            View("draft", _("拟签"), {"status": ContractStatus.DRAFT}),
            View("agreed", _("待签订"), {"status": ContractStatus.AGREED}),
            View("live", _("履行中"), {"status": ContractStatus.LIVE}),
        ),
        create=_make,
        amend=_change,
        screens={"detail": details.contract},
        actions={"ask": _send, "sign": _sign, "finish": services.contract_finish, "break": _break},
        rights=rights(
            (HEADS, "view add change export ask finish break"), (("director",), "sign"),
            (LEADERS, "view export sign break"), (BUYER, "view add change export ask"), (MONEY, "view export"),
            (ADMIN, "view export"),
        ),
        empty=_("和供应商、维修单位签的合同：金额、期限、分几笔付、保证金、双方要做什么。先登记第一份。"),
    )
)  # fmt: skip


def _pay(
    instalment: Instalment, *, actor: User, paid_on: date | None = None, amount: Decimal | None = None,
    voucher: str = "",
) -> Instalment:  # fmt: skip
    today = timezone.localdate()
    return services.instalment_pay(
        instalment, paid_on=paid_on, amount=amount, voucher=voucher, today=today, actor=actor
    )


def _drop(instalment: Instalment, *, actor: User, why: str = "") -> Instalment:
    return services.instalment_drop(instalment, why=why, actor=actor)


register(
    Register(
        model=Instalment,
        menu="more",
        icon="money",
        columns=("contract", "label", "condition", "due_on", "amount", "status", "paid_on", "voucher"),
        fields=("contract", "label", "condition", "due_on", "amount"),
        filters=("status", "contract", "due_on", "paid_on"),
        sorts=("-id", "due_on"),
        views=(View("planned", _("待付"), {"status": InstalmentStatus.PLANNED}),),
        create=services.instalment_plan,
        amend=services.instalment_change,
        actions={"pay": _pay, "drop": _drop},
        rights=rights(
            (HEADS, "view add change export drop"), (LEADERS, "view export"), (BUYER, "view add change"),
            (("finance",), "view export pay"), (("cashier",), "view pay"), (ADMIN, "view"),
        ),
        empty=_("合同约定分几笔付、每笔什么时候付，登记在合同上；付了由会计或出纳记下凭证号。"),
    )
)  # fmt: skip


def _return(guarantee: Guarantee, *, actor: User, settled_on: date | None = None) -> Guarantee:
    return services.guarantee_return(guarantee, settled_on=settled_on, today=timezone.localdate(), actor=actor)


def _keep(guarantee: Guarantee, *, actor: User, settled_on: date | None = None, why: str = "") -> Guarantee:
    today = timezone.localdate()
    return services.guarantee_keep(guarantee, why=why, settled_on=settled_on, today=today, actor=actor)


register(
    Register(
        model=Guarantee,
        menu="more",
        icon="lock",
        columns=("contract", "kind", "form", "amount", "received_on", "return_on", "status"),
        fields=("contract", "kind", "form", "amount", "received_on", "return_on"),
        filters=("status", "kind", "contract"),
        sorts=("-id", "return_on"),
        views=(View("held", _("在校"), {"status": GuaranteeStatus.HELD}),),
        create=services.guarantee_add,
        amend=services.guarantee_change,
        actions={"give_back": _return, "keep": _keep},
        rights=rights(
            (HEADS, "view add change export"), (("director",), "keep"), (LEADERS, "view export"), (BUYER, "view"),
            (("finance",), "view add change export give_back"), (("cashier",), "view give_back"), (ADMIN, "view"),
        ),
        empty=_("收了对方的履约保证金、质保金，登记金额和约定退还日；到期会提醒退还。"),
    )
)  # fmt: skip


def _do(duty: Obligation, *, actor: User, done_on: date | None = None, result: str = "") -> Obligation:
    return services.obligation_do(duty, done_on=done_on, result=result, today=timezone.localdate(), actor=actor)


def _miss(duty: Obligation, *, actor: User, result: str = "") -> Obligation:
    return services.obligation_miss(duty, result=result, actor=actor)


register(
    Register(
        model=Obligation,
        menu="more",
        icon="check",
        columns=("contract", "what", "side", "every", "due_on", "status", "done_on", "result"),
        fields=("contract", "what", "side", "every", "due_on"),
        filters=("status", "side", "contract", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("open", _("待履行"), {"status": Obligation.Status.OPEN}),),
        actions={"do": _do, "miss": _miss},
        rights=rights(
            (HEADS, "view add change export do miss"), (LEADERS, "view export"), (BUYER, "view add change do miss"),
            (("finance",), "view"), (ADMIN, "view"),
        ),
        empty=_("合同里约定双方要做的事：什么时候送货、多久上门保养一次。到期会提醒。"),
    )
)  # fmt: skip
