"""Acceptance: opened with the people who look, each signs his own opinion, passed once all is put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices import api as notices
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.partners.api import later
from lvye.modules.works.models import (
    ON_SITE,
    Acceptance,
    AcceptanceKind,
    AcceptanceStatus,
    FindingKind,
    Gate,
    Opinion,
    OpinionStatus,
    Project,
    ProjectStatus,
    Verdict,
)

from .common import not_later, refuse_missing, refuse_open_findings, said
from .site import finding_add

PAIR = 2


def acceptance_open(
    project: Project, *, kind: str, on: date, members: Sequence[Person], outsiders: str = "", today: date, actor: User
) -> Acceptance:
    """Open an acceptance and ask those who look. on: may be today or before.

    Raises ValidationError: a work not that far, too few people, who signed for the contract among them, papers missing.
    """
    day = not_later(on, today, "on")
    is_final = kind == AcceptanceKind.FINAL
    if project.status not in (ON_SITE if not is_final else (ProjectStatus.DONE,)):
        text = _("工程%(now)s，现在不能做%(what)s。")
        words = {"now": project.get_status_display(), "what": AcceptanceKind(kind).label}
        raise ValidationError(text % words, code="early")
    people = list(dict.fromkeys(members))
    _refuse_people(project, people, int(rules.value("works.acceptors", on=day)) if is_final else PAIR)
    if is_final:
        refuse_missing(project, Gate.ACCEPT)
    with records.deed():
        made = records.create(
            Acceptance, actor=actor, project=project, kind=kind, on=day, outsiders=outsiders.strip()[:200]
        )
        records.create_many(Opinion, [{"acceptance": made, "person": one} for one in people], actor=actor)
        words = {"project": project.name, "what": made.get_kind_display()}
        notices.notify(people, _("请签验收意见：%(project)s %(what)s") % words, url="", about=made)
    return made


def _refuse_people(project: Project, people: Sequence[Person], least: int) -> None:
    if len(people) < least:
        raise ValidationError({"members": _("至少 %(n)s 个人一起验收。") % {"n": least}}, code="few")
    contract = project.contract
    handler = contract.handler_id if contract is not None else None
    if handler is not None and any(one.pk == handler for one in people):
        text = _("合同是%(name)s经办的，经办合同的人不验收。")
        raise ValidationError({"members": text % {"name": next(p.name for p in people if p.pk == handler)}}, code="own")


def opinion_give(
    opinion: Opinion, *, verdict: str, words: str = "", wrong: Sequence[str] = (), now: datetime, today: date,
    actor: User,
) -> Opinion:  # fmt: skip
    """One who looks says what he thinks; what is wrong becomes findings.

    Raises ValidationError: for somebody else, after the acceptance was decided, not all well without words.
    """
    if person_of(actor) != opinion.person and not actor.is_system:
        raise ValidationError(_("这是%(name)s的意见，只能本人签。") % {"name": opinion.person.name}, code="other")
    if opinion.acceptance.status != AcceptanceStatus.OPEN:
        raise ValidationError(_("这次验收已经有结论了。"))
    found = [one.strip() for one in wrong if one.strip()]
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("请选合格、整改后合格或不合格。")})
    if verdict != Verdict.YES and not words.strip() and not found:
        raise ValidationError({"words": _("写明哪里不行。")})
    project = opinion.acceptance.project
    with records.deed():
        taken = records.take(opinion, "give", actor=actor, verdict=verdict, words=words.strip()[:200], given_at=now)
        lines = found or ([words] if verdict == Verdict.MEND else [])
        for one in lines:
            finding_add(project=project, kind=FindingKind.QUALITY, what=one, found_on=today, actor=actor,
                        acceptance=opinion.acceptance)  # fmt: skip
    return taken


def acceptance_pass(acceptance: Acceptance, *, words: str, today: date, actor: User) -> Acceptance:
    """All have signed and all is put right: it is good, and with the final one the warranty begins.

    Raises ValidationError: an opinion missing or 不合格, a finding not looked at again, no words.
    """
    text = said(words, "words", _("请写验收结论。"))
    _refuse_opinions(acceptance)
    project = acceptance.project
    is_final = acceptance.kind == AcceptanceKind.FINAL
    with records.deed():
        if is_final:
            refuse_open_findings(project)
        else:
            _refuse_own_findings(acceptance)
        taken = records.take(acceptance, "pass", actor=actor, words=text, decided_on=today)
        if is_final:
            records.take(project, "accept", actor=actor, **_terms(project, today))
    return taken


def _terms(project: Project, passed_on: date) -> dict[str, Any]:
    """The days that follow from the acceptance."""
    held = min(project.warranty_months, int(rules.value("works.defect_months", on=passed_on)))
    return {
        "passed_on": passed_on,
        "warranty_until": later(passed_on, project.warranty_months),
        "defects_until": later(passed_on, held),
        "final_due_on": passed_on + timedelta(days=int(rules.value("works.final_days", on=passed_on))),
    }


def _refuse_opinions(acceptance: Acceptance) -> None:
    rows = acceptance.opinions.select_related("person")
    if missing := [one.person.name for one in rows if one.status == OpinionStatus.ASKED]:
        raise ValidationError(_("还没有签意见：%(names)s。") % {"names": "、".join(missing)}, code="unsigned")
    if against := [one.person.name for one in rows if one.verdict == Verdict.NO]:
        text = _("%(names)s认为不合格：先记“验收不合格”，改好再验一次。")
        raise ValidationError(text % {"names": "、".join(against)}, code="against")


def _refuse_own_findings(acceptance: Acceptance) -> None:
    if acceptance.findings.exclude(status="checked").exists():
        raise ValidationError(_("这次验收提出的问题还没有复查合格。"), code="findings")


def acceptance_fail(acceptance: Acceptance, *, words: str, today: date, actor: User) -> Acceptance:
    """It is not good: what is wrong is put right, and it is looked at once more."""
    text = said(words, "words", _("请写明为什么不合格。"))
    return records.take(acceptance, "fail", actor=actor, reason=text, words=text, decided_on=today)
