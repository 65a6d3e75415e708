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
from .queries import contract_for, evaluated, partners_for
from .services import (
    ban_add,
    catalogue_prepare,
    contract_make,
    contract_sign,
    guarantee_return,
    instalment_pay,
    licence_add,
    partner_add,
    partner_leave,
)
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
    "Partner",
    "Rent",
    "Standing",
    "SupplyCategory",
    "ban_add",
    "catalogue_prepare",
    "contract_for",
    "contract_make",
    "contract_sign",
    "evaluated",
    "guarantee_return",
    "instalment_pay",
    "licence_add",
    "may_supply",
    "partner_add",
    "partner_leave",
    "partners_for",
    "refuse_if_barred",
    "standing",
    "standings",
]
