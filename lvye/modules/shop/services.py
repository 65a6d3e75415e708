"""Deeds on the shop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, users_with
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.partners.api import Lease, ban_add, standing

from .models import SERIOUS, BannedGoods, Check, Finding, FindingStatus, Price

ENDED = "shop.ended"
HEALTH = gettext_lazy("学校食品安全与营养健康管理规定（令45号）")
MINORS, ARTICLE = gettext_lazy("未成年人保护法（2020年修订）"), gettext_lazy("第五十九条（请与原文核对）")
OWN = gettext_lazy("本校小卖部管理制度")


def catalogue_prepare(*, actor: User) -> int:
    """Make what is missing of the shipped list of goods a school shop does not sell; returns how many."""
    shipped = (
        ("烟", "香烟、雪茄、电子烟", MINORS, ARTICLE),  # house: words on packets
        ("酒", "白酒、啤酒、果酒、鸡尾酒、米酒", MINORS, ARTICLE),  # house: as above
        ("槟榔", "槟榔", OWN, ""),  # house: as above
        ("三无食品", "辣条散装、无标签", OWN, ""),  # house: as above
        ("高糖高盐高脂食品", "碳酸饮料、可乐、油炸薯片", HEALTH, ""),  # house: as above
    )
    there = set(BannedGoods.objects.values_list("name", flat=True))
    rows = [
        {"name": name, "words": words, "document": str(document), "article": str(article)}
        for name, words, document, article in shipped
        if name not in there
    ]
    return len(records.create_many(BannedGoods, rows, actor=actor))


def forbidden(goods: str) -> BannedGoods | None:
    """The entry of the list a thing's name falls under; None where it may be sold."""
    for one in BannedGoods.objects.filter(is_active=True).order_by("pk"):
        if any(word.strip() in goods for word in one.word_list):
            return one
    return None


def check_make(
    *, lease: Lease, checked_on: date, by: Person | None, findings: Iterable[tuple[str, str]] = (), today: date,
    actor: User, **answers: Any,
) -> Check:  # fmt: skip
    """Check a shop; findings: (kind, what). Raises ValidationError for a question answered no without a finding."""
    if by is None:
        raise ValidationError(_("检查要有检查人：您的账号没有对应的人员。"))
    if checked_on > today:
        raise ValidationError({"checked_on": _("检查日期不能在将来。")})
    refuse_closed(checked_on)
    _refuse_other(lease)
    found = [(kind, what.strip()) for kind, what in findings if what.strip()]
    with records.deed():
        made = records.create(Check, actor=actor, lease=lease, checked_on=checked_on, checked_by=by, **answers)
        if made.failed and not found:
            raise ValidationError(_("有 %(n)s 项不合格，请写下是哪件商品、什么情况。") % {"n": len(made.failed)})
        for kind, what in found:
            finding_add(
                lease=lease, kind=kind, what=what, found_on=checked_on, check_made=made, today=today, actor=actor
            )
    return made


def finding_add(
    *, lease: Lease, kind: str, what: str, found_on: date, check_made: Check | None = None, today: date, actor: User
) -> Finding:
    """Something is wrong. A serious one that fills the measure puts the tenant on the list: no lease with him again."""
    if found_on > today:
        raise ValidationError({"found_on": _("发现日期不能在将来。")})
    refuse_closed(found_on)
    _refuse_other(lease)
    serious = kind in SERIOUS
    days = 0 if serious else int(rules.value("shop.fix_days", found_on))
    with records.deed():
        made = records.create(
            Finding, actor=actor, lease=lease, kind=kind, what=what.strip(), found_on=found_on, check_made=check_made,
            is_serious=serious, due_on=found_on + timedelta(days=days),
        )  # fmt: skip
        if serious:
            _end_if_full(lease, today=today, actor=actor)
    return made


def strikes(lease: Lease) -> int:
    """How many serious findings a shop has under its lease; those that came to nothing do not count."""
    return Finding.objects.filter(lease=lease, is_serious=True).exclude(status=FindingStatus.DROPPED).count()


def _end_if_full(lease: Lease, *, today: date, actor: User) -> None:
    most, count = int(rules.value("shop.strikes", today)), strikes(lease)
    partner = lease.partner
    if count < most or standing(partner, on=today).bars:
        return
    words = _("小卖部 %(n)s 次严重问题（三无、过期或禁售）") % {"n": count}
    ban_add(partner=partner, kind="quality", words=words, document=str(OWN), begins_on=today, actor=actor)
    title = _("%(name)s要退出：%(words)s") % {"name": partner.name, "words": words}
    notify(
        users_with("partners.end_lease", today), title,
        _("已经列入禁止交易名单，租约不能再签；请办结束租约。"), reverse("partners.lease:detail", args=[lease.pk]),
        urgent=True, kind=ENDED,
    )  # fmt: skip


def finding_fix(finding: Finding, *, done: str, today: date, actor: User) -> Finding:
    """It is put right."""
    return _closed(finding, "fix", done, today, actor)


def finding_drop(finding: Finding, *, done: str, today: date, actor: User) -> Finding:
    """It was not so, with the reason. A ban it has led to is lifted on the partner's page."""
    return _closed(finding, "drop", done, today, actor)


def _closed(finding: Finding, step: str, done: str, today: date, actor: User) -> Finding:
    if not done.strip():
        raise ValidationError({"done": _("请写怎么整改的，或者为什么不成立。")})
    return records.take(finding, step, actor=actor, done=done.strip(), fixed_on=today)


def price_compare(
    *, lease: Lease, ours: Decimal, outside: Decimal, compared_on: date, today: date, actor: User, **more: Any
) -> Price:
    """A price beside that outside; dearer than the rule allows: it waits to be talked about."""
    if compared_on > today:
        raise ValidationError({"compared_on": _("比价日期不能在将来。")})
    refuse_closed(compared_on)
    _refuse_other(lease)
    dear = ours - outside > Decimal(rules.value("shop.price_gap", compared_on))
    return records.create(
        Price, actor=actor, lease=lease, ours=ours, outside=outside, compared_on=compared_on,
        status=Price.Status.DEAR if dear else Price.Status.FAIR, **more,
    )  # fmt: skip


def price_cut(price: Price, *, agreed: Decimal | None, today: date, actor: User) -> Price:
    """The tenant sells it for less from now on."""
    if agreed is None or not 0 < agreed < price.ours:
        raise ValidationError({"agreed": _("谈成的价要比现在低。")})
    return records.take(price, "cut", actor=actor, agreed=agreed, cut_on=today)


def _refuse_other(lease: Lease) -> None:
    if lease.what != Lease.What.SHOP:
        raise ValidationError({"lease": _("这份租约不是小卖部的。")})


def finding_change(finding: Finding, *, actor: User, **values: Any) -> Finding:
    """Put right what was written, while it is open; whose it is, when and of what kind stay."""
    if values.keys() - {"what"}:
        raise ValidationError(_("哪一家、什么问题、哪天发现的不能改：核实不成立，另记一个。"))
    return records.amend(finding, actor=actor, **values)


def price_change(price: Price, *, actor: User, **values: Any) -> Price:
    """Put right the name or where it was seen; another price is another comparison."""
    if values.keys() - {"goods", "where"}:
        raise ValidationError(_("价格和日期不能改，请另比一次。"))
    return records.amend(price, actor=actor, **values)
