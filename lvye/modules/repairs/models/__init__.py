"""Records of the repairs. One door for the package: services and screens import from here."""

from .catalogue import Category, Contractor, Trade, Worker, WorkItem
from .job import OPEN, Job
from .parts import ContractorLink, JobLine, Leftover, Material, Urging
from .planned import PlannedLine, PlannedWork
from .voice import Rating, Referral, Remark, Visit, Walk

__all__ = [
    "OPEN",
    "Category",
    "Contractor",
    "ContractorLink",
    "Job",
    "JobLine",
    "Leftover",
    "Material",
    "PlannedLine",
    "PlannedWork",
    "Rating",
    "Referral",
    "Remark",
    "Trade",
    "Urging",
    "Visit",
    "Walk",
    "WorkItem",
    "Worker",
]
