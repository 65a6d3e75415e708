"""Deeds: recording another value for a rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import memo, say

from .models import Rule
from .spec import RuleSpec, declared, parse, text_of

DAY = timedelta(days=1)


def rule_set(
    code: str,
    value: Any,
    *,
    effective_from: date,
    why: str,
    actor: User,
    effective_to: date | None = None,
    region: str = "",
    document: str = "",
    article: str = "",
) -> Rule:
    """Record that a rule has another value from a day on (until a day: then the value before it comes back).

    The record that covers that day is closed the day before. Raises ValidationError for an unknown code, a value of
    the wrong kind, a missing reason, or a period that another record already speaks for.
    """
    rule = _declared(code)
    typed = _parsed(rule, value)
    if effective_to is not None and effective_to < effective_from:
        raise ValidationError({"effective_to": _("截止日期不能早于起用日期。")})
    older = _older(rule, effective_from, effective_to)
    before = older.effective_to if older else None
    with records.deed():
        if older is not None:
            records.amend(older, actor=actor, verb="close", reason=why, effective_to=effective_from - DAY)
        made = records.create(
            Rule,
            actor=actor,
            reason=why,
            code=code,
            value=text_of(typed),
            unit=str(rule.unit),
            why=why,
            effective_from=effective_from,
            effective_to=effective_to,
            region=region,
            document=document,
            article=article,
        )
        if older is not None and effective_to is not None:
            _come_back(older, effective_to + DAY, before, actor=actor)
    memo.forget()
    return made


def rule_correct(rule: Rule, *, actor: User, **values: Any) -> Rule:
    """Mend a slip of the pen in a record: any field but its code. The trail keeps what was wrong.

    For a rule that really changed use `rule_set`. Raises ValidationError as that does.
    """
    if values.get("code", rule.code) != rule.code:
        raise ValidationError({"code": _("一条记录不能改成另一项标准，请另行登记。")})
    if "value" in values:
        values["value"] = text_of(_parsed(_declared(rule.code), values["value"]))
    mended = records.amend(rule, actor=actor, reason=str(values.get("why", "")), **values)
    memo.forget()
    return mended


def _declared(code: str) -> RuleSpec:
    if (rule := declared.get(code)) is None:
        raise ValidationError(_("没有编码为“%(code)s”的标准。") % {"code": code}, code="rule_unknown")
    return rule


def _parsed(rule: RuleSpec, value: Any) -> Any:
    """The typed value; a refusal names the field, so that a form shows it in its place."""
    try:
        return parse(rule, value)
    except ValidationError as problem:
        raise ValidationError({"value": problem.messages}, code="rule_value") from None


def _older(rule: RuleSpec, begins: date, ends: date | None) -> Rule | None:
    """The record that covers the day before a new one and must give way to it. Refuses what cannot give way.

    Two who write at once both pass here; the database keeps their periods apart.
    """
    older = None
    for record in Rule.objects.filter(code=rule.code).order_by("effective_from"):
        over = record.effective_to is not None and record.effective_to < begins
        beyond = ends is not None and record.effective_from > ends
        if over or beyond:
            continue
        if record.effective_from >= begins:
            text = _("“%(label)s”从%(day)s起已经另有记录：请改起用日期或截止日期，写错的请更正那一条。")
            problem = text % {"label": rule.label, "day": say.day(record.effective_from)}
            raise ValidationError({"effective_from": problem}, code="rule_overlap")
        older = record
    return older


def _come_back(older: Rule, begins: date, ends: date | None, *, actor: User) -> None:
    """After an exception with an end, what held before it holds again, for the time it still had."""
    if ends is not None and ends < begins:
        return
    names = ("code", "value", "unit", "region", "document", "article")
    again = {name: getattr(older, name) for name in names}
    why = _("临时标准到期，恢复原标准")
    records.create(Rule, actor=actor, reason=why, why=why, effective_from=begins, effective_to=ends, **again)
