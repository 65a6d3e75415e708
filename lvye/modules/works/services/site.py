"""While a work goes on: stages, the diary with its photos, findings, changes with their amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.files import api as files
from lvye.kernel.notices import api as notices
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.works.models import (
    LIVE,
    Change,
    ChangeStatus,
    Diary,
    DiaryKind,
    Finding,
    FindingKind,
    Project,
    ProjectKind,
    ProjectStatus,
    Stage,
)

from .common import not_later, said

PLANNED = (ProjectStatus.DRAFT, ProjectStatus.AGREED, ProjectStatus.GOING)
FULL = 100
NONE = Decimal(0)


def stage_plan(*, project: Project, actor: User, **values: Any) -> Stage:
    """Plan a stage. Raises ValidationError once the work is finished."""
    _refuse_finished(project)
    return records.create(Stage, actor=actor, project=project, **values)


def stage_mend(stage: Stage, *, actor: User, reason: str = "", **values: Any) -> Stage:
    """Plan a stage anew; what is done stays. Raises ValidationError once the work is finished."""
    _refuse_finished(stage.project)
    return records.amend(stage, actor=actor, reason=reason, **values)


def _refuse_finished(project: Project) -> None:
    if project.status not in PLANNED:
        raise ValidationError(_("工程%(now)s，阶段不再改。") % {"now": project.get_status_display()})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Something wrong that was seen on the site. due_on: None: as the rule says; a danger the same day."""

    kind: str
    what: str
    due_on: date | None = None


def diary_write(
    project: Project, *, on: date, words: str, kind: str = DiaryKind.LOG, stage: Stage | None = None,
    percent: int | None = None, workers: int | None = None, seen: Sequence[Seen] = (), photos: Sequence[Any] = (),
    today: date, now: datetime | None = None, actor: User,
) -> Diary:  # fmt: skip
    """One entry: what was done, how far the stage is, what was wrong; the stage and the work move with it.

    Raises ValidationError: a work that is not going, a day before it began or to come, a stage that went back without
    a finding of quality, progress without a photo.
    """
    if project.status != ProjectStatus.GOING:
        raise ValidationError(_("工程%(now)s，只有在建的工程记日志。") % {"now": project.get_status_display()})
    day = not_later(on, today, "on")
    if project.began_on and day < project.began_on:
        raise ValidationError({"on": _("这一天还没有开工。")})
    text = said(words, "words", _("写一句今天做了什么。"))
    if stage is not None and stage.project_id != project.pk:
        raise ValidationError({"stage": _("这个阶段不是这个工程的。")})
    with records.deed():
        if stage is not None and percent is not None:
            _advance(stage, percent, day=day, seen=seen, has_photos=bool(photos), actor=actor)
        made = records.create(
            Diary, actor=actor, project=project, stage=stage, on=day, kind=kind, words=text, percent=percent,
            workers=workers, by=person_of(actor),
        )  # fmt: skip
        if photos:
            files.attach_all(made, photos, actor=actor, now=now, fresh=True)
        for one in seen:
            finding_add(project=project, kind=one.kind, what=one.what, due_on=one.due_on, diary=made, found_on=day,
                        actor=actor)  # fmt: skip
        if kind == DiaryKind.MEETING and project.kind == ProjectKind.SAFETY:
            due = day + timedelta(days=int(rules.value("works.meeting_days", on=day)))
            records.amend(project, actor=actor, meeting_due_on=max(due, project.meeting_due_on or due))
    return made


def _advance(stage: Stage, percent: int, *, day: date, seen: Sequence[Seen], has_photos: bool, actor: User) -> None:
    """The stage as the entry says it is."""
    locked = Stage.objects.select_for_update().get(pk=stage.pk)
    if not 0 <= percent <= FULL:
        raise ValidationError({"percent": _("进度在 0 到 100 之间。")})
    if percent < locked.percent and not any(one.kind == FindingKind.QUALITY for one in seen):
        raise ValidationError({"percent": _("进度退回去，是返工：把质量问题一起记下来。")}, code="back")
    if percent > locked.percent and not has_photos and not actor.is_system:
        raise ValidationError({"photos": _("报进度要有现场照片。")}, code="photo")
    records.amend(
        locked, actor=actor, percent=percent, began_on=locked.began_on or day, ended_on=day if percent == FULL else None
    )


# --- findings ----------------------------------------------------------------------------------------------------


def finding_add(
    *, project: Project, kind: str, what: str, found_on: date, due_on: date | None = None, actor: User, **values: Any
) -> Finding:
    """Something to be put right; who answers for the work hears of a danger at once.

    Raises ValidationError: a work not begun or long over, a warranty matter before the acceptance or after its end.
    """
    text = said(what, "what", _("写一句什么问题。"))
    _refuse_when(project, kind, found_on)
    days = 0 if kind == FindingKind.SAFETY else int(rules.value("works.fix_days", on=found_on))
    due = due_on or found_on + timedelta(days=days)
    if due < found_on:
        raise ValidationError({"due_on": _("期限不能早于发现的日子。")})
    made = records.create(
        Finding, actor=actor, project=project, kind=kind, what=text[:200], found_on=found_on, due_on=due, **values
    )
    if kind == FindingKind.SAFETY:
        words = {"project": project.name, "what": made.what}
        told = [one for one in (project.lead, project.site) if one is not None]
        notices.notify(told, _("%(project)s有安全问题：%(what)s") % words, url="", about=made)
    return made


def _refuse_when(project: Project, kind: str, found_on: date) -> None:
    accepted = project.passed_on is not None
    if kind != FindingKind.WARRANTY and (accepted or project.began_on is None):
        text = _("工程%(now)s，不记这类问题；验收以后的毛病记“保修”。")
        raise ValidationError({"kind": text % {"now": project.get_status_display()}})
    if kind == FindingKind.WARRANTY and not accepted:
        raise ValidationError({"kind": _("还没有验收，不是保修问题。")})
    if kind == FindingKind.WARRANTY and project.warranty_until and found_on > project.warranty_until:
        words = {"day": say.date(project.warranty_until)}
        raise ValidationError({"kind": _("保修%(day)s已经到期，请走报修。") % words}, code="over")


def finding_fix(finding: Finding, *, fixed: str, today: date, actor: User) -> Finding:
    """It was put right, and how; another person looks again."""
    text = said(fixed, "fixed", _("写一句怎么改的。"))
    return records.take(finding, "fix", actor=actor, fixed=text, fixed_on=today, fixed_by=actor)


def finding_check(finding: Finding, *, today: date, actor: User) -> Finding:
    """Looked at again, and good. Raises ValidationError for who said himself that it was put right."""
    if finding.fixed_by_id == actor.pk and not actor.is_system:
        raise ValidationError(_("“改好了”是您自己登记的，请另一个人去复查。"), code="own")
    return records.take(finding, "check", actor=actor, checked_on=today)


def finding_reject(finding: Finding, *, why: str, actor: User) -> Finding:
    """Looked at again, and not good yet."""
    reason = said(why, "why", _("写一句哪里还不行。"))
    return records.take(finding, "reject", actor=actor, reason=reason, why=reason)


# --- changes -----------------------------------------------------------------------------------------------------


def change_make(*, project: Project, amount: Decimal, today: date, actor: User, **values: Any) -> Change:
    """Draw up a change. Raises ValidationError: no contract, a work not agreed to, more than the legal share."""
    if project.status not in LIVE or project.passed_on is not None:
        text = _("工程%(now)s，不能变更。")
        raise ValidationError({"project": text % {"now": project.get_status_display()}})
    with records.deed():
        _refuse_much(project, amount, on=today)
        number = f"BG-{today.year}-{rules.next_number(f'works.change:{today.year}', 3)}"
        return records.create(Change, actor=actor, number=number, project=project, amount=amount, **values)


def change_mend(change: Change, *, today: date, actor: User, reason: str = "", **values: Any) -> Change:
    """Change a draft."""
    if change.status != ChangeStatus.DRAFT:
        raise ValidationError(_("送审以后不能改，先撤回。"))
    with records.deed():
        _refuse_much(change.project, values.get("amount", change.amount), on=today, but=change)
        return records.amend(change, actor=actor, reason=reason, **values)


def _refuse_much(project: Project, amount: Decimal, *, on: date, but: Change | None = None) -> None:
    """More than the law lets a contract grow is not a change."""
    contract = Project.objects.select_for_update(of=("self",)).select_related("contract").get(pk=project.pk).contract
    if contract is None or contract.amount is None or amount <= 0:
        return
    share = int(rules.value("works.change_share", on=on))
    rows = project.changes.exclude(status=ChangeStatus.REFUSED)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    together = (rows.aggregate(sum=Sum("amount"))["sum"] or NONE) + amount
    if together * 100 > contract.amount * share:
        text = _("变更合计不能超过合同金额的 %(share)s%%，即%(most)s；超过的要另行采购。")
        raise ValidationError({"amount": text % {"share": share, "most": say.money(contract.amount * share / 100)}})


def change_send(change: Change, *, actor: User, now: datetime | None = None) -> Change:
    """Put it before those who agree."""
    with records.deed():
        taken = records.take(change, "ask", actor=actor)
        approvals.ask(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def change_agreed(change: Change, *, actor: User, today: date) -> Change:
    """It counts from now on. Called by the approvals alone."""
    return records.take(change, "agree", actor=actor, agreed_on=today)


def change_refused(change: Change, *, actor: User, reason: str = "") -> Change:
    """It is not to be done. Called by the approvals alone."""
    return records.take(change, "refuse", actor=actor, reason=reason)


def change_back(change: Change, *, actor: User, reason: str = "") -> Change:
    """Back to who drew it up. Called by the approvals."""
    return records.take(change, "send_back", actor=actor, reason=reason)
