"""The deeds of the repairs. One door for the package: screens, jobs, imports and tests call these."""

from .catalogue import catalogue_prepare, category_add, category_change, work_item, worker_add, worker_change
from .closing import job_confirm, job_rate, job_reopen, jobs_time_out, visit_add, visit_record, visits_draw
from .contractors import (
    contractor_finish,
    contractor_hold,
    contractor_link_make,
    contractor_link_resolve,
    contractor_link_revoke,
    contractor_start,
)
from .dispatch import (
    job_assign,
    job_cancel,
    job_join,
    job_promise,
    job_take,
    job_urge,
    jobs_escalate,
    referral_answer,
    referral_ask,
)
from .importing import jobs_import
from .planned import planned_add, planned_change, planned_drop, planned_finish, planned_spawn_job, planned_start
from .reporting import job_change, job_report, job_report_by_code, job_same, job_same_by_code
from .work import Line, Part, job_correct, job_finish, job_hold, job_resume, job_start, line_change

__all__ = [
    "Line",
    "Part",
    "catalogue_prepare",
    "category_add",
    "category_change",
    "contractor_finish",
    "contractor_hold",
    "contractor_link_make",
    "contractor_link_resolve",
    "contractor_link_revoke",
    "contractor_start",
    "job_assign",
    "job_cancel",
    "job_change",
    "job_confirm",
    "job_correct",
    "job_finish",
    "job_hold",
    "job_join",
    "job_promise",
    "job_rate",
    "job_reopen",
    "job_report",
    "job_report_by_code",
    "job_resume",
    "job_same",
    "job_same_by_code",
    "job_start",
    "job_take",
    "job_urge",
    "jobs_escalate",
    "jobs_import",
    "jobs_time_out",
    "line_change",
    "planned_add",
    "planned_change",
    "planned_drop",
    "planned_finish",
    "planned_spawn_job",
    "planned_start",
    "referral_answer",
    "referral_ask",
    "visit_add",
    "visit_record",
    "visits_draw",
    "work_item",
    "worker_add",
    "worker_change",
]
