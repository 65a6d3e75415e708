"""The front door of jobs: declare (`every`, `daily`), run (`run_due`, `worker_loop`), look after (`health`)."""

from __future__ import annotations

from .models import Run
from .queries import Complaint, health, last_runs
from .schedule import Job, daily, every, jobs
from .services import run_due, run_one
from .worker import worker_loop

__all__ = [
    "Complaint",
    "Job",
    "Run",
    "daily",
    "every",
    "health",
    "jobs",
    "last_runs",
    "run_due",
    "run_one",
    "worker_loop",
]
