"""The front door of the repairs: what modules above may use."""

from __future__ import annotations

from .events import JobClosed, JobFinished, JobReported
from .models import OPEN, Category, Job, JobLine, PlannedWork, Rating, Trade, Visit, Worker, WorkItem
from .queries import category_tree, late_jobs, similar_open, worker_totals
from .services import (
    Line,
    Part,
    catalogue_prepare,
    job_reopen,
    job_report,
    job_report_by_code,
    planned_add,
    worker_add,
)
from .watch import Ageing, Costly, Recurring, watch_ageing, watch_costly, watch_recurring, watch_words

__all__ = [
    "OPEN",
    "Ageing",
    "Category",
    "Costly",
    "Job",
    "JobClosed",
    "JobFinished",
    "JobLine",
    "JobReported",
    "Line",
    "Part",
    "PlannedWork",
    "Rating",
    "Recurring",
    "Trade",
    "Visit",
    "WorkItem",
    "Worker",
    "catalogue_prepare",
    "category_tree",
    "job_reopen",
    "job_report",
    "job_report_by_code",
    "late_jobs",
    "planned_add",
    "similar_open",
    "watch_ageing",
    "watch_costly",
    "watch_recurring",
    "watch_words",
    "worker_add",
    "worker_totals",
]
