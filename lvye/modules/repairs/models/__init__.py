"""Records of the repairs. One door for the package: services and screens import from here."""

from .catalogue import Category, Contractor, Trade, Worker, WorkItem
from .job import OPEN, Job
from .parts import ContractorLink, JobLine, Material, Urging
from .planned import PlannedWork
from .voice import Rating, Referral, Visit, Walk

__all__ = [
    "OPEN",
    "Category",
    "Contractor",
    "ContractorLink",
    "Job",
    "JobLine",
    "Material",
    "PlannedWork",
    "Rating",
    "Referral",
    "Trade",
    "Urging",
    "Visit",
    "Walk",
    "WorkItem",
    "Worker",
]
