"""Materials taken for a job that were not needed: back into the store, and off what the job cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.modules.repairs.models import Job, Material
from lvye.modules.stores import api as stores

from .supplies import CENT, saved_by

ZERO = Decimal(0)


def job_return(
    job: Job, backs: Sequence[tuple[Material, Decimal]], *, now: datetime, actor: User
) -> list[stores.GiveBack]:
    """Materials of a job go back to the store they came from (退库单), whether it is finished or not.

    Raises ValidationError: nothing named, not of this job's materials from the store, more than was taken.
    """
    person = job.worker.person if job.worker else None
    by_paper: dict[stores.Issue, list[tuple[Any, Decimal]]] = defaultdict(list)
    for material, qty in backs:
        if material.job_id != job.pk or material.issue is None:
            raise ValidationError(_("“%(what)s”不是这张报修单从库里领的。") % {"what": material.name})
        line = _line_of(material)
        if line is not None and qty:
            by_paper[material.issue].append((line, qty))
    if not by_paper:
        raise ValidationError(_("请写退回多少。"))
    with records.deed():
        return [
            stores.give_back(issue=paper, lines=lines, brought_by=person, note=job.number, now=now, actor=actor)
            for paper, lines in by_paper.items()
        ]


def materials_settle(paper: stores.Issue, *, actor: User) -> None:
    """What a job really used of a paper, after some came back or its return was taken back: quantity and cost."""
    less: dict[Job, Decimal] = defaultdict(Decimal)
    for material in Material.objects.filter(issue=paper).select_related("job", "item", "issue").order_by("pk"):
        line = _line_of(material)
        if line is None or (left := stores.out_of(line)) == material.qty:
            continue
        came = line.backs.filter(done_on__isnull=False).aggregate(n=Sum("value"))["n"] or ZERO
        worth = (line.value or ZERO) - came
        less[material.job] += (material.amount or ZERO) - worth
        records.amend(
            material, actor=actor, verb="returned", qty=left.quantize(CENT), amount=worth,
            returned=(line.qty - left).quantize(CENT),
        )  # fmt: skip
    for job, amount in less.items():
        _recost(job, amount, actor)


def _line_of(material: Material) -> Any:
    return material.issue.lines.filter(item=material.item).order_by("pk").first() if material.issue else None


def _recost(job: Job, less: Decimal, actor: User) -> None:
    if job.material_cost is None:
        return
    now = {"material_cost": max(job.material_cost - less, ZERO)}
    if job.saved_amount is not None and job.saved_amount == saved_by(job.outside_quote, job.material_cost):
        # It followed from the quote and the cost; a sum somebody wrote himself stays his.
        now["saved_amount"] = saved_by(job.outside_quote, now["material_cost"]) or ZERO
    Job.objects.filter(pk=job.pk).update(**now)  # house: a closed job is final; the change is told below
    changes = {name: [str(getattr(job, name)), str(value)] for name, value in now.items()}
    audit.note(job, "returned", actor=actor, changes=changes)
