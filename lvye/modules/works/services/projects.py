"""A work from its plan to the day it is finished, and the papers of its file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.partners.api import Contract, ContractStatus
from lvye.modules.works.formalities import HOUSES, papers_for
from lvye.modules.works.models import Formality, Gate, Project, ProjectKind, ProjectStatus, Stage

from .common import not_later, refuse_missing, said

AGREED_TO = {"kind", "place", "estimate", "fund"}  # what was agreed to is not changed afterwards


def project_create(*, today: date, actor: User, **values: Any) -> Project:
    """Plan a work; the papers it needs are listed with it. Raises ValidationError for too short a warranty, a

    building-safety project without its group and file keeper.
    """
    _refuse_values(values, today)
    with records.deed():
        number = f"GC-{today.year}-{rules.next_number(f'works.project:{today.year}', 2)}"
        made = records.create(Project, actor=actor, number=number, **values)
        rows = [
            {"project": made, "name": name, "gate": gate}
            for name, gate in papers_for(made.kind, made.estimate, on=today)
        ]
        records.create_many(Formality, rows, actor=actor)
    return made


def project_change(project: Project, *, today: date, actor: User, reason: str = "", **values: Any) -> Project:
    """Change a work. Raises ValidationError for what was agreed to already, a contract after the work began."""
    changed = {name for name, value in values.items() if getattr(project, name) != value}
    if changed & AGREED_TO and project.status != ProjectStatus.DRAFT:
        raise ValidationError(_("立项以后不能改类型、地点、概算和资金来源：增减走变更签证。"))
    if "contract" in changed and project.contract_id and project.status not in (
        ProjectStatus.DRAFT, ProjectStatus.AGREED,
    ):  # fmt: skip
        raise ValidationError({"contract": _("开工以后不能换合同。")})
    _refuse_values({name: values.get(name, getattr(project, name)) for name in WATCHED}, today)
    return records.amend(project, actor=actor, reason=reason, **values)


WATCHED = ("kind", "warranty_months", "is_proof", "group", "file_keeper", "contract", "fund")


def _refuse_values(values: dict[str, Any], today: date) -> None:
    kind, months = values.get("kind", ProjectKind.RENOVATE), values.get("warranty_months", 24)
    least = warranty_least(kind, is_proof=values.get("is_proof", False), on=today)
    if months < least:
        raise ValidationError({"warranty_months": _("这种工程最少保修 %(n)s 个月。") % {"n": least}})
    if kind == ProjectKind.SAFETY and not str(values.get("group", "")).strip():
        raise ValidationError({"group": _("校安工程要有领导小组，写明各人的职责。")})
    if kind == ProjectKind.SAFETY and values.get("file_keeper") is None:
        raise ValidationError({"file_keeper": _("校安工程要建专项档案，指定专人管理。")})


def warranty_least(kind: str, *, is_proof: bool, on: date) -> int:
    """The least warranty in months: five years where water must stay out, two for houses, else as agreed."""
    least = int(rules.value("works.warranty_fit", on=on)) if kind in HOUSES else 0
    return max(least, int(rules.value("works.warranty_proof", on=on))) if is_proof else least


def project_send(project: Project, *, actor: User, now: datetime | None = None) -> Project:
    """Put it before those who agree."""
    with records.deed():
        taken = records.take(project, "ask", actor=actor)
        approvals.ask(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def project_agreed(project: Project, *, actor: User) -> Project:
    """It may be done. Called by the approvals alone."""
    return records.take(project, "agree", actor=actor)


def project_back(project: Project, *, actor: User, reason: str = "") -> Project:
    """Back to who planned it. Called by the approvals (refused, sent back, withdrawn)."""
    return records.take(project, "send_back", actor=actor, reason=reason)


def project_drop(project: Project, *, why: str, actor: User) -> Project:
    """It will not be done, with the reason."""
    reason = said(why, "why_not", _("请写明为什么不建了。"))
    return records.take(project, "drop", actor=actor, reason=reason, why_not=reason)


def project_start(project: Project, *, began_on: date | None, today: date, actor: User) -> Project:
    """Work begins on the site.

    Raises ValidationError: no signed contract, papers missing, no stages, nobody to watch the site, a day to come.
    """
    day = not_later(began_on, today, "began_on")
    _refuse_contract(project, day)
    if project.site_id is None:
        raise ValidationError({"site": _("先定一位现场监督人。")})
    if not project.stages.exists():
        raise ValidationError(_("先把阶段排好：每个阶段计划哪天到哪天。"), code="stages")
    refuse_missing(project, Gate.START)
    meets = _first_meeting(project, day)
    return records.take(project, "start", actor=actor, began_on=day, meeting_due_on=meets)


def _first_meeting(project: Project, day: date) -> date | None:
    if project.kind != ProjectKind.SAFETY:
        return None
    return day + timedelta(days=int(rules.value("works.meeting_days", on=day)))


def _refuse_contract(project: Project, day: date) -> None:
    line = Decimal(rules.value("works.contract_line", on=day))
    contract: Contract | None = project.contract
    if contract is None and project.estimate < line:
        return
    if contract is None:
        text = _("%(sum)s以上的工程要签施工合同才能开工。")
        raise ValidationError({"contract": text % {"sum": say.money(line)}}, code="contract")
    if contract.status != ContractStatus.LIVE:
        text = _("施工合同%(now)s，签订以后才能开工。")
        raise ValidationError({"contract": text % {"now": contract.get_status_display()}}, code="contract")


def project_finish(project: Project, *, finished_on: date | None, today: date, actor: User) -> Project:
    """The contractor says it is done. Raises ValidationError while a stage is not."""
    day = not_later(finished_on, today, "finished_on")
    if project.began_on and day < project.began_on:
        raise ValidationError({"finished_on": _("完工日期不能早于开工日期。")})
    if undone := list(Stage.objects.filter(project=project, percent__lt=100).values_list("name", flat=True)):
        raise ValidationError(_("还有阶段没有完成：%(names)s。") % {"names": "、".join(undone)}, code="stages")
    return records.take(project, "finish", actor=actor, finished_on=day, meeting_due_on=None)


# --- papers of the file ------------------------------------------------------------------------------------------


def formality_add(*, project: Project, actor: User, **values: Any) -> Formality:
    """One more paper the work needs. Raises ValidationError for a work that is over."""
    if project.status in (ProjectStatus.CLOSED, ProjectStatus.DROPPED):
        raise ValidationError({"project": _("这个工程%(now)s。") % {"now": project.get_status_display()}})
    return records.create(Formality, actor=actor, project=project, **values)


def formality_file(
    formality: Formality, *, got_on: date | None, number: str = "", kept: str = "", today: date, actor: User
) -> Formality:
    """It is there, with its number and where it is kept."""
    day = got_on or today
    if day > today:
        raise ValidationError({"got_on": _("这一天还没有到。")})
    return records.take(formality, "file", actor=actor, got_on=day, number=number.strip(), kept=kept.strip())


def formality_spare(formality: Formality, *, why: str, actor: User) -> Formality:
    """This work does not need it, and why. Raises ValidationError for no reason."""
    reason = said(why, "why", _("请写明为什么不需要。"))
    return records.take(formality, "spare", actor=actor, reason=reason, why=reason)
