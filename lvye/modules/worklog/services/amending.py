"""An entry is put right or withdrawn; both leave their trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.repairs.api import Job
from lvye.modules.worklog.models import Entry, Line
from lvye.modules.worklog.queries import NO_JOB
from lvye.modules.worklog.sight import may_all

from .keeping import Work, building_of, line_values, refuse_day, refuse_stranger, refuse_work, remember, words_of


def entry_amend(
    entry: Entry,
    *,
    lines: Sequence[tuple[Line | None, Work]] | None = None,
    today: date,
    actor: User,
    reason: str = "",
    **values: Any,
) -> Entry:
    """Put an entry right. `lines`: all that shall stand, each with the line it was; what is not named is taken down,
    except what a repair job tells, which stays as it is.

    values: fields of the entry. Raises ValidationError: not his, too late, closed term, a line that is a repair job.
    """
    refuse_late(entry, today=today, actor=actor)
    if "said" in values:
        values["said"] = words_of(str(values["said"]))
    if "done_on" in values and values["done_on"] != entry.done_on:
        refuse_day(values["done_on"], today=today, actor=actor)
    if "place" in values:
        values["building"] = building_of(values["place"])
    for known, work in lines or ():
        refuse_work(work)
        if known is not None and _differs(known, line_values(entry, work)):
            refuse_job(known.job)
    with records.deed():
        changed = records.amend(entry, actor=actor, reason=reason, **values)
        if lines is not None:
            _lines(changed, lines, actor=actor, reason=reason)
        for line in changed.lines.filter(status=Line.Status.KEPT).exclude(done_on=changed.done_on):
            records.amend(line, actor=actor, reason=reason, done_on=changed.done_on)
    return changed


def _lines(entry: Entry, wanted: Sequence[tuple[Line | None, Work]], *, actor: User, reason: str) -> None:
    stay = {line.pk for line, _work in wanted if line is not None}
    for left in entry.lines.filter(NO_JOB, status=Line.Status.KEPT).exclude(pk__in=stay):
        records.take(left, "drop", actor=actor, reason=reason)
    for line, work in wanted:
        values = line_values(entry, work)
        if line is None:
            records.create(Line, actor=actor, reason=reason, **values)
        elif _differs(line, values):
            records.amend(line, actor=actor, reason=reason, **values)
        remember(entry.person, work, actor)


def _differs(line: Line, values: dict[str, Any]) -> bool:
    return any(
        getattr(line, name) != value for name, value in values.items() if name not in ("entry", "person", "done_on")
    )


def entry_withdraw(entry: Entry, *, why: str, today: date, actor: User) -> Entry:
    """Take an entry back, with its lines; it stays in the trail with the reason.

    Raises ValidationError: without a reason, not his, too late, closed term, when a part of it became a repair job;
    WrongStatusError when it was withdrawn before.
    """
    if not (why := why.strip()):
        raise ValidationError({"why": _("请写一句为什么撤回，例如“记重了”。")})
    if entry.is_kept:
        refuse_late(entry, today=today, actor=actor)
    refuse_job(entry.job)
    lines = list(entry.lines.filter(status=Line.Status.KEPT).select_related("job"))
    for line in lines:
        refuse_job(line.job)
    with records.deed():
        taken = records.take(entry, "withdraw", actor=actor, why=why[:100])
        for line in lines:
            records.take(line, "drop", actor=actor, reason=why[:100])
    return taken


def line_drop(line: Line, *, today: date, actor: User) -> Line:
    """Take one line down; the sentence stays. Raises ValidationError as `entry_amend`, WrongStatusError when it is."""
    if line.status == Line.Status.KEPT:
        refuse_late(line.entry, today=today, actor=actor)
        refuse_job(line.job)
    return records.take(line, "drop", actor=actor)


def refuse_late(entry: Entry, *, today: date, actor: User) -> None:
    """Raises ValidationError when this person may not change this entry (any more); says who may."""
    refuse_stranger(entry.person, actor)
    if not entry.is_kept:
        raise records.FinalError(_("这条已经撤回，不能再改；要记请另记一条。"))
    days = int(rules.value("worklog.amend_days"))
    if entry.done_on < today - timedelta(days=days) and not may_all(actor):
        text = _("%(day)s的日志过了 %(n)s 天，自己不能再改，请总务处改。")
        raise ValidationError(text % {"day": say.date(entry.done_on), "n": days})
    refuse_closed(entry.done_on)


def refuse_job(job: Job | None) -> None:
    """Raises ValidationError where the work is told by a repair job that stands."""
    if job is not None and job.status != Job.Status.CANCELLED:
        raise ValidationError(_("已经转成报修 %(number)s，要改请到报修单上改。") % {"number": job.number})
