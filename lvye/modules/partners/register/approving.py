"""Contracts and leases are agreed to inside the school before they are signed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import Approvable, Chain, StepSpec, approvable, ship
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.partners import services
from lvye.modules.partners.models import Contract, Lease
from lvye.modules.partners.spans import part, periods
from lvye.modules.partners.standing import standing

LIMIT = "partners.sign_limit"


def _amount(contract: Contract) -> Decimal:
    """What chains measure: a frame has no amount, and so is as large as the line of the principal's signature."""
    return contract.amount if contract.amount is not None else Decimal(rules.value(LIMIT))


def _rents(lease: Lease) -> Decimal:
    """All rents of its time, in yuan."""
    spans = periods(lease.begins_on, lease.ends_on, lease.every)
    return sum((part(lease.rent, share) for _first, _last, share in spans), Decimal())


def _partner_facts(partner: Any, on: Any, category: Any = None) -> list[tuple[Any, ...]]:
    found = standing(partner, on=on)
    said = [(_("不能签"), text, "late") for text in found.bars] + [
        (_("要注意"), text, "soon") for text in found.concerns
    ]
    return [(_("对方单位"), partner.name), *said]


def _contract_facts(contract: Contract, user: User) -> list[tuple[Any, ...]]:
    amount = say.money(contract.amount) if contract.amount is not None else _("按实结算的框架合同")
    paid = contract.instalments.order_by("due_on", "pk")
    before = contract.partner.evaluations.exclude(verdict="").order_by("-year").first()
    rows: list[tuple[Any, ...]] = [
        (_("合同"), contract.title),
        (_("金额"), amount),
        *_partner_facts(contract.partner, contract.begins_on),
        (_("类别"), contract.category.name),
        (_("期限"), say.period(contract.begins_on, contract.ends_on)),
        (
            _("怎样付"),
            "；".join(f"{one.label} {say.money(one.amount)}（{say.date(one.due_on)}）" for one in paid) or _("没有写"),
        ),
        (_("主要约定"), contract.terms or _("没有写")),
    ]
    if before:
        rows.append((_("上次评价"), f"{before.year} {before.score} {before.get_verdict_display()}"))
    return rows


def _lease_facts(lease: Lease, user: User) -> list[tuple[Any, ...]]:
    return [
        (_("租什么"), f"{lease.get_what_display()} {lease.place}"),
        *_partner_facts(lease.partner, lease.begins_on),
        (_("租金"), f"{lease.get_every_display()} {say.money(lease.rent)}，{_('合计')} {say.money(_rents(lease))}"),
        (_("期限"), say.period(lease.begins_on, lease.ends_on)),
        (_("上缴到"), lease.remitted_to or _("没有写")),
        (_("主要约定"), lease.terms or _("没有写")),
    ]


approvable(
    Approvable(
        register="partners.contract",
        label=_("合同"),
        agreed=services.signing_agreed,
        refused=services.signing_back,
        returned=services.signing_back,
        withdrawn=services.signing_back,
        amount=_amount,
        facts=_contract_facts,
        parts=dict.fromkeys(("partners.instalment", "partners.guarantee", "partners.obligation"), "contract"),
    )
)
approvable(
    Approvable(
        register="partners.lease",
        label=_("出租承包合同"),
        agreed=services.signing_agreed,
        refused=services.signing_back,
        returned=services.signing_back,
        withdrawn=services.signing_back,
        amount=_rents,
        facts=_lease_facts,
    )
)
ship(
    Chain(
        "partners-contract",
        _("合同：分管副校长审签"),
        "partners.contract",
        (StepSpec("vice_principal"), StepSpec("principal", above=LIMIT)),
        note=_("达到限额的和没有定额的框架合同还要校长签。"),
    ),
    Chain(
        "partners-contract-three",
        _("合同：总务、分管副校长、校长都签"),
        "partners.contract",
        (StepSpec("director"), StepSpec("vice_principal"), StepSpec("principal")),
        order=110,
        is_open=False,
        note=_("每份合同三个人依次签。要用这一套，启用它并停用上面那一套。"),
    ),
    Chain(
        "partners-lease",
        _("出租承包：校长签"),
        "partners.lease",
        (StepSpec("vice_principal"), StepSpec("principal")),
        note=_("出租出借要集体决定、报主管部门批准的，再加一步“会议”和“外单位”。"),
    ),
)
