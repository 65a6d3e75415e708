"""Deeds of judgment: the yearly evaluation, and the ban list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.partners.models import Ban, Evaluation, Partner, PartnerStatus, Verdict

from .partners import partner_leave

MARKS = ("price", "quality", "delivery", "service")
TENTH = Decimal("0.1")


def evaluation_make(*, partner: Partner, year: int, today: date, actor: User, **values: Any) -> Evaluation:
    """Judge a partner's year. Raises ValidationError for a year that has not begun, or that was judged before."""
    if year > today.year:
        raise ValidationError({"year": _("不能评价还没有到的年度。")})
    if partner.status == PartnerStatus.LEFT:
        raise ValidationError({"partner": _("这个单位已经退出，不用再评。")})
    score = weighed(values, on=today)
    return records.create(Evaluation, actor=actor, partner=partner, year=year, score=score, **values)


def evaluation_change(evaluation: Evaluation, *, today: date, actor: User, **values: Any) -> Evaluation:
    """Change the marks of one that is not decided; the score follows."""
    marks = {name: values.get(name, getattr(evaluation, name)) for name in MARKS}
    return records.amend(evaluation, actor=actor, score=weighed(marks, on=today), **values)


def evaluation_decide(evaluation: Evaluation, *, verdict: str, words: str = "", today: date, actor: User) -> Evaluation:
    """What follows from it. 退出 ends the dealings with the partner at once.

    Raises ValidationError where somebody below the line is kept, or somebody above it sent away, without a word why.
    """
    wanted = verdict or suggested(evaluation.score, on=today)
    said = words.strip() or evaluation.words
    below = suggested(evaluation.score, on=today) == Verdict.EXIT
    if below != (wanted == Verdict.EXIT) and not said:
        raise ValidationError({"words": _("结论和分数不一致，请写明理由。")})
    with records.deed():
        done = records.take(evaluation, "decide", actor=actor, verdict=wanted, words=said, decided_on=today)
        if wanted == Verdict.EXIT and done.partner.status == PartnerStatus.ACTIVE:
            why = _("%(year)s年度评价 %(score)s 分，退出") % {"year": done.year, "score": done.score}
            partner_leave(done.partner, why=why, today=today, actor=actor)
    return done


def suggested(score: Decimal, *, on: date) -> str:
    """The verdict the score asks for, by the school's lines."""
    if score < int(rules.value("partners.exit_score", on=on)):
        return Verdict.EXIT
    return Verdict.MEND if score < int(rules.value("partners.mend_score", on=on)) else Verdict.KEEP


def weighed(marks: Mapping[str, Any], *, on: date) -> Decimal:
    """The four marks as one of 100, by the weights that hold on a day; a mark that is missing counts nothing."""
    weights = {name: int(rules.value(f"partners.weight_{name}", on=on)) for name in MARKS}
    whole = sum(weights.values())
    if not whole:
        raise ValidationError(_("四项权重都是零，先到“规则”里设好。"))
    total = sum((Decimal(marks.get(name) or 0) * weight for name, weight in weights.items()), Decimal(0))
    return (total / whole).quantize(TENTH, ROUND_HALF_UP)


def ban_add(*, actor: User, **values: Any) -> Ban:
    """Put a partner on the list: nothing is ordered from it while the ban holds."""
    return records.create(Ban, actor=actor, **values)


def ban_change(ban: Ban, *, actor: User, **values: Any) -> Ban:
    """Change the reason or the days of a ban that holds."""
    return records.amend(ban, actor=actor, **values)


def ban_lift(ban: Ban, *, why: str, today: date, actor: User) -> Ban:
    """It holds no longer, with the reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么解除。")})
    return records.take(ban, "lift", actor=actor, reason=why.strip(), why=why.strip(), lifted_on=today)
