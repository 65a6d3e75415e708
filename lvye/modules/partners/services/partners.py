"""Deeds on partners and their licences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.partners.models import Licence, LicenceKind, LicenceStatus, Partner

from .many import set_many

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def partner_add(*, actor: User, categories: Iterable[Any] = (), **values: Any) -> Partner:
    """Enter a partner. Raises ValidationError for a name or code that is there, and for a code that cannot be."""
    values["credit_code"] = _credit_code(values.get("credit_code") or "")
    with records.deed():
        made = records.create(Partner, actor=actor, **values)
        set_many(made, actor=actor, categories=categories)
    return made


def partner_change(partner: Partner, *, actor: User, **values: Any) -> Partner:
    """Change what is known of a partner."""
    if "credit_code" in values:
        values["credit_code"] = _credit_code(values["credit_code"] or "")
    many = {name: values.pop(name) for name in ("categories",) if name in values}
    with records.deed():
        changed = records.amend(partner, actor=actor, **values)
        set_many(changed, actor=actor, **many)
    return changed


def partner_leave(partner: Partner, *, why: str, today: date, actor: User) -> Partner:
    """The school deals with it no more, for a reason; what runs with it is finished, nothing new is ordered."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么不再合作。")})
    return records.take(partner, "leave", actor=actor, reason=why.strip(), why=why.strip(), left_on=today)


def partner_readmit(partner: Partner, *, actor: User) -> Partner:
    """The school deals with it again."""
    return records.take(partner, "readmit", actor=actor, why="", left_on=None)


def licence_add(*, partner: Partner, kind: LicenceKind, actor: User, **values: Any) -> Licence:
    """Enter a licence; the one of the same kind the partner held until now is replaced by it.

    Raises ValidationError when the new one would lapse before the old one.
    """
    with records.deed():
        rows = Licence.objects.select_for_update().select_related("partner", "kind")
        old = rows.filter(partner=partner, kind=kind, status=LicenceStatus.HELD).first()
        if old is not None:
            ends = values.get("ends_on")
            if ends is not None and (old.ends_on is None or ends < old.ends_on):
                raise ValidationError({"ends_on": _("新证的有效期比现有的这张短；要更正现有的证，请修改它。")})
            records.take(old, "replace", actor=actor)
        return records.create(Licence, actor=actor, partner=partner, kind=kind, **values)


def licence_change(licence: Licence, *, actor: User, **values: Any) -> Licence:
    """Put a slip of the pen in a licence right."""
    return records.amend(licence, actor=actor, **values)


def licence_withdraw(licence: Licence, *, why: str, actor: User) -> Licence:
    """It holds no longer: withdrawn or given up."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么失效。")})
    return records.take(licence, "withdraw", actor=actor, reason=why.strip(), why=why.strip())


def _credit_code(text: str) -> str:
    """The code as it is kept; raises ValidationError when its check digit (GB 32100-2015) is wrong."""
    code = text.strip().upper()
    if not code:
        return ""
    if len(code) != len(WEIGHTS) + 1 or not set(code) <= set(SIGNS):
        raise ValidationError({"credit_code": _("统一社会信用代码是 18 位数字和大写字母（没有 I、O、S、V、Z）。")})
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    if SIGNS[-total % 31] != code[-1]:
        raise ValidationError({"credit_code": _("统一社会信用代码的校验位不对，请对照营业执照再看一遍。")})
    return code
