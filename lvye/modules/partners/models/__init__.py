"""What the school keeps about those it buys from, pays and lets to."""

from __future__ import annotations

from .catalogue import LicenceKind, SupplyCategory
from .contract import Contract, ContractStatus, Guarantee, GuaranteeStatus, Instalment, InstalmentStatus, Obligation
from .judging import Ban, BanStatus, Evaluation, EvaluationStatus, Verdict
from .lease import Lease, LeaseStatus, Rent, RentReceipt, RentStatus
from .partner import Licence, LicenceStatus, Partner, PartnerStatus

__all__ = [
    "Ban",
    "BanStatus",
    "Contract",
    "ContractStatus",
    "Evaluation",
    "EvaluationStatus",
    "Guarantee",
    "GuaranteeStatus",
    "Instalment",
    "InstalmentStatus",
    "Lease",
    "LeaseStatus",
    "Licence",
    "LicenceKind",
    "LicenceStatus",
    "Obligation",
    "Partner",
    "PartnerStatus",
    "Rent",
    "RentReceipt",
    "RentStatus",
    "SupplyCategory",
    "Verdict",
]
