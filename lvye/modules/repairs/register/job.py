"""The register of jobs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table, sheet_columns
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.kit import say
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Worker
from lvye.modules.repairs.screens import job as job_page
from lvye.modules.repairs.services.seed import COLUMNS
from lvye.modules.repairs.sight import jobs_seen

from .posts import LEADERS, OFFICE, REPORTERS


def _report(*, actor: User, **values: Any) -> Job:
    return services.job_report(now=timezone.now(), first_asked=person_of(actor), actor=actor, **values)


def _assign(job: Job, *, actor: User, worker: Worker | None = None) -> Job:
    return services.job_assign(job, worker=worker, now=timezone.now(), actor=actor)


def _hold(job: Job, *, actor: User, hold_reason: str = "", hold_note: str = "", expected_on: Any = None) -> Job:
    now = timezone.now()
    return services.job_hold(job, reason=hold_reason, note=hold_note, expected_on=expected_on, now=now, actor=actor)


def _finish(job: Job, *, actor: User, done_note: str = "", **values: Any) -> Job:
    return services.job_finish(job, note=done_note, now=timezone.now(), actor=actor, **values)


def _confirm(job: Job, *, actor: User) -> Job:
    person = person_of(actor)
    own = person is not None and person.pk in {job.reporter_id, job.first_asked_id}
    how = Job.How.REPORTER if own else Job.How.DESK
    return services.job_confirm(job, how=how, now=timezone.now(), actor=actor)


def _reopen(job: Job, *, actor: User, why: str = "") -> Job:
    return services.job_reopen(job, words=why, now=timezone.now(), actor=actor)


def _cancel(job: Job, *, actor: User, why: str = "") -> Job:
    return services.job_cancel(job, reason=why, now=timezone.now(), actor=actor)


def _join(job: Job, *, actor: User, joined_to: Job | None = None) -> Job:
    return services.job_join(job, joined_to or job, now=timezone.now(), actor=actor)


def _import(table: Table, *, actor: User) -> Outcome:
    return services.jobs_import(table, today=timezone.localdate(), actor=actor)


def _where(job: Job) -> str:
    """The place; one that a brought-in sheet named and nobody knows, as it was written there."""
    return job.where


def _age(job: Job) -> str:
    """How long ago it was reported: an open report that lies long must be seen to lie long."""
    return say.ago(job.reported_at, timezone.now())


DEEDS = "assign reassign start hold resume finish confirm reopen correct cancel join"
jobs = register(
    Register(
        model=Job,
        menu="service",
        icon="wrench",
        columns=(
            "number", Column("place", _("地点"), _where, reads=("place",)), "category", "what", "status", "urgency",
            "worker", Column("age", _("报修"), _age, sort="id"), "finish_by",
        ),
        loads=(
            "number", "what", "status", "urgency", "reported_at", "finish_by", "place_text",
            "place__full_name", "category__name", "worker__name",
        ),
        fields=("place", "category", "what", "urgency", "source"),
        more=("reporter", "reporter_name", "reporter_phone"),
        filters=("is_open", "status", "urgency", "top", "building", "worker", "source"),
        sorts=("-id", "finish_by"),
        views=(
            View("open", _("在办"), {"is_open": "True"}),
            View("new", _("待派"), {"status": Job.Status.NEW}),
            View("held", _("等配件"), {"status": Job.Status.HELD}),
            View("finished", _("待验收"), {"status": Job.Status.FINISHED}),
            View("teaching", _("影响教学"), {"is_open": "True", "urgency": Job.Urgency.TEACHING}),
        ),
        imports=tuple(COLUMNS),
        importer=_import,
        create=_report,
        amend=services.job_change,
        actions={
            "assign": _assign, "reassign": _assign, "hold": _hold, "finish": _finish, "confirm": _confirm,
            "correct": services.job_correct,
            "reopen": _reopen, "cancel": _cancel, "join": _join,
            "start": lambda job, *, actor: services.job_start(job, now=timezone.now(), actor=actor),
            "resume": lambda job, *, actor: services.job_resume(job, now=timezone.now(), actor=actor),
        },
        screens={"detail": job_page.detail},
        scope=jobs_seen,
        rights=rights(
            (OFFICE, f"view add change export {DEEDS} all report dispatch urge promise refer"),
            (("director", "admin"), "import"),
            (LEADERS, "view export all urge report"),
            (("repairer",), "view export start hold resume finish work report"),
            (REPORTERS, "view report urge rate confirm reopen"),
        ),
        empty=_("还没有报修。扫一扫门上的码就能报修；电话报修点“登记”，先选地点和坏了什么。"),
    )
)  # fmt: skip
sheet_columns("repairs.job", COLUMNS)
