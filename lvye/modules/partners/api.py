"""The front door of the partners: who may be ordered from, contracts and leases."""

from __future__ import annotations

from .models import (
    Contract,
    ContractStatus,
    Guarantee,
    Instalment,
    Lease,
    Licence,
    LicenceKind,
    Partner,
    Rent,
    SupplyCategory,
)
from .queries import Money, contract_for, contract_money, evaluated, partners_for
from .services import (
    ban_add,
    catalogue_prepare,
    contract_make,
    contract_send,
    contract_sign,
    guarantee_add,
    guarantee_return,
    instalment_pay,
    instalment_plan,
    licence_add,
    partner_add,
    partner_leave,
)
from .spans import later
from .standing import Barred, Standing, may_supply, refuse_if_barred, standing, standings

__all__ = [
    "Barred",
    "Contract",
    "ContractStatus",
    "Guarantee",
    "Instalment",
    "Lease",
    "Licence",
    "LicenceKind",
    "Money",
    "Partner",
    "Rent",
    "Standing",
    "SupplyCategory",
    "ban_add",
    "catalogue_prepare",
    "contract_for",
    "contract_make",
    "contract_money",
    "contract_send",
    "contract_sign",
    "evaluated",
    "guarantee_add",
    "guarantee_return",
    "instalment_pay",
    "instalment_plan",
    "later",
    "licence_add",
    "may_supply",
    "partner_add",
    "partner_leave",
    "partners_for",
    "refuse_if_barred",
    "standing",
    "standings",
]
